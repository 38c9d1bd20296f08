package fovea.server.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;

/**
 * Requests that come at their times, whether those before them were answered or not, as those of many
 * people do. Each is timed from when it was to be sent, so that no waiting is left out.
 */
final class OpenModel implements AutoCloseable {

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Times millis = new Times();
  private final Queue<Integer> failed = new ConcurrentLinkedQueue<>();
  private final Thread clock;

  /** Something that is asked for at its time. */
  @FunctionalInterface
  interface Request {

    /** Sends it, which was to be done at that time; false if the answer was wrong. */
    boolean send(int number, long intendedNanos);
  }

  /**
   * Begins.
   *
   * @param request sends the request of that number; false if the answer was wrong
   */
  OpenModel(double perSecond, IntPredicate request) {
    this(perSecond, (number, _) -> request.test(number));
  }

  /** The same for requests that want to know when they were to be sent. */
  OpenModel(double perSecond, Request request) {
    long start = System.nanoTime();
    clock = Thread.ofPlatform().daemon().start(() -> {
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        int number = i;
        long intended = start + (long) (i * 1e9 / perSecond);
        try {
          Thread.sleep(Math.max(0, (intended - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException over) {
          return;
        }
        requests.execute(() -> {
          if (!request.send(number, intended)) {
            failed.add(number);
          }
          millis.add((System.nanoTime() - intended) / 1e6);
        });
      }
    });
  }

  /** Sends no more; what was sent may still be answered. */
  void stop() {
    clock.interrupt();
  }

  /** Ends, and waits for the last answers. */
  @Override
  public void close() {
    stop();
    try {
      clock.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    requests.close();
  }

  /** How many were answered wrongly or not at all. */
  int failures() {
    return failed.size();
  }

  int count() {
    return millis.size();
  }

  /** The time within which so much of all, 0 to 1, was answered. */
  double millis(double share) {
    return millis.at(share);
  }
}
