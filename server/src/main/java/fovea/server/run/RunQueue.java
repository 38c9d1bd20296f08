package fovea.server.run;

import fovea.engine.run.Errand;
import fovea.server.http.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order in which runs may compute. Short ones go before long ones, but a long one that has
 * waited as long as it will take is passed by nobody. What would not fit into memory beside those
 * that compute waits; what could never fit, or would wait too long, is refused at once. Those who want
 * the same wait for one computation, which is counted once. Thread-safe.
 */
final class RunQueue {

  private static final int SLOTS = 2;
  private static final int MAX_WAITING = 64;
  private static final double MAX_WAIT_SECONDS = 30;

  /** What a multiply-accumulate is taken to cost until something was measured: slow on purpose. */
  private static final double FIRST_NANOS_A_STEP = 0.4;

  /** How much one measured run changes the estimate at least; the first ones are all weighed alike. */
  private static final double LEARNING = 0.1;

  /** Of a run with less work, most of the time is not the work's: it tells nothing of the pace. */
  private static final long TELLING_WORK = 100_000_000;

  private final long maxBytes;
  private final long maxWork;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Place> waiting = new PriorityQueue<>(
      Comparator.comparingDouble(Place::rank));
  private final List<Place> computing = new ArrayList<>();
  private double nanosAStep = FIRST_NANOS_A_STEP;
  private int measured;
  private int reserved;

  /** A run's place in the line: its size is known before anything is allocated for it. */
  static final class Place {
    private final long bytes;
    private final Errand errand;
    private final double sharedNanos;
    private final double ownNanos;
    private final double rank;
    private boolean joinsAnother;

    private Place(long bytes, Errand errand, long ownWork, double nanosAStep) {
      this.bytes = bytes;
      this.errand = errand;
      this.sharedNanos = errand.work() * nanosAStep;
      this.ownNanos = ownWork * nanosAStep;
      this.rank = System.nanoTime() + sharedNanos + ownNanos;
    }

    long work() {
      return errand.work();
    }

    private double rank() {
      return rank;
    }

    private boolean wantsTheSameAs(Place other) {
      return errand.word().equals(other.errand.word());
    }
  }

  RunQueue(long maxBytes, long maxWork) {
    this.maxBytes = maxBytes;
    this.maxWork = maxWork;
  }

  /**
   * Stands in line, with what {@link #refuseOverLimits} has let pass.
   *
   * @param ownWork what is computed from the run's values, for this place alone
   * @throws Refusal 503 if too many wait already
   */
  Place enter(long bytes, Errand errand, long ownWork) {
    return enter(bytes, errand, ownWork, reserve());
  }

  /** The same with a place that was kept, which is never refused because too many wait. */
  Place enter(long bytes, Errand errand, long ownWork, Reservation kept) {
    lock.lock();
    try {
      kept.close();
      refuseIfFull();
      Place place = new Place(bytes, errand, ownWork, nanosAStep);
      waiting.add(place);
      changed.signalAll();
      return place;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what can never be computed here. */
  void refuseOverLimits(long bytes, long work) {
    if (bytes > maxBytes) {
      throw Refusal.overLimit("run_bytes", "This run needs " + quantity(bytes, "MB", 1e6)
          + " of memory; the limit is " + quantity(maxBytes, "MB", 1e6)
          + ". Use a smaller input or fewer channels.");
    }
    if (work > maxWork) {
      throw Refusal.overLimit("run_macs", "This run needs " + quantity(work, "billion", 1e9)
          + " multiply-accumulates; the limit is " + quantity(maxWork, "billion", 1e9)
          + ". Use a smaller input or fewer channels.");
    }
  }

  /** Refuses as {@link #enter} would if nobody else may wait now; for use before a body is read. */
  void refuseIfFull() {
    lock.lock();
    try {
      double seconds = waitSeconds(waiting);
      if (waiting.size() + reserved >= MAX_WAITING || seconds > MAX_WAIT_SECONDS) {
        throw Refusal.busy("runs_waiting", (int) Math.ceil(seconds / 2));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps a place for somebody whose request is still being made ready.
   *
   * @throws Refusal 503 if too many wait already
   */
  Reservation reserve() {
    lock.lock();
    try {
      refuseIfFull();
      reserved++;
      return new Reservation(this::giveBack);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack() {
    lock.lock();
    try {
      reserved--;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for this place's turn; whoever gets it calls {@link #leave} afterwards. */
  void awaitTurn(Place place) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isNext(place)) {
        changed.await();
      }
      waiting.remove();
      place.joinsAnother = computing.stream().anyMatch(place::wantsTheSameAs);
      computing.add(place);
      changed.signalAll();
    } catch (InterruptedException gone) {
      waiting.remove(place);
      changed.signalAll();
      throw gone;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a place out of the line at once, if it still stands there. */
  void giveUp(Place place) {
    lock.lock();
    try {
      waiting.remove(place);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isNext(Place place) {
    return waiting.peek() == place
        && computing.size() < SLOTS
        && (computing.isEmpty() || place.bytes <= maxBytes - computingBytes());
  }

  private long computingBytes() {
    return computing.stream().mapToLong(place -> place.bytes).sum();
  }

  /**
   * Gives the turn back.
   *
   * @param done the work that was really computed: what was remembered took no time
   * @param nanos what computing took, 0 if it did not come to its end
   */
  void leave(Place place, long done, long nanos) {
    lock.lock();
    try {
      computing.remove(place);
      // Who joins what another has begun sees all of its work and only the rest of its time.
      if (nanos > 0 && done >= TELLING_WORK && !place.joinsAnother) {
        measured++;
        nanosAStep += Math.max(LEARNING, 1.0 / measured) * ((double) nanos / done - nanosAStep);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what a multiply-accumulate costs from elsewhere, as long as no run has told. */
  void assume(double nanosAStep) {
    lock.lock();
    try {
      if (measured == 0) {
        this.nanosAStep = nanosAStep;
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** How long so much work takes this machine, as its last runs tell. */
  Duration expected(long work) {
    lock.lock();
    try {
      return Duration.ofNanos((long) (work * nanosAStep));
    } finally {
      lock.unlock();
    }
  }

  /** How many are computed before this place, and about how long that takes. */
  RunState.Waiting state(Place place) {
    lock.lock();
    try {
      List<Place> before = waiting.stream().filter(other -> other.rank < place.rank).toList();
      long millis = Math.round(waitSeconds(before) * 1_000);
      return new RunState.Waiting(before.size() + computing.size(), Duration.ofMillis(millis));
    } finally {
      lock.unlock();
    }
  }

  private double waitSeconds(Collection<Place> before) {
    Map<String, Double> shared = new HashMap<>();
    before.forEach(place -> shared.merge(place.errand.word(), place.sharedNanos, Math::max));
    // Those that compute are half done on average.
    computing.forEach(place -> shared.put(place.errand.word(), place.sharedNanos / 2));
    double own = before.stream().mapToDouble(place -> place.ownNanos).sum()
        + computing.stream().mapToDouble(place -> place.ownNanos).sum() / 2;
    return (own + shared.values().stream().mapToDouble(Double::doubleValue).sum()) / 1e9;
  }

  private static String quantity(long value, String unit, double divisor) {
    return value == Long.MAX_VALUE
        ? "more than can be counted"
        : String.format(Locale.ROOT, "%,.1f %s", value / divisor, unit);
  }
}
