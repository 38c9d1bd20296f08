package fovea.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import fovea.engine.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A translation is one file that says all that the English one says. */
class WordsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  static List<String> translations() {
    return Words.LANGUAGES.subList(1, Words.LANGUAGES.size());
  }

  @ParameterizedTest
  @MethodSource("translations")
  void aTranslationSaysAllThatEnglishSaysAndNoMore(String language) throws IOException {
    assertEquals(
        new TreeSet<>(read("messages.properties").stringPropertyNames()),
        new TreeSet<>(translated(language).stringPropertyNames()));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void aTranslationPutsInTheSameValues(String language) throws IOException {
    Properties english = read("messages.properties");
    Properties translated = translated(language);
    List<String> different = new ArrayList<>();
    for (String key : english.stringPropertyNames()) {
      if (!placeholders(english.getProperty(key)).equals(
          placeholders(translated.getProperty(key, "")))) {
        different.add(key);
      }
    }
    assertEquals(List.of(), different);
  }

  @Test
  void numbersAreWrittenAsTheLanguageWritesThem() {
    assertEquals("25.557.032", Words.in(Locale.of("es")).numbers().whole(25_557_032));
    assertEquals("0,4123", Words.in(Locale.of("es")).numbers().significant(0.4123));
    assertEquals("25,557,032", Words.in(Locale.SIMPLIFIED_CHINESE).numbers().whole(25_557_032));
  }

  @Test
  void whoAsksForALanguageThatThereIsNotReadsEnglish() {
    assertEquals("Layers", Words.in(Locale.of("la")).say("layers.title"));
    assertFalse(Words.LANGUAGES.contains("la"));
  }

  @Test
  void whatEnglishSaysOfThePublishedNetworksIsWhatTheZooSays() {
    Words english = Words.in(Locale.ENGLISH);
    for (Zoo.Entry entry : Zoo.entries()) {
      assertEquals(entry.description(), english.say("zoo." + entry.name()));
    }
  }

  private static List<String> placeholders(String message) {
    return PLACEHOLDER.matcher(message).results().map(MatchResult::group).sorted().toList();
  }

  private static Properties translated(String language) throws IOException {
    return read("messages_" + language + ".properties");
  }

  private static Properties read(String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = Words.class.getResourceAsStream(file)) {
      assertNotNull(stream, file);
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
