package fovea.server.training;

import fovea.engine.dataset.Split;
import fovea.engine.reading.NetworkReading;
import fovea.engine.train.Moment;
import fovea.engine.train.Pictures;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.Wish;
import fovea.server.storage.Learned;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A training that this server works at, between its turns no more than its last moment. The trainer's thread works
 * at it; any thread may look.
 */
final class LiveTraining {

  /** Even parts of the whole, whose weights are kept. */
  private static final int PARTS = 24;

  /** The memory that all moments of a training together may take where they are kept. */
  private static final long MOMENTS_BYTES = 32_000_000;

  /** With those of pauses, each of which is kept. */
  private static final int MOST_MOMENTS = 100;

  private static final int TIMES = 12;

  /** Of the loss of somebody who guesses; batches differ by more than the rest. */
  private static final double LITTLE = 0.97;

  private final KeptTraining kept;
  private final TrainingPlan plan;
  private final NetworkReading reading;
  private final TrainingOptions options;
  private final TrainingLog log;
  private final List<String> classes;
  private final int stepsOfEpoch;
  private final NavigableSet<Integer> moments;
  private final int mostMoments;
  private final Deque<double[]> times = new ArrayDeque<>();
  private volatile Moment moment;
  private volatile Wish wish;
  private long wishedNanos = System.nanoTime();
  private @Nullable Training training;
  private String divergence = "";
  private int keptMoments;
  private int keptStep;
  private boolean isKept = true;
  long keptNanos = System.nanoTime();
  long keepingNanos;
  long retryNanos = System.nanoTime();
  long workedNanos;
  long validatingNanos;

  /** {@code split}: the set that it learns from; {@code keptMoments}: how many are kept already. */
  LiveTraining(
      KeptTraining kept, Moment moment, TrainingLog log, Split split, int keptMoments) {
    this.kept = kept;
    this.plan = TrainingPlan.parse(kept.plan());
    this.reading = NetworkReading.of(kept.document());
    this.options = plan.options(split.training().count());
    this.log = log;
    this.classes = split.training().classes();
    this.stepsOfEpoch = plan.stepsOfEpoch(split.training().count());
    this.moment = moment;
    this.wish = kept.wish();
    long bytes = Math.max(1, Float.BYTES * reading.totals().parameters());
    this.mostMoments = Math.clamp(MOMENTS_BYTES / bytes, 2, MOST_MOMENTS);
    this.moments = moments(kept.steps(), mostMoments - mostMoments / 4);
    this.keptStep = kept.step();
    this.keptMoments = keptMoments;
  }

  /** The first step and the last, those that are powers of two, and even parts of all; no more than so many. */
  static NavigableSet<Integer> moments(int steps, int most) {
    NavigableSet<Integer> all = new TreeSet<>(List.of(steps));
    for (int step = 1; step < steps; step *= 2) {
      all.add(step);
    }
    for (int part = 1; part < PARTS; part++) {
      all.add(Math.max(1, (int) ((long) steps * part / PARTS)));
    }
    List<Integer> known = List.copyOf(all);
    NavigableSet<Integer> some = new TreeSet<>();
    for (int i = 1; i <= Math.min(most, known.size()); i++) {
      some.add(known.get((int) ((long) i * known.size() / Math.min(most, known.size())) - 1));
    }
    return some;
  }

  KeptTraining kept() {
    return kept;
  }

  TrainingPlan plan() {
    return plan;
  }

  NetworkReading reading() {
    return reading;
  }

  TrainingLog log() {
    return log;
  }

  Moment moment() {
    return moment;
  }

  Wish wish() {
    return wish;
  }

  synchronized void wish(Wish wanted) {
    wish = wanted;
    wishedNanos = System.nanoTime();
  }

  /** What was wanted of it where all servers look, at that time, unless something newer is wanted here. */
  synchronized void hear(Wish wanted, long askedNanos) {
    if (askedNanos - wishedNanos > 0) {
      wish = wanted;
    }
  }

  /** The memory that it takes while it waits. */
  long waitingBytes() {
    return (2L + options.optimiser().memories()) * Float.BYTES * reading.totals().parameters();
  }

  /** It at work, from its moment on. */
  Training working(Split split) {
    Training working = training;
    if (working == null) {
      Pictures pictures = plan.pictures(split.training());
      working = new Training(reading, moment, pictures, options);
      training = working;
    }
    return working;
  }

  /** Takes down how far it has come at work. */
  void catchUp() {
    Training working = training;
    if (working == null) {
      return;
    }
    Optional<StepResult.Diverged> lost = working.divergence();
    if (lost.isPresent()) {
      divergence = lost.get().sentence();
      moment = new Moment(working.steps(), working.weights(), List.of());
    } else if (working.steps() > moment.step()) {
      moment = working.moment();
    }
    log.await(moment.step());
  }

  /** Ends its turn; while others wait its memory is theirs. */
  void rest(boolean othersWait) {
    catchUp();
    if (othersWait) {
      training = null;
    }
    synchronized (times) {
      times.addLast(new double[]{System.nanoTime() / 1e9, moment.step()});
      if (times.size() > TIMES) {
        times.removeFirst();
      }
    }
  }

  /** Why its numbers are lost; empty if they are not. */
  String divergence() {
    return divergence;
  }

  /** What is to be said of a training whose loss is that of somebody who guesses; empty if it is better. */
  String verdict() {
    double guessed = Math.log(classes.size());
    double loss = log.recentLoss();
    return loss < LITTLE * guessed
        ? ""
        : "It has learned next to nothing: its loss is %.2f, and guessing gives %.2f. Try %s."
            .formatted(
                loss, guessed, plan.isBold() ? "a smaller rate" : "a larger rate; more epochs");
  }

  boolean isOver() {
    // Pictures may have been taken away since it began.
    return moment.step() >= Math.min(kept.steps(), options.steps());
  }

  /** Steps a second over its last turns, with all that it waited; 0 if that is not known yet. */
  double stepsPerSecond() {
    synchronized (times) {
      if (times.size() < 2) {
        return 0;
      }
      double seconds = times.getLast()[0] - times.getFirst()[0];
      return seconds <= 0 ? 0 : (times.getLast()[1] - times.getFirst()[1]) / seconds;
    }
  }

  boolean isMoment(int step) {
    return moments.contains(step);
  }

  boolean endsEpoch(int step) {
    return step % stepsOfEpoch == 0;
  }

  /** Whether there is room for a moment that was not planned, of a pause. */
  boolean hasRoom() {
    return keptMoments < mostMoments;
  }

  /** What is kept of its moment. */
  Learned learned() {
    double[] last = log.last();
    return new Learned(Checkpoint.numbers(reading, moment.weights()), classes, last[0], last[1],
        log.validationAccuracy());
  }

  /** Notes that this step is kept. */
  void kept(int step, boolean asMoment) {
    keptStep = step;
    keptMoments += asMoment ? 1 : 0;
    isKept = true;
    keptNanos = System.nanoTime();
  }

  /** Notes that what was to be kept could not be. */
  void notKept() {
    isKept = false;
  }

  boolean isKept() {
    return isKept;
  }

  boolean hasMovedSinceKept() {
    return moment.step() > keptStep;
  }
}
