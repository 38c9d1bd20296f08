package fovea.engine.reading;

import java.util.List;

/**
 * A tensor that a layer owns, under PyTorch's name and in PyTorch's shape.
 *
 * @param name {@code <layer id>.weight} and the like
 * @param shape as PyTorch lays it out, outermost axis first
 * @param kind what it is for
 * @param fanIn how many inputs one output sums up, as PyTorch's {@code _calculate_fan_in_and_fan_out}
 *     counts them; 0 for kinds that are not initialised by it
 */
public record Parameter(String name, List<Long> shape, Kind kind, long fanIn) {

  /** What a parameter is for; the running ones are statistics, not trained and not counted. */
  public enum Kind {
    WEIGHT, SCALE, BIAS, RUNNING_MEAN, RUNNING_VAR;

    /** Whether it counts as a parameter. */
    public boolean isTrained() {
      return this != RUNNING_MEAN && this != RUNNING_VAR;
    }
  }

  /**
   * How many numbers it holds.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
