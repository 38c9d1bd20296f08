package fovea.web.learn;

import fovea.engine.exercise.Arithmetic;
import fovea.engine.exercise.Asked;
import fovea.engine.exercise.Exercise;
import fovea.engine.exercise.Mark;
import fovea.engine.exercise.Miss;
import fovea.engine.exercise.Question;
import fovea.engine.exercise.Question.Kind;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.learn.LessonView.Way;
import fovea.web.learn.QuestionView.Choice;
import fovea.web.learn.QuestionView.LayerLine;
import fovea.web.learn.QuestionView.PartLine;
import fovea.web.learn.QuestionView.StepLine;
import fovea.web.learn.QuestionView.Verdict;
import fovea.web.workbench.FormulaView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the page of a generated question, and says what became of an answer. */
public final class QuestionPresenter {

  private final Words words;
  private final Numbers numbers;

  public QuestionPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /** Where a question lies. */
  public static String address(Question question) {
    return Course.ADDRESS + "/questions/" + question.kind().word() + "/" + question.level() + "/"
        + question.seed();
  }

  /** The numbers that somebody means with an answer; empty if it cannot be read as so many. */
  public Optional<List<BigDecimal>> read(Exercise exercise, String answer) {
    int count = exercise.asked().size();
    return count == 1
        ? Arithmetic.typed(answer, numbers.grouping(), numbers.decimalPoint()).map(List::of)
        : Arithmetic.typed(answer, count, numbers.grouping(), numbers.decimalPoint());
  }

  /**
   * The page.
   *
   * @param typed what was answered; empty before
   * @param solved how many of this kind and level were answered right
   * @param workbench where the network opens
   */
  public QuestionView page(Question question, String typed, long solved, String workbench) {
    Exercise exercise = Exercise.of(question);
    String kind = question.kind().word();
    return new QuestionView(words.say("question." + kind),
        words.say("question." + kind + ".asked", exercise.layer()),
        words.say(exercise.asked().size() == 1 ? "question.hint" : "question.hints",
            parts(exercise)),
        Arrays.stream(Kind.values())
            .map(it -> choice(new Question(it, question.level(), 1), "question." + it.word(),
                it == question.kind()))
            .toList(),
        IntStream.rangeClosed(1, Question.LEVELS)
            .mapToObj(level -> choice(new Question(question.kind(), level, 1),
                "question.level." + level, level == question.level()))
            .toList(),
        exercise.network().input().toString(), layers(exercise), typed,
        typed.isEmpty() ? null : verdict(exercise, typed), address(question),
        address(new Question(question.kind(), question.level(), question.seed() + 1)),
        words.count("question.solved", solved), workbench);
  }

  /** Such as "channels × height × width". */
  private String parts(Exercise exercise) {
    return exercise.asked().stream().map(asked -> words.say("part." + asked.part().word()))
        .collect(Collectors.joining(" × "));
  }

  private Choice choice(Question question, String key, boolean isHere) {
    return new Choice(new Way(address(question), words.say(key)), isHere);
  }

  private List<LayerLine> layers(Exercise exercise) {
    Network network = exercise.network();
    List<LayerLine> lines = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      boolean readsBefore = network.inputsOf(i).equals(List.of(network.before(i)));
      lines.add(new LayerLine(node.id(), call(node.layer()),
          readsBefore ? "" : words.list(network.inputsOf(i)),
          node.id().equals(exercise.layer())));
    }
    return lines;
  }

  /** Such as {@code Conv2d(out_channels=64, kernel_size=3, padding=1)}. */
  private static String call(Layer layer) {
    LayerType type = LayerType.of(layer);
    return type.arguments().stream()
        .filter(argument -> argument.isRequired() || !argument.isDefault(layer))
        .map(argument -> argument.name() + "=" + LayerArgument.plain(argument.of(layer)))
        .collect(Collectors.joining(", ", type.name() + "(", ")"));
  }

  private Verdict verdict(Exercise exercise, String typed) {
    Optional<List<BigDecimal>> given = read(exercise, typed);
    if (given.isEmpty()) {
      return new Verdict(false, words.say(exercise.asked().size() == 1
          ? "learn.number.unread"
          : "question.unread", parts(exercise)), List.of());
    }
    List<Mark> marks = exercise.mark(given.get());
    boolean isRight = marks.stream().allMatch(Mark::isRight);
    return new Verdict(isRight,
        words.say(isRight ? "question.right" : "question.wrong", exercise.asked().stream()
            .map(asked -> numbers.whole(asked.answer())).collect(Collectors.joining(" × "))),
        marks.stream().map(this::part).toList());
  }

  private PartLine part(Mark mark) {
    Asked asked = mark.asked();
    return new PartLine(words.say("part." + asked.part().word()), numbers.whole(asked.answer()),
        mark.isRight(), switch (mark) {
          case Mark.Right _ -> List.of();
          case Mark.Mistaken(Asked _, List<Miss> misses) -> misses.stream()
              .map(miss -> words.say("mistake." + miss.mistake().word(), miss.layer())).distinct()
              .toList();
          case Mark.Wrong _ -> List.of(words.say("mistake.unknown"));
        },
        asked.steps().stream()
            .map(step -> new StepLine(step.layer(), FormulaView.of(step.formula(), words)))
            .toList());
  }

  /** Whether an answer is right. */
  public boolean isRight(Question question, String answer) {
    Exercise exercise = Exercise.of(question);
    return read(exercise, answer)
        .filter(given -> exercise.mark(given).stream().allMatch(Mark::isRight)).isPresent();
  }
}
