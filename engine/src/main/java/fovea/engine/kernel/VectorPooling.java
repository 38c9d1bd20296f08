package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Pooling, a vector of channels at a time. */
final class VectorPooling implements Kernel {

  private final Pooling pooling;
  private final int width;
  private final int pixels;

  VectorPooling(Pooling pooling) {
    this.pooling = pooling;
    this.width = pooling.columns.length();
    this.pixels = pooling.rows.length() * width;
  }

  @Override
  public String description() {
    return "pooling, %d-bit".formatted(Lanes.BITS);
  }

  @Override
  public long bytes() {
    return 0;
  }

  /** A slice is a pixel. */
  @Override
  public int slices() {
    return pixels;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    int[] sources = new int[pooling.rows.taps() * pooling.columns.taps()];
    for (int pixel = from; pixel < to; pixel++) {
      int y = pixel / width;
      int x = pixel % width;
      int count = WindowSources.inside(pooling.rows, pooling.columns, in, y, x, sources);
      int target = output.at(pixel);
      if (pooling.kind == Pooling.Kind.MAX) {
        max(in, sources, count, output, target);
      } else {
        mean(in, sources, count, 1 / pooling.divisor(y, x), output, target);
      }
    }
  }

  private static void max(Volume in, int[] sources, int count, Volume out, int target) {
    for (int c = 0; c < out.pitch; c += LENGTH) {
      FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < count; i++) {
        max = max.max(FloatVector.fromArray(SPECIES, in.data, sources[i] + c));
      }
      max.intoArray(out.data, target + c);
    }
  }

  private static void mean(Volume in, int[] sources, int count, float share, Volume out,
      int target) {
    for (int c = 0; c < out.pitch; c += LENGTH) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, in.data, sources[i] + c));
      }
      sum.mul(share).intoArray(out.data, target + c);
    }
  }
}
