package fovea.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sentences that the engine and the server say, which the API and the log have in English: why
 * something is refused, above all. As with gettext, a translation is found by the English text; what
 * stands in its places is a sentence again, a list of them, or a name.
 */
final class Sentences {

  private static final String PREFIX = "said.";
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  /** An English text as a pattern, each place a group. */
  private record Sentence(String key, Pattern pattern, int letters) {

    static Sentence of(String key, String english) {
      String pattern = Arrays.stream(PLACE.split(english, -1)).map(Pattern::quote)
          .collect(Collectors.joining("(.*?)"));
      return new Sentence(key, Pattern.compile(pattern, Pattern.DOTALL),
          PLACE.matcher(english).replaceAll("").length());
    }
  }

  /** The one that says most by itself comes first. */
  private static final List<Sentence> ALL = Words.in(Locale.ENGLISH).keys(PREFIX).stream()
      .map(key -> Sentence.of(key, Words.in(Locale.ENGLISH).find(key).orElseThrow()))
      .sorted(Comparator.comparingInt(Sentence::letters).reversed())
      .toList();

  private Sentences() {}

  /** The English text in the reader's language, as it is where there is no translation. */
  static String in(Words words, String english) {
    return whole(words, english).orElseGet(() -> Arrays.stream(english.split("; ", -1))
        .map(part -> whole(words, part).orElse(part)).collect(Collectors.joining("; ")));
  }

  private static Optional<String> whole(Words words, String english) {
    for (Sentence sentence : ALL) {
      Matcher found = sentence.pattern.matcher(english);
      if (found.matches()) {
        List<String> places = new ArrayList<>();
        for (int place = 1; place <= found.groupCount(); place++) {
          places.add(in(words, found.group(place)));
        }
        return Optional.of(words.say(sentence.key, places.toArray()));
      }
    }
    return Optional.empty();
  }
}
