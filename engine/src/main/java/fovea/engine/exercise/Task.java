package fovea.engine.exercise;

import fovea.engine.exercise.Goal.Progress;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Optional;

/**
 * Something to build: a network to begin with and what it has to become.
 *
 * @param word for it in addresses and messages, such as {@code field32}
 * @param start a legal network that does not meet all goals
 * @param goals all of them have to be met together
 */
public record Task(String word, Network start, List<Goal> goals) {

  public Task {
    goals = List.copyOf(goals);
  }

  /** The task of that word: of the course, or set by hand. */
  public static Optional<Task> named(String word) {
    return Tasks.all().stream().filter(task -> task.word.equals(word)).findFirst()
        .or(() -> OwnTask.of(word));
  }

  /** Whether it was set by hand, and is none of the course's. */
  public boolean isOwn() {
    return word.equals(OwnTask.WORD);
  }

  /** Whether a goal asks for what comes of a run. */
  public boolean wantsOutcome() {
    return goals.stream().anyMatch(goal -> goal instanceof Goal.LargestIs);
  }

  /**
   * How far a network is, goal by goal; takes time linear in its layers.
   *
   * @param outcome of the network as it is; empty if it was not run yet
   */
  public List<Progress> check(NetworkReading network, Optional<Outcome> outcome) {
    NetworkReading began = NetworkReading.of(start);
    return goals.stream().map(goal -> goal.progress(began, network, outcome)).toList();
  }

  /** The same of one that was not run. */
  public List<Progress> check(NetworkReading network) {
    return check(network, Optional.empty());
  }

  /** Whether it meets all goals. */
  public boolean isSolvedBy(NetworkReading network, Optional<Outcome> outcome) {
    return check(network, outcome).stream().allMatch(Progress::isMet);
  }

  /** The same of one that was not run. */
  public boolean isSolvedBy(NetworkReading network) {
    return isSolvedBy(network, Optional.empty());
  }
}
