package fovea.web.workbench;

/** How far the latest run of a network is. */
public sealed interface RunProgress {

  /**
   * Nothing is running.
   *
   * @param tooLongMillis how long a run would take, if that is why it waits to be asked for; else 0
   */
  record Idle(long tooLongMillis) implements RunProgress {

    /** Nothing is running, and nothing waits. */
    public Idle() {
      this(0);
    }
  }

  /** Others are computing first. */
  record Waiting(int ahead, long aboutMillis) implements RunProgress {}

  /** A share from 0 to 1 of the work is done; the layer is the last one finished, or empty. */
  record Running(double share, String layer) implements RunProgress {}

  /** It ended early; the reason is a sentence. */
  record Failed(String reason) implements RunProgress {}

  /** Whether the page has to ask again. */
  default boolean isLive() {
    return this instanceof Waiting || this instanceof Running;
  }
}
