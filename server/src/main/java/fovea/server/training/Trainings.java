package fovea.server.training;

import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import fovea.server.http.Refusal;
import fovea.server.run.Runs;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets people train networks beside those who run them: so many at once, within a memory of their own, a step at
 * a time, and no step while somebody waits for a run. Steps of different trainings follow each other, so that
 * all of them move. Thread-safe.
 */
public final class Trainings {

  /** How many may be under way: each has a request that waits. */
  private static final int MOST = 32;

  /** When those who are refused may come back. */
  private static final int RETRY_SECONDS = 10;

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** How long a step lets runs go first; then it takes its turn, or a busy class would end all trainings. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final long LOOK_MILLIS = 2;

  private final Inference inference;
  private final Runs runs;
  private final BooleanSupplier isAwaited;
  private final long maxBytes;
  private int underWay;
  private long bytes;

  /**
   * On that engine.
   *
   * @param isAwaited whether somebody waits for an answer that is no run
   * @param maxBytes the memory that all trainings together may take
   */
  public Trainings(Inference inference, Runs runs, BooleanSupplier isAwaited, long maxBytes) {
    this.inference = inference;
    this.runs = runs;
    this.isAwaited = isAwaited;
    this.maxBytes = maxBytes;
  }

  /** The most memory that one training may take. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Refuses early if there is no place now: before a large request is even read.
   *
   * @throws Refusal 503
   */
  public synchronized void refuseIfFull() {
    if (underWay >= MOST) {
      throw Refusal.busy("trainings", RETRY_SECONDS);
    }
  }

  /**
   * Makes a training and takes all its steps, or as many as it can before its numbers are lost.
   *
   * @param size the memory that it takes, at most {@link #maxBytes}
   * @param taken is told of each step
   * @param isGone whether nobody wants it any more
   * @return the training
   * @throws Refusal 503 if there is no place or memory now, the deadline has passed, or nobody wants it
   */
  public Training run(long size, Supplier<Training> made, Consumer<StepResult.Done> taken,
      BooleanSupplier isGone) {
    enter(size);
    try {
      Training training = made.get();
      Cancellation cancellation = new Cancellation();
      long start = System.nanoTime();
      while (!training.isOver()) {
        if (System.nanoTime() - start > DEADLINE.toNanos()) {
          throw Refusal.busy("train_seconds", RETRY_SECONDS);
        }
        giveWay(PATIENCE);
        if (isGone.getAsBoolean()) {
          throw Refusal.busy("trainings", RETRY_SECONDS);
        }
        if (training.step(inference, cancellation) instanceof StepResult.Done done) {
          taken.accept(done);
        }
      }
      return training;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("trainings", RETRY_SECONDS);
    } finally {
      leave(size);
    }
  }

  /**
   * The same without a deadline, as long as somebody wants it.
   *
   * @param isWanted asked before each step
   * @return the training, not over if it is not wanted any more
   * @throws Refusal 503 if there is no place or memory now
   */
  public Training runWhile(
      Predicate<Training> isWanted, long size, Supplier<Training> made) {
    enter(size);
    try {
      Training training = made.get();
      Cancellation cancellation = new Cancellation();
      while (!training.isOver() && isWanted.test(training)) {
        giveWay(PATIENCE);
        training.step(inference, cancellation);
      }
      return training;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("trainings", RETRY_SECONDS);
    } finally {
      leave(size);
    }
  }

  private synchronized void enter(long size) {
    refuseIfFull();
    if (size > maxBytes - bytes) {
      throw Refusal.busy("train_bytes", RETRY_SECONDS);
    }
    underWay++;
    bytes += size;
  }

  private synchronized void leave(long size) {
    underWay--;
    bytes -= size;
  }

  /** Whether somebody waits for what goes before trainings: a run, or the answer to what they did. */
  boolean isInTheWay() {
    return inference.isComputing() || runs.waiting() > 0 || isAwaited.getAsBoolean();
  }

  /** Lets all that goes first, but only for so long, or a busy class would end all trainings. */
  void giveWay(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    while (isInTheWay() && System.nanoTime() - start < patience.toNanos()) {
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
