package fovea.web.learn;

import fovea.engine.exercise.Arithmetic;
import fovea.engine.exercise.Asked;
import fovea.engine.exercise.Exercise;
import fovea.engine.exercise.Question;
import fovea.engine.network.Network;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.learn.ChecksView.Check;
import fovea.web.learn.ChecksView.Kind;
import fovea.web.learn.Texts.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the pages of things to answer, and tells whether answers are right. */
public final class ChecksPresenter {

  /** The pages that there are. */
  public static final List<String> PAGES = List.of("quiz", "reflect", "practice");

  /** The rows of a layer, or the parameters of a network: what is known of usual mistakes. */
  private static final Pattern EXERCISE = Pattern
      .compile("(\\w+):(height|parameters)\\(([\\w.]*)\\)");

  private final Words words;
  private final LessonText text;

  public ChecksPresenter(Words words) {
    this.words = words;
    this.text = new LessonText(Figures.ofNamed(), words, UnaryOperator.identity(),
        LearnPresenter.terms(words));
  }

  /**
   * A page.
   *
   * @param answers what was answered, by {@code page:word}
   */
  public ChecksView page(String page, Map<String, String> answers) {
    Texts texts = Texts.of(page, words);
    List<Check> checks = texts.sections().stream()
        .map(section -> check(page, section, answers.get(page + ":" + section.word())))
        .toList();
    long answered = checks.stream().filter(Check::isAnswered).count();
    long right = checks.stream().filter(it -> it.isAnswered() && it.isRight()).count();
    return new ChecksView(page, texts.title(), text.html(texts.lead()), texts.language(),
        texts.isIn(words) ? "" : words.say("learn.untranslated"),
        page.equals("reflect")
            ? words.say("learn.answered", answered, checks.size())
            : words.say("learn.right", right, answered, checks.size()),
        checks);
  }

  /**
   * One thing of a page.
   *
   * @throws NoSuchElementException if there is none of that word
   */
  public Check check(String page, String word, @Nullable String answer) {
    return check(page, Texts.of(page, words).section(word), answer);
  }

  private Check check(
      String page, Section section, @Nullable String answer) {
    Kind kind = kind(page, section);
    String typed = answer == null ? "" : answer;
    boolean isAnswered = !typed.isEmpty() && kind != Kind.TASK;
    boolean isRight = isAnswered && isRight(section, kind, typed);
    return new Check(section.word(), kind,
        kind == Kind.TASK
            ? Course.ADDRESS + "/tasks/" + section.mark("Task")
            : Course.ADDRESS + "/" + page + "/" + section.word(),
        text.html(section.title()), typed, isAnswered, isRight,
        isAnswered ? verdict(section, kind, typed, isRight) : "",
        isAnswered && (isRight || kind != Kind.NUMBER) ? text.html(section.markdown()) : "",
        section.marks().getOrDefault("See", ""));
  }

  private static Kind kind(String page, Section section) {
    return switch (page) {
      case "quiz" -> Kind.CLAIM;
      case "reflect" -> Kind.TEXT;
      case "practice" -> section.marks().containsKey("Task") ? Kind.TASK : Kind.NUMBER;
      default -> throw new NoSuchElementException(page);
    };
  }

  private boolean isRight(Section section, Kind kind, String answer) {
    return switch (kind) {
      case CLAIM -> section.mark("Right").equals(answer);
      case TEXT, TASK -> true;
      case NUMBER -> typed(answer)
          .filter(number -> number.compareTo(right(section)) == 0).isPresent();
    };
  }

  private static BigDecimal right(Section section) {
    return Arithmetic.value(section.mark("Answer"), Figures.ofNamed());
  }

  /** A number as people of this language write it. */
  Optional<BigDecimal> typed(String answer) {
    Numbers numbers = words.numbers();
    return Arithmetic.typed(answer, numbers.grouping(), numbers.decimalPoint());
  }

  /** What a wrong number may have come from, where it is a usual mistake. */
  private String mistake(Section section, String answer) {
    Matcher exercise = EXERCISE.matcher(section.mark("Answer"));
    if (!exercise.matches()) {
      return "";
    }
    Network network = Figures.network(exercise.group(1));
    Asked asked = exercise.group(3).isEmpty()
        ? Exercise.total(network).asked().getFirst()
        : Exercise.about(Question.Kind.SHAPE, network, exercise.group(3)).asked().get(1);
    return typed(answer).stream().flatMap(given -> asked.misses().stream()
        .filter(miss -> given.compareTo(new BigDecimal(miss.value())) == 0))
        .map(miss -> " " + words.say("mistake." + miss.mistake().word(), miss.layer()))
        .findFirst().orElse("");
  }

  private String verdict(Section section, Kind kind, String answer, boolean isRight) {
    return switch (kind) {
      case CLAIM -> words.say("learn.claim." + section.mark("Right")
          + (isRight ? ".right" : ".wrong"));
      case TEXT -> words.say("learn.model");
      case TASK -> "";
      case NUMBER -> isRight
          ? words.say("learn.number.right")
          : typed(answer).isPresent()
              ? words.say("learn.number.wrong") + mistake(section, answer)
              : words.say("learn.number.unread");
    };
  }
}
