package fovea.engine.kernel.learning;

import fovea.engine.kernel.volume.Lanes;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums of squares in double precision, half a vector of numbers at a time. */
final class SquareLoops {

  private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(
      double.class, VectorShape.forBitSize(Lanes.BITS));
  private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(
      float.class, VectorShape.forBitSize(Lanes.BITS / 2));
  private static final int STEP = DOUBLES.length();

  private SquareLoops() {}

  /** {@code Σ x²}, in four sums side by side, so that no addition waits for another. */
  static double squaresLoop(float[] x, int from, int to) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int i = from;
    for (; i <= to - 4 * STEP; i += 4 * STEP) {
      DoubleVector x0 = load(x, i);
      DoubleVector x1 = load(x, i + STEP);
      DoubleVector x2 = load(x, i + 2 * STEP);
      DoubleVector x3 = load(x, i + 3 * STEP);
      s0 = x0.fma(x0, s0);
      s1 = x1.fma(x1, s1);
      s2 = x2.fma(x2, s2);
      s3 = x3.fma(x3, s3);
    }
    double sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    for (; i < to; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** {@code Σ (a − b)²}. */
  static double distanceLoop(float[] a, float[] b, int from, int to) {
    DoubleVector s0 = DoubleVector.zero(DOUBLES);
    DoubleVector s1 = s0;
    int i = from;
    for (; i <= to - 2 * STEP; i += 2 * STEP) {
      DoubleVector d0 = load(a, i).sub(load(b, i));
      DoubleVector d1 = load(a, i + STEP).sub(load(b, i + STEP));
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    double sum = s0.add(s1).reduceLanes(VectorOperators.ADD);
    for (; i < to; i++) {
      double apart = (double) a[i] - b[i];
      sum += apart * apart;
    }
    return sum;
  }

  private static DoubleVector load(float[] x, int at) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, x, at)
        .convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
