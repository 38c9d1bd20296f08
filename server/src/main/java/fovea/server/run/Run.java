package fovea.server.run;

import fovea.engine.run.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run from the moment it was asked for. Whoever shows it asks for its state now and then; when
 * nobody has asked for a while, its page is gone and it is cancelled. Thread-safe.
 */
public final class Run {

  private final RunQueue queue;
  private final RunQueue.Place place;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile RunState state;
  private volatile long askedNanos = System.nanoTime();

  Run(RunQueue queue, RunQueue.Place place) {
    this.queue = queue;
    this.place = place;
    this.state = queue.state(place);
  }

  /** How far it has come. */
  public RunState state() {
    askedNanos = System.nanoTime();
    return state instanceof RunState.Waiting ? queue.state(place) : state;
  }

  /** Ends it soon; does nothing if it has ended. */
  public void cancel() {
    cancellation.cancel();
    queue.giveUp(place);
    end(new RunState.Cancelled());
  }

  /** Waits for its end, at most that long; answers whether it has ended. */
  public boolean await(Duration time) {
    askedNanos = System.nanoTime();
    try {
      return endsWithin(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same for the watcher, whose looking does not count as somebody's interest. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  long nanosSinceAsked() {
    return System.nanoTime() - askedNanos;
  }

  synchronized void progress(RunState.Running progress) {
    if (!state.isEnded()) {
      state = progress;
    }
  }

  /** The first end counts. */
  synchronized void end(RunState end) {
    if (!state.isEnded()) {
      state = end;
      ended.countDown();
    }
  }
}
