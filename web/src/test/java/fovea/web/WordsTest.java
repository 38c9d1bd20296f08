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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A translation is one file that says all that the English one says. */
class WordsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)[|}]");
  private static final Pattern CHOICE = Pattern.compile("\\{(\\w+)\\|((?:[^{}]|\\{\\w+})*)}");

  /** A number and, right behind it, a word that is a plural: no verb and no adverb. */
  private static final Pattern PLURAL = Pattern.compile("\\{\\w+} (?:more )?"
      + "(?!has|needs|makes|looks|sees|más|antes|detrás|puestos|dos|los|las)\\p{L}{2,}s\\b");

  /** An ending that makes an ordinal of a number, which holds for some numbers only. */
  private static final Pattern ORDINAL = Pattern
      .compile("\\{\\w+}(?:st|nd|rd|th|º|ª|\\.[ºª]|er|a|o)\\b");

  /** The categories of the Unicode CLDR's plural rules: one, other, and many for whole millions. */
  private static final Map<String, Integer> FORMS = Map.of("en", 2, "es", 3, "zh", 0);

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

  static List<String> languages() {
    return Words.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aNounHasTheFormThatGoesWithItsNumber(String language) throws IOException {
    Words words = Words.in(Locale.of(language));
    Properties all = translated(language);
    List<String> wrong = new ArrayList<>();
    for (String key : all.stringPropertyNames()) {
      for (MatchResult choice : CHOICE.matcher(all.getProperty(key)).results().toList()) {
        String[] forms = choice.group(2).split("\\|", -1);
        if (forms.length != FORMS.getOrDefault(language, 0)) {
          wrong.add(key + " has " + forms.length + " forms");
        } else if (choice.group(1).matches("\\d+")) {
          for (long count : List.of(0L, 1L, 2L, 3L, 5L, 11L, 21L, 100L, 1_000_000L, 1_000_001L)) {
            Object[] counts = new Object[10];
            Arrays.fill(counts, words.numbers().whole(count));
            int form = count == 1 ? 0 : language.equals("es") && count == 1_000_000 ? 2 : 1;
            String said = words.say(key, counts);
            String expected = forms[form].replaceAll("\\{\\d+}", words.numbers().whole(count));
            if (!said.contains(expected) || said.matches(".*[{|}].*")) {
              wrong.add(key + ": " + said);
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noNumberStandsBeforeAPluralOrMakesAnOrdinalByItself(String language) throws IOException {
    Properties all = translated(language);
    List<String> wrong = new ArrayList<>();
    for (String key : all.stringPropertyNames()) {
      // A size such as 3 × 5 is several in all three languages.
      String text = CHOICE.matcher(all.getProperty(key)).replaceAll("")
          .replaceAll("× \\{\\w+}", "×");
      // What the code says in English is chosen there.
      boolean isOfTheCode = language.equals("en") && key.startsWith("said.");
      if (!isOfTheCode && (PLURAL.matcher(text).find() || ORDINAL.matcher(text).find())) {
        wrong.add(key + "=" + text);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aNumberIsSaidOfWhatThereIsOfIt() {
    Words english = Words.in(Locale.ENGLISH);
    Words spanish = Words.in(Locale.of("es"));
    assertEquals("1 filter", english.count("note.filters", 1));
    assertEquals("21 filters", english.count("note.filters", 21));
    assertEquals("1,000,000 filters", english.count("note.filters", 1_000_000));
    assertEquals("0 filtros", spanish.count("note.filters", 0));
    assertEquals("1 filtro", spanish.count("note.filters", 1));
    assertEquals("1.000.000 de filtros", spanish.count("note.filters", 1_000_000));
    assertEquals("10.000.000 de filtros", spanish.count("note.filters", 10_000_000));
    assertEquals("1.000.001 filtros", spanish.count("note.filters", 1_000_001));
    assertEquals("1 个滤波器", Words.in(Locale.CHINESE).count("note.filters", 1));
  }

  @Test
  void whatIsPutIntoASentenceIsNotReadAsASentence() {
    assertEquals("{1} and B", Words.in(Locale.ENGLISH).say("compare.heading", "{1}", "B"));
    assertEquals("{0|a|b} and $1",
        Words.in(Locale.ENGLISH).say("compare.heading", "{0|a|b}", "$1"));
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

  private static Set<String> placeholders(String message) {
    return PLACEHOLDER.matcher(message).results().map(place -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties translated(String language) throws IOException {
    return read(
        language.equals("en") ? "messages.properties" : "messages_" + language + ".properties");
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
