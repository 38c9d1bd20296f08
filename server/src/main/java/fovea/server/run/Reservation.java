package fovea.server.run;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place in the line for somebody whose request is still being made ready: it is counted as if they waited
 * already, so that no picture is decoded for a run that is refused afterwards. Given back once; thread-safe.
 */
public final class Reservation implements AutoCloseable {

  private final Runnable giveBack;
  private final AtomicBoolean isKept = new AtomicBoolean(true);

  Reservation(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /** Gives it back: when the run itself stands in line, or when there will be none. */
  @Override
  public void close() {
    if (isKept.getAndSet(false)) {
      giveBack.run();
    }
  }
}
