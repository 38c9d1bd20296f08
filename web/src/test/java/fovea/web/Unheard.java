package fovea.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unbescape.html.HtmlEscape;

/**
 * A language that nobody speaks: every text of the English file in letters of its own. What a page in
 * it says in ordinary letters did not come from the file, so no translation reaches it, unless it is a
 * name: PyTorch's, a layer's, a unit's.
 */
public final class Unheard {

  public static final Locale LANGUAGE = Locale.of("qps");

  /** Places, and the braces and bars of choices, stay; the forms within them are words. */
  private static final Pattern LETTERS = Pattern.compile("\\{\\w+[|}]|[A-Za-z]");

  /** Where people read or hear words. */
  private static final Pattern SAID = Pattern.compile(
      "(?s)<(?:script|style|svg|title|textarea|pre|code)\\b.*?</(?:script|style|svg|title|textarea|pre|code)>|"
          + " (?:aria-label|aria-description|title|placeholder|alt)=\"([^\"]*)\"|>([^<]+)<");

  private static final Pattern WORD = Pattern.compile("[\\p{L}0-9_]+");

  private static final Set<String> NAMES = names();

  private Unheard() {}

  /** Writes the language where {@link Words} look for one. */
  public static Visit visit() {
    try (var english = Words.class.getResourceAsStream("messages.properties")) {
      Properties all = new Properties();
      all.load(new InputStreamReader(java.util.Objects.requireNonNull(english), UTF_8));
      all.replaceAll((_, text) -> LETTERS.matcher(text.toString())
          .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(match.group().length() > 1
              ? match.group()
              : String.valueOf((char) (match.group().charAt(0) + 0xFEE0)))));
      Path file = Path.of(java.util.Objects.requireNonNull(Unheard.class.getResource("/")).toURI())
          .resolve("fovea/web/messages_" + LANGUAGE + ".properties");
      try (Writer writer = Files.newBufferedWriter(file)) {
        all.store(writer, null);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return new Visit("token", LANGUAGE);
  }

  /** The words of a page that came from the code, but for names. */
  public static Set<String> english(String html, String... names) {
    Set<String> known = new TreeSet<>(NAMES);
    known.addAll(Arrays.asList(names));
    return SAID.matcher(html).results()
        .flatMap(said -> Stream.of(said.group(1), said.group(2)))
        .filter(text -> text != null)
        .map(text -> HtmlEscape.unescapeHtml(text).replaceAll("\\{\\w+}", "").strip())
        .flatMap(text -> WORD.matcher(text).results()
            .map(word -> word.group())
            .filter(word -> word.matches("[A-Za-z][A-Za-z0-9]+") && !known.contains(word))
            .map(word -> word + " in: " + text))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(
        Set.of("kB", "MB", "GB", "TB", "ms", "px", "same", "true", "false",
            "Fovea", "PNG", "SVG", "MACs", "mult", "adds", "Alt", "Ctrl", "weight", "bias", "mod"));
    for (LayerType type : LayerType.all()) {
      names.add(type.name());
      for (LayerArgument argument : type.arguments()) {
        names.add(argument.name());
        names.addAll(argument.choices());
      }
    }
    return names;
  }
}
