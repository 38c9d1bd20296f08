package fovea.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One computation that several people may wait for. It goes on as long as one of them does; when the
 * last has left it is abandoned.
 */
final class Flight {

  /** How often those who wait look whether they still want to: well within 50 ms. */
  private static final long LOOK_MILLIS = 20;

  private record Done(String layer, long work) {}

  private final List<Done> layers = new ArrayList<>();
  private int passengers = 1;
  private long workDone;
  private long workTotal;
  private @Nullable Activations result;
  private @Nullable Throwable failure;

  /** One more waits for the result. False if the flight is abandoned already. */
  synchronized boolean board() {
    if (isAbandoned()) {
      return false;
    }
    passengers++;
    return true;
  }

  synchronized boolean isAbandoned() {
    return passengers <= 0;
  }

  /** Abandons the flight if nobody but the one who asks waits for it; says whether it is abandoned. */
  synchronized boolean abandonIfAlone() {
    if (passengers == 1) {
      passengers = 0;
    }
    return isAbandoned();
  }

  synchronized void planned(long work) {
    workTotal = work;
  }

  synchronized void layerDone(String id, long work) {
    workDone += work;
    // Nobody is woken up: those who wait look by themselves, and a thread that wakes up for every
    // layer would take a core, and what its cache holds, from those who compute.
    layers.add(new Done(id, workDone));
  }

  synchronized void landed(Activations activations) {
    result = activations;
    notifyAll();
  }

  synchronized void failed(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /**
   * Waits for the result, and tells about layers meanwhile.
   *
   * @throws CancellationException if this passenger has cancelled
   */
  Activations await(Progress progress, Cancellation cancellation) {
    int told = 0;
    try {
      while (true) {
        List<Done> news;
        long total;
        Activations landed;
        synchronized (this) {
          if (told == layers.size() && result == null && failure == null) {
            wait(LOOK_MILLIS);
          }
          news = List.copyOf(layers.subList(told, layers.size()));
          told = layers.size();
          total = workTotal;
          landed = result;
          if (failure != null && !cancellation.isCancelled()) {
            throw rethrown(failure);
          }
        }
        // Whoever listens may be slow: not while holding the lock.
        news.forEach(done -> progress.layerDone(done.layer, done.work, total));
        if (landed != null) {
          return landed;
        }
        if (cancellation.isCancelled()) {
          throw new CancellationException("the run was cancelled");
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread that waited for the run was interrupted");
    } finally {
      leave();
    }
  }

  private synchronized void leave() {
    passengers--;
  }

  private static RuntimeException rethrown(Throwable failure) {
    return failure instanceof CancellationException
        ? new CancellationException("the engine was closed")
        : new IllegalStateException("a layer could not be computed: " + failure, failure);
  }
}
