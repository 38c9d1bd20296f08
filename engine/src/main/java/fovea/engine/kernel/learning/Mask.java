package fovea.engine.kernel.learning;

/**
 * Which numbers Dropout leaves on. It follows from the round's seed, the layer's name, the picture and
 * the number's place, by a hash of the four; so it is made again on the way back, and the same for any
 * number of threads.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al., Dropout</a>
 */
final class Mask {

  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private final long stream;
  private final double p;
  private final float scale;

  Mask(long seed, String layer, int image, double p) {
    this.stream = mix(mix(seed) + GOLDEN_GAMMA * (31L * layer.hashCode() + image));
    this.p = p;
    this.scale = p < 1 ? (float) (1 / (1 - p)) : 0;
  }

  /** What a number is multiplied with: 0, or as much more as others are left out. */
  float factor(int place) {
    double drawn = (mix(stream + GOLDEN_GAMMA * place) >>> 11) * 0x1p-53;
    return drawn < p ? 0 : scale;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
