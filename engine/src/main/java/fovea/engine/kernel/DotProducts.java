package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

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
final class DotProducts implements Kernel {

  private final Tensor weight;
  private final @Nullable Tensor bias;
  private final int in;
  private final int out;

  DotProducts(Tensor weight, @Nullable Tensor bias) {
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
    for (int o = from; o < to; o++) {
      float sum = dotLoop(weight.data(), o * in, x.data, x.at(0), in);
      output.set(o, 0, 0, bias == null ? sum : sum + bias.data()[o]);
    }
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
