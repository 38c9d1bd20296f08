package fovea.web.learn;

import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import fovea.web.learn.LessonView.StepMark;
import fovea.web.learn.LessonView.Way;
import fovea.web.workbench.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes the course's table of contents and its steps. */
public final class LearnPresenter {

  /** Every step explains some of them. */
  private static final Map<String, Map<String, String>> TERMS = new ConcurrentHashMap<>();

  private final Words words;

  public LearnPresenter(Words words) {
    this.words = words;
  }

  /**
   * The contents.
   *
   * @param visited the steps that were read, as {@code chapter/step}
   */
  public ContentsView contents(Set<String> visited) {
    List<ContentsView.Row> rows = Course.chapters().stream()
        .map(chapter -> row(chapter, visited)).toList();
    List<Step> all = Course.chapters().stream().flatMap(it -> it.steps().stream()).toList();
    long read = all.stream().filter(step -> visited.contains(key(step))).count();
    Step next = all.stream().filter(step -> !visited.contains(key(step))).findFirst()
        .orElse(all.getFirst());
    return new ContentsView(read == 0
        ? words.say("learn.progress.none")
        : words.say("learn.progress", read, all.size()),
        new Way(next.address(), words.say(read == 0 ? "learn.begin" : "learn.continue",
            heading(next))),
        rows);
  }

  private ContentsView.Row row(Chapter chapter, Set<String> visited) {
    Texts text = Texts.of(chapter.word(), words);
    long read = chapter.steps().stream().filter(step -> visited.contains(key(step))).count();
    Step next = chapter.steps().stream().filter(step -> !visited.contains(key(step))).findFirst()
        .orElse(chapter.steps().getFirst());
    return new ContentsView.Row(Course.chapters().indexOf(chapter) + 1, chapter.word(),
        new Way(next.address(), text.title()), text.lead(),
        words.count("learn.minutes", chapter.minutes()),
        words.say("learn.steps", read, chapter.steps().size()),
        (int) (100 * read / chapter.steps().size()));
  }

  /** How progress calls a step. */
  public static String key(Step step) {
    return step.chapter() + "/" + step.word();
  }

  private String heading(Step step) {
    return Texts.of(step.chapter(), words).section(step.word()).title();
  }

  /**
   * A step.
   *
   * @param place its address, with what was changed
   * @param reading the network that lies there
   * @param unit the value of the number that is looked at
   * @param moved the address after a link that moves the piece
   * @param piece what lies beside the text: the step's own, or a unit that its reader has opened
   * @param shown the piece's own view
   * @param visited the steps that were read before, as {@link #key} has them
   */
  public LessonView step(
      Step step, Place place, NetworkReading reading, OptionalDouble unit,
      UnaryOperator<String> moved, Piece piece, Object shown, Set<String> visited) {
    Texts text = Texts.of(step.chapter(), words);
    Texts.Section section = text.section(step.word());
    List<Step> steps = Course.chapter(step.chapter()).orElseThrow().steps();
    return new LessonView(words.say("learn.window", section.title()), place,
        new Way(steps.getFirst().address(), text.title()), section.title(),
        new LessonText(new Figures(reading, unit), words, moved, terms(words))
            .html(section.markdown()),
        text.language(), text.isIn(words) ? "" : words.say("learn.untranslated"),
        steps.stream().map(it -> new StepMark(it.address(), heading(it), it.equals(step),
            visited.contains(key(it)))).toList(),
        way(Course.from(step, -1), new Way(Course.ADDRESS, words.say("learn.contents"))),
        way(Course.from(step, 1),
            new Way(Course.ADDRESS + "/quiz", words.say("learn.quiz.title"))),
        piece.word(), step.piece().word(), words.say("learn.piece." + piece.word()), shown);
  }

  private Way way(Optional<Step> step, Way otherwise) {
    return step.map(it -> new Way(it.address(), heading(it))).orElse(otherwise);
  }

  /** The glossary's explanations in plain text, by the words for its terms. */
  static Map<String, String> terms(Words words) {
    return TERMS.computeIfAbsent(words.locale().getLanguage(), _ -> {
      LessonText plain = new LessonText(
          Figures.ofNamed(), words, UnaryOperator.identity(), Map.of());
      return Texts.of("glossary", words).sections().stream().collect(Collectors.toUnmodifiableMap(
          Texts.Section::word, term -> plain.plain(term.markdown())));
    });
  }
}
