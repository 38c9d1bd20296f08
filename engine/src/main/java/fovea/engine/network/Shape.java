package fovea.engine.network;

import java.util.List;

/**
 * The shape of what flows between layers: a stack of maps or a plain list of features. The batch
 * axis is never part of it.
 */
public sealed interface Shape {

  /** Feature maps, {@code C × H × W}. */
  record Maps(int channels, int height, int width) implements Shape {

    /** Height or width, in cells. */
    public int along(Axis axis) {
      return axis == Axis.HEIGHT ? height : width;
    }

    @Override
    public long elements() {
      return Math.multiplyExact(Math.multiplyExact((long) channels, height), width);
    }

    @Override
    public List<Long> dimensions() {
      return List.of((long) channels, (long) height, (long) width);
    }

    @Override
    public String toString() {
      return channels + " × " + height + " × " + width;
    }
  }

  /** A list of features, {@code N}: what Flatten and Linear give. */
  record Features(long count) implements Shape {

    @Override
    public long elements() {
      return count;
    }

    @Override
    public List<Long> dimensions() {
      return List.of(count);
    }

    @Override
    public String toString() {
      return Long.toString(count);
    }
  }

  /**
   * How many numbers it holds.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  long elements();

  /** {@code [C, H, W]} or {@code [N]}. */
  List<Long> dimensions();
}
