package fovea.engine.kernel;

import java.util.Arrays;

/** One number a channel, filled up with zeros to whole vectors. */
final class Padded {

  private Padded() {}

  static float[] toLanes(float[] perChannel) {
    return Arrays.copyOf(perChannel, Math.ceilDiv(perChannel.length, Lanes.LENGTH) * Lanes.LENGTH);
  }
}
