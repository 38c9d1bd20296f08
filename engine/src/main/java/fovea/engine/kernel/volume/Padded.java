package fovea.engine.kernel.volume;

import java.util.Arrays;

/** One number a channel, filled up with zeros to whole vectors. */
public final class Padded {

  private Padded() {}

  /** A copy, filled up. */
  public static float[] toLanes(float[] perChannel) {
    return Arrays.copyOf(perChannel, Math.ceilDiv(perChannel.length, Lanes.LENGTH) * Lanes.LENGTH);
  }
}
