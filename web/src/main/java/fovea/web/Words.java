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

/**
 * Everything that a person can read in one language: one file {@code messages_xx.properties} each,
 * with {@code messages.properties} in English for whatever a translation lacks. {@code {0}} stands
 * for the first argument; other braces are for the page's scripts. For many threads.
 */
public final class Words {

  /** The languages that there are words in. */
  public static final List<String> LANGUAGES = List.of("en", "es", "zh");

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
    for (int i = 0; i < arguments.length; i++) {
      message = message.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    return message;
  }

  /** The words under that key, if there are any. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(messages.getProperty(key));
  }

  /** The words under {@code key.one} or {@code key.many}, with the count as first argument. */
  public String count(String key, long count) {
    return say(key + (count == 1 ? ".one" : ".many"), numbers().whole(count));
  }
}
