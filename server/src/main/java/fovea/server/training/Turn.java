package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.Subset;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.train.Evaluation;
import fovea.engine.train.Pictures;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import fovea.server.storage.Learned;
import fovea.server.storage.TrainingWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a training does in its turn: steps for a fifth of a second, a look at what it does not learn from now and
 * then, and what is to be kept. For one thread.
 */
final class Turn {

  private static final long TURN_NANOS = Duration.ofMillis(200).toNanos();

  /** A busy class lets each training have a step now and then. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** After so much work at the latest it is seen how well it does. */
  private static final long UNSEEN_NANOS = Duration.ofSeconds(2).toNanos();

  /** Looking takes a fifth of the time at most, but for the ends of epochs. */
  private static final int SHARE = 5;

  /** What a server that is killed has done in vain at most, unless keeping takes longer than a hundredth of it. */
  private static final long UNKEPT_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int KEPT_SHARE = 100;

  /** Pictures that are looked at without looking whether somebody waits. */
  private static final int PICTURES = 64;

  /** A loss of so many times the first one, or 1, will not come down to anything that has been learned. */
  private static final double EXPLODED = 1_000;

  private static final byte[] NOTHING = {};

  private final TrainingWork work;
  private final Trainings trainings;
  private final Inference inference;
  private final Cancellation closing;
  private final BooleanSupplier somebodyWants;

  Turn(TrainingWork work, Trainings trainings, Inference inference, Cancellation closing,
      BooleanSupplier somebodyWants) {
    this.work = work;
    this.trainings = trainings;
    this.inference = inference;
    this.closing = closing;
    this.somebodyWants = somebodyWants;
  }

  /**
   * Lets a training have its turn.
   *
   * @return whether it goes on here
   * @throws Refusal 503 if it could not be kept how far it is: then it waits for that
   */
  boolean take(LiveTraining one, Split split) {
    if (!one.isKept()) {
      return settle(one);
    }
    if (one.wish() == Wish.PAUSE) {
      return keep(one, State.PAUSED, "", one.hasRoom());
    }
    if (one.wish() == Wish.STOP) {
      return keep(one, State.DONE, "", true);
    }
    Training training = one.working(split);
    try {
      long end = System.nanoTime() + TURN_NANOS;
      boolean isDue = false;
      while (!isDue && System.nanoTime() < end && !training.isOver() && !somebodyWants(one)) {
        trainings.giveWay(PATIENCE);
        step(one, training, end);
        validate(one, training, split.validation());
        isDue = one.wish() == Wish.STEP || one.isMoment(training.steps());
      }
    } catch (CancellationException | InterruptedException closed) {
      return true;
    }
    one.catchUp();
    return settle(one);
  }

  private boolean somebodyWants(LiveTraining one) {
    return one.wish() != Wish.STEP && somebodyWants.getAsBoolean();
  }

  private void step(LiveTraining one, Training training, long end) {
    long begun = System.nanoTime();
    training.steps(result -> {
      if (result instanceof StepResult.Done done) {
        one.log().add(done);
        if (done.loss() > EXPLODED * Math.max(1, one.log().firstLoss())) {
          training.explode(done);
        }
      }
      int step = training.steps();
      return one.wish() == Wish.RUN && System.nanoTime() < end && !one.isMoment(step)
          && !one.endsEpoch(step) && !trainings.isInTheWay() && !somebodyWants.getAsBoolean();
    }, inference, closing);
    one.workedNanos += System.nanoTime() - begun;
  }

  /** Looks how well it does, at the end of an epoch and after some time of work. */
  private void validate(LiveTraining one, Training training, Dataset others)
      throws InterruptedException {
    boolean isDue = one.endsEpoch(training.steps()) || training.isOver()
        || one.workedNanos > Math.max(UNSEEN_NANOS, SHARE * one.validatingNanos);
    if (!isDue || training.divergence().isPresent() || others.count() == 0) {
      return;
    }
    long begun = System.nanoTime();
    double loss = 0;
    int correct = 0;
    List<Evaluation.Prediction> predictions = new ArrayList<>();
    for (int first = 0; first < others.count(); first += PICTURES) {
      if (one.wish() == Wish.PAUSE || one.wish() == Wish.STOP) {
        // Whoever waits for that does not wait for all the rest.
        return;
      }
      trainings.giveWay(PATIENCE);
      Evaluation part = training.evaluate(Pictures.of(Subset.of(others,
          IntStream.range(first, Math.min(first + PICTURES, others.count())))), inference,
          closing);
      loss += part.loss() * part.predictions().size();
      correct += (int) Math.round(part.accuracy() * part.predictions().size());
      predictions.addAll(part.predictions());
    }
    one.log().add(training.steps(), new Evaluation(
        loss / others.count(), (double) correct / others.count(), predictions));
    one.validatingNanos = System.nanoTime() - begun;
    one.workedNanos = 0;
  }

  /** Keeps what has to be, and answers whether it goes on. */
  private boolean settle(LiveTraining one) {
    if (!one.divergence().isEmpty()) {
      return keep(one, State.LOST, one.divergence(), true);
    }
    if (one.isOver()) {
      return keep(one, State.DONE, one.verdict(), true);
    }
    if (one.wish() == Wish.STEP) {
      return keep(one, State.PAUSED, "", one.hasRoom());
    }
    boolean isMoment = one.isMoment(one.moment().step());
    boolean isLate = System.nanoTime() - one.keptNanos > Math.max(
        UNKEPT_NANOS, KEPT_SHARE * one.keepingNanos);
    return !(isMoment || isLate || !one.isKept()) || keep(one, State.RUNNING, "", isMoment);
  }

  private boolean keep(LiveTraining one, State state, String sentence, boolean asMoment) {
    long begun = System.nanoTime();
    boolean hasEnded = state == State.DONE || state == State.LOST;
    @Nullable
    Learned learned = asMoment && one.moment().step() > 0 ? one.learned() : null;
    one.notKept();
    try {
      boolean goesOn = work.keep(one.kept(), state, sentence, one.moment().step(),
          one.log().json(), hasEnded ? NOTHING : Checkpoint.write(one.reading(), one.moment()),
          learned);
      one.kept(one.moment().step(), learned != null);
      one.keepingNanos = System.nanoTime() - begun;
      return goesOn;
    } catch (Refusal refused) {
      if (refused.retryAfterSeconds() > 0) {
        throw refused;
      }
      // No room for what it has come to: it waits at what was kept last, until there is.
      work.pause(one.kept(), refused.detail());
      return false;
    }
  }

  /** Keeps how far it is, as the server is asked to end. */
  void keepBeforeTheEnd(LiveTraining one) {
    one.catchUp();
    if (one.hasMovedSinceKept()) {
      keep(one, State.RUNNING, "", false);
    }
  }
}
