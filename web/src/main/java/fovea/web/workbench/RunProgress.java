package fovea.web.workbench;

/** How far the latest run of a network is. */
public sealed interface RunProgress {

  /** Nothing is running. */
  record Idle() implements RunProgress {}

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
