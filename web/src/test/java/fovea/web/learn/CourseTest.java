package fovea.web.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.exercise.Arithmetic;
import fovea.engine.exercise.Task;
import fovea.engine.experiment.Experiments;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import fovea.web.learn.Texts.Section;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The course's texts: nothing is missing in any language, and every figure is the engine's. */
class CourseTest {

  private static final List<String> OTHERS = List.of(
      "glossary", "quiz", "reflect", "practice", "figures");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern WRITTEN = Pattern.compile("\\{= ([^|}]+?)(?: \\| \\w+)? ?}");
  private static final Pattern SHOWN = Pattern.compile(
      "<data class=\"figure\"(?: data-figure=\"([^\"]*)\")? value=\"([^\"]*)\">([^<]*)</data>");

  /** Numbers of the world, and what others say of a network, so that it can be put right. */
  private static final Set<String> GIVEN = Set.of("150,000", "150.000", "7,500,000,000",
      "7.500.000.000", "1000", "1,000", "1.000", "4,096", "4.096");

  static List<String> languages() {
    return Words.LANGUAGES;
  }

  private static List<String> files() {
    return Stream.concat(Course.chapters().stream().map(Chapter::word), OTHERS.stream()).toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("languages")
  void eachLanguageHasEveryStepWithTheSameFiguresAndTheSameLinks(String language) {
    for (String file : files()) {
      Texts english = Texts.in("en", file).orElseThrow();
      Texts text = Texts.in(language, file).orElseThrow(() -> new AssertionError(file));
      assertEquals(english.sections().stream().map(Section::word).toList(),
          text.sections().stream().map(Section::word).toList(), file);
      for (Section section : english.sections()) {
        Section other = text.section(section.word());
        assertFalse(other.title().isBlank(), section.word());
        assertEquals(new TreeSet<>(all(LINK, section.markdown())),
            new TreeSet<>(all(LINK, other.markdown())), file + ": " + section.word());
        assertEquals(new TreeSet<>(all(WRITTEN, section.markdown())),
            new TreeSet<>(all(WRITTEN, other.markdown())), file + ": " + section.word());
        assertEquals(section.marks().keySet(), other.marks().keySet());
      }
    }
  }

  @Test
  void eachChapterHasATextForEachOfItsSteps() {
    for (Chapter chapter : Course.chapters()) {
      assertEquals(chapter.steps().stream().map(Step::word).toList(),
          Texts.in("en", chapter.word()).orElseThrow().sections().stream().map(Section::word)
              .toList());
    }
  }

  @Test
  void aLinkLeadsToWhatIsThere() throws IOException {
    String parts = Files.readString(
        Path.of("src/main/resources/static/js/lib/parts.js"));
    Set<String> terms = Texts.in("en", "glossary").orElseThrow().sections().stream()
        .map(Section::word).collect(Collectors.toSet());
    Set<String> pages = Set.of("/learn/quiz", "/learn/reflect", "/learn/practice",
        "/learn/figures", "/learn/glossary", "/learn/tasks", "/learn/questions",
        "/learn/questions/shape", "/learn/questions/parameters", "/learn/questions/field",
        "/compare", "/networks", "/differences");
    for (String file : files()) {
      for (Section section : Texts.in("en", file).orElseThrow().sections()) {
        List<String> links = new ArrayList<>(all(LINK, section.markdown()));
        if (section.marks().containsKey("See")) {
          links.add(section.mark("See"));
        }
        for (String link : links) {
          String where = file + "/" + section.word() + ": " + link;
          if (link.startsWith("term:")) {
            assertTrue(terms.contains(link.substring(5)), where);
          } else if (link.startsWith("point:line-")) {
            assertTrue(section.markdown().contains("```"), where);
          } else if (link.startsWith("point:")) {
            assertTrue(parts.contains("  " + link.substring(6) + ": ["), where);
          } else if (link.startsWith("/learn/") && link.split("/", -1).length == 4
              && !pages.contains(link)) {
            String[] step = link.split("/", -1);
            assertTrue(Course.step(step[2], step[3]).isPresent(), where);
          } else if (link.startsWith("/experiments/")) {
            assertTrue(Experiments.named(link.substring(13)).isPresent(), where);
          } else if (link.startsWith("/")) {
            assertTrue(pages.contains(link), where);
          } else if (link.startsWith("?layer=")) {
            Network network = Course.step(file, section.word()).orElseThrow().plain();
            String layer = link.substring(7).replaceFirst("&.*", "");
            assertTrue(layer.equals(Node.INPUT) || network.indexOf(layer) >= 0, where);
          } else {
            assertTrue(link.matches("reset|set:.+|at:\\d+/\\d+/\\d+"), where);
          }
        }
      }
    }
  }

  /** All pages of the course that hold figures, as a reader of that language gets them. */
  private static Map<String, String> pages(String language) {
    Words words = Words.in(Locale.of(language));
    Map<String, String> pages = new java.util.LinkedHashMap<>();
    for (Chapter chapter : Course.chapters()) {
      for (Step step : chapter.steps()) {
        pages.put(step.address(), new LessonText(
            new Figures(NetworkReading.of(step.plain()), OptionalDouble.of(0.125)), words,
            UnaryOperator.identity(), Map.of())
            .html(Texts.of(chapter.word(), words).section(step.word()).markdown()));
      }
    }
    for (String other : OTHERS) {
      LessonText text = new LessonText(
          Figures.ofNamed(), words, UnaryOperator.identity(), Map.of());
      for (Section section : Texts.of(other, words).sections()) {
        pages.put(other + "#" + section.word(), text.html(section.markdown()
            + "\n\n" + section.marks().getOrDefault("Right", "")));
      }
    }
    return pages;
  }

  private static Arithmetic.Names byHand(String page) {
    String[] parts = page.split("/", -1);
    return new ByHand(parts.length == 4
        ? Course.step(parts[2], parts[3]).orElseThrow().plain()
        : Figures.network("tinyvgg"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyFigureIsWhatAPencilSays(String language) {
    int figures = 0;
    for (Map.Entry<String, String> page : pages(language).entrySet()) {
      Arithmetic.Names byHand = byHand(page.getKey());
      for (MatchResult figure : SHOWN.matcher(page.getValue()).results().toList()) {
        String expression = String.valueOf(figure.group(1)).replace("&gt;", ">");
        assertFalse(figure.group(2).isEmpty(), page.getKey() + ": " + expression);
        if (!expression.contains("value()")) {
          assertEquals(
              Arithmetic.value(expression, byHand).round(new MathContext(12)).stripTrailingZeros(),
              new BigDecimal(figure.group(2)).round(new MathContext(12)).stripTrailingZeros(),
              page.getKey() + ": " + expression);
          figures++;
        }
      }
    }
    assertTrue(figures > 350, figures + " figures");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noLargeNumberIsTypedIn(String language) {
    for (Map.Entry<String, String> page : pages(language).entrySet()) {
      String typed = SHOWN.matcher(page.getValue()).replaceAll("")
          .replaceAll("<(span class=\"formula\"|ol class=\"code\").*?</(span|ol)>", "")
          .replaceAll("<[^>]*>", "");
      List<String> numbers = all(
          Pattern.compile("(\\d{1,3}(?:[,.]\\d{3})+|\\b(?!(?:19|20)\\d\\d\\b)\\d{4,})"), typed)
          .stream().filter(number -> !GIVEN.contains(number)).toList();
      assertEquals(List.of(), numbers, page.getKey());
    }
  }

  @Test
  void theProblemsHaveAnswersAndTheTaskIsThere() {
    for (Section section : Texts.in("en", "practice").orElseThrow().sections()) {
      if (section.marks().containsKey("Task")) {
        assertTrue(Task.named(section.mark("Task")).isPresent());
      } else {
        assertEquals(Arithmetic.value(section.mark("Answer"), byHand("practice")),
            Arithmetic.value(section.mark("Answer"), Figures.ofNamed()));
      }
    }
  }

  @Test
  void everyRowOfTheLessonHasItsPlaceInTheCourse() throws IOException {
    String map = Files.readString(Path.of("../docs/course.md"));
    List<String> phrases = all(Pattern.compile("\"([^\"]+)\""), map).stream()
        .map(phrase -> phrase.replace("\\|", "|").toLowerCase(Locale.ROOT)).toList();
    for (String row : Files.readAllLines(
        Path.of("src/test/resources/fovea/web/learn/lesson-rows.txt"))) {
      String name = row.toLowerCase(Locale.ROOT);
      assertTrue(phrases.stream().anyMatch(it -> it.contains(name) || name.contains(it)), row);
    }
    for (String step : all(Pattern.compile("(?m)^\\| ([^|]+) \\|"), map)) {
      for (String one : step.split(", ", -1)) {
        String[] parts = one.split("[/#]", -1);
        boolean isStep = one.contains("/") && Course.step(parts[0], parts[1]).isPresent();
        boolean isCheck = one.contains("#") && Texts.in("en", parts[0]).orElseThrow().sections()
            .stream().anyMatch(section -> section.word().equals(parts[1]));
        assertTrue(isStep || isCheck || !one.matches(".*[/#].*") || one.contains("chapter/step"),
            one);
      }
    }
  }
}
