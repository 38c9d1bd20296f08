package fovea.engine.kernel;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import java.util.function.DoubleSupplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What one core of this machine can do at most, as measured: no kernel computes faster than the first
 * figure, and none that takes its numbers from memory is faster than the second.
 *
 * @param gflops billions of additions and multiplications a second, both counted
 * @param gigabytes billions of bytes that are read from memory a second
 */
public record Roofs(double gflops, double gigabytes) {

  private static final int ROUNDS = 1_000_000;

  /** Far more than any cache holds. */
  private static final int FLOATS = 1 << 26;

  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final int RUNS = 20;

  /** Measures both; takes a few seconds. */
  public static Roofs measured() {
    float[] large = new float[FLOATS];
    return new Roofs(
        2.0 * FmaPeak.multiplyAdds(ROUNDS) / bestNanos(() -> FmaPeak.spin(ROUNDS, 0.5f, 0.25f)),
        (double) Float.BYTES * FLOATS / bestNanos(() -> sum(large)));
  }

  private static long bestNanos(DoubleSupplier work) {
    long best = Long.MAX_VALUE;
    double kept = 0; // or the compiler would see that nobody needs the result
    long warm = System.nanoTime() + WARM_UP_NANOS;
    for (int run = 0; run < RUNS || System.nanoTime() < warm; run++) {
      long start = System.nanoTime();
      kept += work.getAsDouble();
      best = Math.min(best, System.nanoTime() - start);
    }
    if (Double.isNaN(kept)) {
      throw new IllegalStateException("expected a number but found none");
    }
    return best;
  }

  private static float sum(float[] data) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < data.length; i += 4 * LENGTH) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, data, i));
      s1 = s1.add(FloatVector.fromArray(SPECIES, data, i + LENGTH));
      s2 = s2.add(FloatVector.fromArray(SPECIES, data, i + 2 * LENGTH));
      s3 = s3.add(FloatVector.fromArray(SPECIES, data, i + 3 * LENGTH));
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
  }
}
