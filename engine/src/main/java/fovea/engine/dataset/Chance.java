package fovea.engine.dataset;

/**
 * Numbers of chance that are the same on every machine and for ever: those who begin with the same words,
 * such as a seed and a place, get the same. For one thread.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele et al., Fast Splittable Pseudorandom
 *     Number Generators</a>: SplitMix64
 */
public final class Chance {

  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  /** Of a sum of four numbers that are spread evenly over [0, 65,536): 65,536 · √(4 / 12). */
  private static final double DEVIATION = 65_536 / Math.sqrt(3);

  private static final double MEAN = 2 * 65_535;

  private long state;

  private Chance(long state) {
    this.state = state;
  }

  /** The numbers that these words begin; in another order they begin others. */
  public static Chance of(long... words) {
    long state = 0;
    for (long word : words) {
      state = mix(state + GOLDEN_GAMMA + word);
    }
    return new Chance(state);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  /** A number from [from, to). */
  public double between(double from, double to) {
    return from + (to - from) * ((next() >>> 11) * 0x1p-53);
  }

  /** A whole number from [0, bound). */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** True as often as the share says. */
  public boolean happens(double share) {
    return between(0, 1) < share;
  }

  /** A number of mean 0 and deviation 1, bell-shaped, within ±3.5: the sum of four even ones. */
  public double bell() {
    long bits = next();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum - MEAN) / DEVIATION;
  }

  /** Puts the numbers into an order of chance (Fisher and Yates). */
  public void shuffle(int[] numbers) {
    for (int last = numbers.length - 1; last > 0; last--) {
      int other = below(last + 1);
      int kept = numbers[last];
      numbers[last] = numbers[other];
      numbers[other] = kept;
    }
  }
}
