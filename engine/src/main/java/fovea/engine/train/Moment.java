package fovea.engine.train;

import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Map;

/**
 * A training at a step, with all that it needs to go on as if it had never been interrupted. Orders, augmentation
 * and Dropout follow from the seed and the step, so nothing of them has to be kept.
 *
 * @param step how many steps have been taken
 * @param weights behind them, running statistics included; finite
 * @param memories what the optimiser remembers of every parameter that is trained, by its name: nothing, SGD's
 *     momentum, or Adam's means of gradients and then of their squares
 */
public record Moment(int step, Weights weights, List<Map<String, Tensor>> memories) {

  public Moment {
    memories = memories.stream().map(Map::copyOf).toList();
  }

  /** The beginning of a training. */
  public static Moment start(Weights weights) {
    return new Moment(0, weights, List.of());
  }
}
