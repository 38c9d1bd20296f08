package fovea.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that a person can read in one language: one file {@code messages_xx.properties} each,
 * with {@code messages.properties} in English for whatever a translation lacks. {@code {0}} stands
 * for the first argument, {@code {0|row|rows}} for the form of a noun that goes with it as a number
 * ({@link Numbers#form}); other braces are for the page's scripts. For many threads.
 */
public final class Words {

  /** The languages that there are words in. */
  public static final List<String> LANGUAGES = List.of("en", "es", "zh");

  /** A choice of forms, which may hold places themselves. */
  private static final Pattern CHOICE = Pattern.compile("\\{(\\d+)\\|((?:[^{}]|\\{\\w+})*)}");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

  private static final Map<String, Words> BY_LANGUAGE = new ConcurrentHashMap<>();

  private final Locale locale;
  private final Properties messages;
  private final Numbers numbers;

  private Words(Locale locale, Properties messages) {
    this.locale = locale;
    this.messages = messages;
    this.numbers = new Numbers(locale);
  }

  /** The words for a reader; English if there is no file of their language. */
  public static Words in(Locale reader) {
    return BY_LANGUAGE.computeIfAbsent(reader.getLanguage(), Words::load);
  }

  private static Words load(String language) {
    Properties english = read("messages.properties", new Properties());
    Properties translated = read("messages_" + language + ".properties", english);
    return translated.isEmpty()
        ? new Words(Locale.ENGLISH, english)
        : new Words(Locale.of(language), translated);
  }

  private static Properties read(String file, Properties fallback) {
    Properties properties = new Properties(fallback);
    try (InputStream stream = Words.class.getResourceAsStream(file)) {
      if (stream != null) {
        properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The language of these words, which may not be the one that was asked for. */
  public Locale locale() {
    return locale;
  }

  /** How numbers are written in this language. */
  public Numbers numbers() {
    return numbers;
  }

  /**
   * The words under that key, with the arguments put in.
   *
   * @throws IllegalArgumentException if English has no such key
   */
  public String say(String key, Object... arguments) {
    String message = messages.getProperty(key);
    if (message == null) {
      throw new IllegalArgumentException("messages.properties has no \"" + key + "\"");
    }
    if (arguments.length == 0 || message.indexOf('{') < 0) {
      return message;
    }
    String chosen = replaced(CHOICE, message, arguments, (argument, forms) -> {
      String[] each = forms.split("\\|", -1);
      return each[Math.min(numbers.form(argument), each.length - 1)];
    });
    return replaced(PLACE, chosen, arguments, (argument, _) -> argument);
  }

  /** Each place of an argument that there is, in one pass: what is put in is not read again. */
  private static String replaced(
      Pattern places, String message, Object[] arguments, BinaryOperator<String> by) {
    return places.matcher(message).replaceAll(place -> {
      int index = Integer.parseInt(place.group(1));
      return Matcher.quoteReplacement(index < arguments.length
          ? by.apply(String.valueOf(arguments[index]), place.group(place.groupCount()))
          : place.group());
    });
  }

  /** The words under that key, if there are any. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(messages.getProperty(key));
  }

  /** The keys that begin so. */
  List<String> keys(String prefix) {
    return messages.stringPropertyNames().stream().filter(key -> key.startsWith(prefix)).sorted()
        .toList();
  }

  /**
   * What the engine or the server says in English, as this language says it; as it is where nobody has
   * translated it yet.
   */
  public String translated(String english) {
    return locale.equals(Locale.ENGLISH) ? english : Sentences.in(this, english);
  }

  /** The words under that key, with the count as first argument. */
  public String count(String key, long count) {
    return say(key, numbers.whole(count));
  }

  /** Several things in a row, as the language separates them. */
  public String list(List<String> things) {
    return String.join(say("list.separator"), things);
  }
}
