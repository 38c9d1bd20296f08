package fovea.engine.kernel;

/** Arrays that a thread uses again for every layer; they grow to the largest that was needed. */
final class Scratch {

  /** 8 MB: more than half of any region of the heap that the JVM chooses by itself below 32 GB. */
  private static final int LARGE = 1 << 21;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] first = {};
  private float[] second = {};
  private float[] third = {};
  private float[] large = {};

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** At least so many floats, holding anything. */
  float[] first(int length) {
    if (first.length < length) {
      first = new float[length];
    }
    return first;
  }

  /** At least so many floats, holding anything; never the same array as the first. */
  float[] second(int length) {
    if (second.length < length) {
      second = new float[length];
    }
    return second;
  }

  /** At least so many floats, holding anything; never the same array as the first or the second. */
  float[] third(int length) {
    if (third.length < length) {
      third = new float[length];
    }
    return third;
  }

  /**
   * At least so many floats, holding anything, in an array so large that it begins with a cache line
   * ({@link Volume#FIRST}).
   */
  float[] large(int length) {
    if (large.length < length) {
      large = new float[Math.max(length, LARGE)];
    }
    return large;
  }
}
