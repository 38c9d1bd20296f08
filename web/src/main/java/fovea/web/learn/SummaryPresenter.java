package fovea.web.learn;

import fovea.engine.exercise.Question;
import fovea.engine.exercise.Tasks;
import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import fovea.web.learn.ChecksView.Check;
import fovea.web.learn.SummaryView.Part;
import fovea.web.learn.SummaryView.Reflection;
import fovea.web.workbench.GoalsPresenter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the pages of what somebody has done: the design tasks, and the summary. */
public final class SummaryPresenter {

  /** No more is kept of any answer. */
  private static final int MOST_LETTERS = 4_000;
  private static final int MOST_SEEDS = 1_000;

  private static final String STEP = "step:";
  private static final String TASK = "task:";

  private final Words words;

  public SummaryPresenter(Words words) {
    this.words = words;
  }

  /**
   * The design tasks.
   *
   * @param progress of this person, by item
   */
  public TasksView tasks(Map<String, String> progress) {
    GoalsPresenter goals = new GoalsPresenter(words);
    List<TasksView.Row> rows = Tasks.all().stream()
        .map(task -> new TasksView.Row(
            goals.of(task.word(), NetworkReading.of(task.start()), Optional.empty()).orElseThrow(),
            progress.containsKey(TASK + task.word())
                ? "/networks/" + progress.get(TASK + task.word())
                : ""))
        .toList();
    return new TasksView(words.say("task.count", solved(progress), rows.size()), rows);
  }

  private static long solved(Map<String, String> progress) {
    return Tasks.all().stream().filter(task -> progress.containsKey(TASK + task.word())).count();
  }

  /** How many questions of a kind and level somebody answered right. */
  public static long solved(Map<String, String> progress, Question question) {
    return seeds(progress, question).size();
  }

  /** The seeds of those; what is noted is their list. */
  private static Set<String> seeds(Map<String, String> progress, Question question) {
    String noted = progress.getOrDefault(key(question), "");
    return noted.isEmpty()
        ? Set.of()
        : new LinkedHashSet<>(List.of(noted.split(" ", MOST_SEEDS)));
  }

  /** What is noted after a right answer; one question counts once, and no more than a thousand. */
  public static String noted(Map<String, String> progress, Question question) {
    Set<String> seeds = new LinkedHashSet<>(seeds(progress, question));
    if (seeds.size() < MOST_SEEDS - 1) {
      seeds.add("" + question.seed());
    }
    String noted = String.join(" ", seeds);
    return noted.length() <= MOST_LETTERS ? noted : progress.getOrDefault(key(question), "");
  }

  /** How progress calls the questions of a kind and level. */
  public static String key(Question question) {
    return "question:" + question.kind().word() + ":" + question.level();
  }

  /** The summary. */
  public SummaryView summary(Map<String, String> progress, LocalDate today) {
    Set<String> read = progress.keySet().stream().filter(item -> item.startsWith(STEP))
        .map(item -> item.substring(STEP.length())).collect(Collectors.toSet());
    List<Part> parts = new ArrayList<>();
    for (ContentsView.Row row : new LearnPresenter(words).contents(read).chapters()) {
      parts.add(new Part(row.chapter().text(), row.visited()));
    }
    ChecksPresenter checks = new ChecksPresenter(words);
    for (String page : ChecksPresenter.PAGES) {
      ChecksView view = checks.page(page, progress);
      parts.add(new Part(view.title(), view.score()));
    }
    for (Question.Kind kind : Question.Kind.values()) {
      long[] solved = new long[Question.LEVELS];
      for (int level = 1; level <= Question.LEVELS; level++) {
        solved[level - 1] = solved(progress, new Question(kind, level, 1));
      }
      parts.add(new Part(words.say("question." + kind.word()),
          words.say("question.levels", solved[0], solved[1], solved[2])));
    }
    parts.add(new Part(words.say("learn.tasks.title"), tasks(progress).said()));
    List<Reflection> reflections = checks.page("reflect", progress).checks().stream()
        .filter(Check::isAnswered).map(it -> new Reflection(it.asked(), it.typed())).toList();
    return new SummaryView(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(words.locale()).format(today), parts, reflections);
  }
}
