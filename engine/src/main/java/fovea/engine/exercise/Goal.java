package fovea.engine.exercise;

import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What a network has to reach, as far as arithmetic can tell, or a run. */
public sealed interface Goal {

  /** Nothing is wrong with it; the number is that of its problems. */
  record Legal() implements Goal {}

  /** The picture stays as it is, {@code C × H × W}. */
  record InputIs(Maps shape) implements Goal {}

  /** The last layer gives that shape, {@code C × H × W} or {@code N}. */
  record OutputIs(Shape shape) implements Goal {}

  /** It learns fewer numbers than that. */
  record ParametersBelow(long bound) implements Goal {}

  /** It learns at most so many hundredths of the numbers that the task's network learns. */
  record ParametersAtMostShare(int percent) implements Goal {}

  /**
   * Every unit of the last layer sees that many rows and columns and perhaps more. What counts is what
   * slides over the picture: a Linear, which sees all, adds nothing.
   */
  record FieldAtLeast(int rows, int columns) implements Goal {}

  /** Every unit of the last layer sees exactly that many rows and columns, counted in the same way. */
  record FieldIs(int rows, int columns) implements Goal {}

  /** So many multiply-accumulates less than the task's network takes. */
  record MacsSaved(long atLeast) implements Goal {}

  /** It takes fewer multiply-accumulates a picture than that. */
  record MacsBelow(long bound) implements Goal {}

  /**
   * For that picture the last layer's largest number is in that place, counted from 0: the place in a vector,
   * or the map that holds it.
   *
   * @param picture as {@link Outcome} has it
   */
  record LargestIs(long place, String picture) implements Goal {}

  /** So many depthwise convolutions whose maps a 1 × 1 convolution reads. */
  record DepthwiseSeparable(int atLeast) implements Goal {}

  /**
   * How far a network is.
   *
   * @param isMet whether it has what is wanted; never while it cannot be computed
   * @param now the numbers that it has: one, or a shape, or rows and columns; empty if none is known
   * @param wanted the numbers to reach, to stay below, or not to pass
   */
  record Progress(Goal goal, boolean isMet, List<BigInteger> now, List<BigInteger> wanted) {
    public Progress {
      now = List.copyOf(now);
      wanted = List.copyOf(wanted);
    }
  }

  /** The word for it in messages, such as {@code output_is}. */
  default String word() {
    return switch (this) {
      case Legal _ -> "legal";
      case InputIs _ -> "input_is";
      case OutputIs _ -> "output_is";
      case ParametersBelow _ -> "parameters_below";
      case ParametersAtMostShare _ -> "parameters_at_most_share";
      case FieldAtLeast _ -> "field_at_least";
      case FieldIs _ -> "field_is";
      case MacsSaved _ -> "macs_saved";
      case MacsBelow _ -> "macs_below";
      case DepthwiseSeparable _ -> "depthwise_separable";
      case LargestIs _ -> "largest_is";
    };
  }

  /**
   * How far a network is on the way from another.
   *
   * @param start what the task began with
   * @param outcome of the network as it is; empty if it was not run yet
   */
  default Progress progress(
      NetworkReading start, NetworkReading network, Optional<Outcome> outcome) {
    return new GoalReading(start, network, outcome).of(this);
  }

  /** The same of one that was not run. */
  default Progress progress(NetworkReading start, NetworkReading network) {
    return progress(start, network, Optional.empty());
  }
}
