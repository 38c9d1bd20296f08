package fovea.web.workbench;

import fovea.engine.exercise.Goal;
import fovea.engine.exercise.Goal.Progress;
import fovea.engine.exercise.Outcome;
import fovea.engine.exercise.Task;
import fovea.engine.reading.NetworkReading;
import fovea.web.Words;
import fovea.web.workbench.GoalsView.GoalRow;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a design task wants, and how far a network is. */
public final class GoalsPresenter {

  private final Words words;

  public GoalsPresenter(Words words) {
    this.words = words;
  }

  /**
   * The goals of the task of that word; empty if there is none.
   *
   * @param outcome of the network as it is; empty if it was not run yet
   */
  public Optional<GoalsView> of(
      String task, NetworkReading network, Optional<Outcome> outcome) {
    return Task.named(task).map(it -> view(it, it.check(network, outcome)));
  }

  private GoalsView view(Task task, List<Progress> progress) {
    long met = progress.stream().filter(Progress::isMet).count();
    boolean isSolved = met == progress.size();
    return new GoalsView(task.word(), words.say("task." + task.word()),
        words.say("task." + task.word() + ".text"), isSolved,
        isSolved ? words.say("task.solved") : words.say("task.progress", met, progress.size()),
        progress.stream()
            .map(it -> new GoalRow(wanted(it),
                it.goal() instanceof Goal.Legal || it.now().isEmpty()
                    ? ""
                    : words.say("goal.now", numbers(it.now())),
                it.isMet()))
            .toList());
  }

  /** What the task of that word wants, in a line; empty if there is none. */
  public String wanted(String task) {
    return Task.named(task).map(it -> it.isOwn()
        ? it.check(NetworkReading.of(it.start())).stream()
            .filter(progress -> !(progress.goal() instanceof Goal.Legal))
            .map(this::wanted).collect(Collectors.joining(" · "))
        : words.say("task." + it.word())).orElse("");
  }

  /**
   * How many goals of the task of that word a network meets; empty if there is none.
   *
   * @param key of the words, which are told how many are met and how many there are
   */
  public String met(
      String key, String task, NetworkReading network, Optional<Outcome> outcome) {
    return Task.named(task).map(it -> it.check(network, outcome)).map(goals -> words.say(key,
        goals.stream().filter(Progress::isMet).count(), goals.size())).orElse("");
  }

  private String wanted(Progress progress) {
    return words.say("goal." + progress.goal().word(), numbers(progress.wanted()));
  }

  private String numbers(List<BigInteger> numbers) {
    return numbers.stream().map(words.numbers()::whole).collect(Collectors.joining(" × "));
  }
}
