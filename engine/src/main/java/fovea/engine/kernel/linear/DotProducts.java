package fovea.engine.kernel.linear;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.LaneSum;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.tensor.Tensor;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer: every output is the dot product of the input with a row of weights of its own. Each
 * weight is used once, so memory sets the pace, and the rows are read where they are: nothing is
 * packed.
 */
public final class DotProducts implements Kernel {

  /** Rows that are multiplied at once. */
  public static final int ROWS = 4;

  /** Inputs that rows are multiplied with at once. */
  private static final int INPUTS = 3;

  private final Tensor weight;
  private final @Nullable Tensor bias;
  private final int in;
  private final int out;

  /** Of a weight {@code [out, in]}, which is read where it is. */
  public DotProducts(Tensor weight, @Nullable Tensor bias) {
    this.weight = weight;
    this.bias = bias;
    this.out = weight.dimension(0);
    this.in = weight.dimension(1);
  }

  @Override
  public String description() {
    return "dot products, %d-bit".formatted(Lanes.BITS);
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * (weight.size() + (bias == null ? 0 : bias.size()));
  }

  /** A slice is an output. */
  @Override
  public int slices() {
    return out;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume x = inputs.getFirst();
    int o = from;
    for (; o <= to - ROWS; o += ROWS) {
      rowsLoop(weight.data(), o * in, in, x.data, x.at(0), output.data, output.at(0) + o);
    }
    for (; o < to; o++) {
      output.data[output.at(0) + o] = dotLoop(weight.data(), o * in, x.data, x.at(0), in);
    }
    for (o = from; bias != null && o < to; o++) {
      output.data[output.at(0) + o] += bias.data()[o];
    }
  }

  /**
   * Multiplies a few rows of weights with many inputs, a few at a time, while the rows are in the cache.
   *
   * @param at where the first row begins
   * @param length numbers of a row, and of an input
   * @param rows {@link #ROWS} or fewer
   * @param xStep how far apart two inputs are
   * @param to where the first row's product with the first input goes; the next row's is its neighbour
   * @param outStep how far apart the products of two inputs are
   */
  public static void multiply(float[] weights, int at, int length, int rows, float[] x, int xAt,
      int xStep, int inputs, float[] out, int to, int outStep) {
    int n = 0;
    if (rows == ROWS && inputs >= INPUTS) {
      float[] sums = new float[ROWS * INPUTS * LENGTH];
      for (; n <= inputs - INPUTS; n += INPUTS) {
        tileLoop(weights, at, length, x, xAt + n * xStep, xStep, sums);
        reduceLoop(
            sums, weights, at, length, x, xAt + n * xStep, xStep, out, to + n * outStep, outStep);
      }
    }
    for (; rows == ROWS && n < inputs; n++) {
      rowsLoop(weights, at, length, x, xAt + n * xStep, out, to + n * outStep);
    }
    for (; n < inputs; n++) {
      for (int row = 0; row < rows; row++) {
        out[to + n * outStep + row] = dotLoop(
            weights, at + row * length, x, xAt + n * xStep, length);
      }
    }
  }

  /** Four rows by three inputs: a vector of sums for each, a row's side by side. */
  private static void tileLoop(float[] weights, int at, int length, float[] x, int xAt, int xStep,
      float[] sums) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    int i = 0;
    for (; i <= length - LENGTH; i += LENGTH) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, xAt + xStep + i);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, xAt + 2 * xStep + i);
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at + i);
      s00 = w0.fma(x0, s00);
      s01 = w0.fma(x1, s01);
      s02 = w0.fma(x2, s02);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + length + i);
      s10 = w1.fma(x0, s10);
      s11 = w1.fma(x1, s11);
      s12 = w1.fma(x2, s12);
      FloatVector w2 = FloatVector.fromArray(SPECIES, weights, at + 2 * length + i);
      s20 = w2.fma(x0, s20);
      s21 = w2.fma(x1, s21);
      s22 = w2.fma(x2, s22);
      FloatVector w3 = FloatVector.fromArray(SPECIES, weights, at + 3 * length + i);
      s30 = w3.fma(x0, s30);
      s31 = w3.fma(x1, s31);
      s32 = w3.fma(x2, s32);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LENGTH);
    s02.intoArray(sums, 2 * LENGTH);
    s10.intoArray(sums, 3 * LENGTH);
    s11.intoArray(sums, 4 * LENGTH);
    s12.intoArray(sums, 5 * LENGTH);
    s20.intoArray(sums, 6 * LENGTH);
    s21.intoArray(sums, 7 * LENGTH);
    s22.intoArray(sums, 8 * LENGTH);
    s30.intoArray(sums, 9 * LENGTH);
    s31.intoArray(sums, 10 * LENGTH);
    s32.intoArray(sums, 11 * LENGTH);
  }

  /** Adds up each vector of sums, and what is left of the rows beyond the last whole vector. */
  private static void reduceLoop(float[] sums, float[] weights, int at, int length, float[] x,
      int xAt, int xStep, float[] out, int to, int outStep) {
    int whole = length - length % LENGTH;
    for (int row = 0; row < ROWS; row++) {
      for (int n = 0; n < INPUTS; n++) {
        float sum = LaneSum.of(
            FloatVector.fromArray(SPECIES, sums, (row * INPUTS + n) * LENGTH));
        for (int i = whole; i < length; i++) {
          sum += weights[at + row * length + i] * x[xAt + n * xStep + i];
        }
        out[to + n * outStep + row] = sum;
      }
    }
  }

  /** Several rows at once, which share what they read of the input and are fetched side by side. */
  private static void rowsLoop(float[] weights, int at, int length, float[] x, int xAt, float[] out,
      int to) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= length - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      s0 = FloatVector.fromArray(SPECIES, weights, at + i).fma(v, s0);
      s1 = FloatVector.fromArray(SPECIES, weights, at + length + i).fma(v, s1);
      s2 = FloatVector.fromArray(SPECIES, weights, at + 2 * length + i).fma(v, s2);
      s3 = FloatVector.fromArray(SPECIES, weights, at + 3 * length + i).fma(v, s3);
    }
    float sum0 = LaneSum.of(s0);
    float sum1 = LaneSum.of(s1);
    float sum2 = LaneSum.of(s2);
    float sum3 = LaneSum.of(s3);
    for (; i < length; i++) {
      sum0 += weights[at + i] * x[xAt + i];
      sum1 += weights[at + length + i] * x[xAt + i];
      sum2 += weights[at + 2 * length + i] * x[xAt + i];
      sum3 += weights[at + 3 * length + i] * x[xAt + i];
    }
    out[to] = sum0;
    out[to + 1] = sum1;
    out[to + 2] = sum2;
    out[to + 3] = sum3;
  }

  /** Σ a[aFrom + i] · b[bFrom + i], in four sums side by side so that no addition waits for another. */
  static float dotLoop(float[] a, int aFrom, float[] b, int bFrom, int length) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= length - 4 * LENGTH; i += 4 * LENGTH) {
      s0 = product(a, aFrom + i, b, bFrom + i, s0);
      s1 = product(a, aFrom + i + LENGTH, b, bFrom + i + LENGTH, s1);
      s2 = product(a, aFrom + i + 2 * LENGTH, b, bFrom + i + 2 * LENGTH, s2);
      s3 = product(a, aFrom + i + 3 * LENGTH, b, bFrom + i + 3 * LENGTH, s3);
    }
    for (; i <= length - LENGTH; i += LENGTH) {
      s0 = product(a, aFrom + i, b, bFrom + i, s0);
    }
    float sum = LaneSum.of(s0.add(s1).add(s2.add(s3)));
    for (; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }

  private static FloatVector product(float[] a, int aAt, float[] b, int bAt, FloatVector sum) {
    return FloatVector.fromArray(SPECIES, a, aAt).fma(FloatVector.fromArray(SPECIES, b, bAt), sum);
  }
}
