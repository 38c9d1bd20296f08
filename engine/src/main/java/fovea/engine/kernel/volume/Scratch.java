package fovea.engine.kernel.volume;

/** Arrays that a thread uses again for every layer; they grow to the largest that was needed. */
public final class Scratch {

  /** 2 MB: at least half of a region, as the JVM chooses them in a heap of up to 16 GB. */
  private static final int LARGE = 1 << 19;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] first = {};
  private float[] second = {};
  private float[] third = {};
  private float[] fourth = {};
  private float[] large = {};

  private Scratch() {}

  /** Those of the calling thread. */
  public static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** At least so many floats, holding anything. */
  public float[] first(int length) {
    if (first.length < length) {
      first = new float[length];
    }
    return first;
  }

  /** At least so many floats, holding anything; never the same array as the first. */
  public float[] second(int length) {
    if (second.length < length) {
      second = new float[length];
    }
    return second;
  }

  /** At least so many floats, holding anything; for those who call kernels that use the others. */
  public float[] third(int length) {
    if (third.length < length) {
      third = new float[length];
    }
    return third;
  }

  /** Another one for them. */
  public float[] fourth(int length) {
    if (fourth.length < length) {
      fourth = new float[length];
    }
    return fourth;
  }

  /**
   * At least so many floats, holding anything, in an array so large that it begins with a cache line
   * ({@link Volume#FIRST}).
   */
  public float[] large(int length) {
    if (large.length < length) {
      large = new float[Math.max(length, LARGE)];
    }
    return large;
  }
}
