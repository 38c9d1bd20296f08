package fovea.engine.kernel.linear;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.tensor.Tensor;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer: every output is the dot product of the input with a row of weights of its own. Each
 * weight is used once, so memory sets the pace, and the rows are read where they are: nothing is
 * packed.
 */
public final class DotProducts implements Kernel {

  /** Rows that are multiplied at once. */
  private static final int ROWS = 4;

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
    float sum0 = s0.reduceLanes(VectorOperators.ADD);
    float sum1 = s1.reduceLanes(VectorOperators.ADD);
    float sum2 = s2.reduceLanes(VectorOperators.ADD);
    float sum3 = s3.reduceLanes(VectorOperators.ADD);
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
    float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }

  private static FloatVector product(float[] a, int aAt, float[] b, int bAt, FloatVector sum) {
    return FloatVector.fromArray(SPECIES, a, aAt).fma(FloatVector.fromArray(SPECIES, b, bAt), sum);
  }
}
