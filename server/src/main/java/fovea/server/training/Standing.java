package fovea.server.training;

import fovea.engine.tensor.Weights;
import fovea.server.storage.KeptTraining;

/**
 * What a training has come to by now.
 *
 * @param kept as it is kept, maybe some steps ago
 * @param step how many steps have been taken
 * @param weights behind them
 * @param stepsPerSecond how fast it is, with all that it waits; 0 if that is not known
 * @param waiting how many have their turn before it
 */
public record Standing(KeptTraining kept, TrainingPlan plan, TrainingLog log, int step,
    Weights weights, double stepsPerSecond, int waiting) {

  /** The same with other weights. */
  public Standing with(Weights others) {
    return new Standing(kept, plan, log, step, others, stepsPerSecond, waiting);
  }
}
