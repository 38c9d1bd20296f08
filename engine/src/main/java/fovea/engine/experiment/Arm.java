package fovea.engine.experiment;

import fovea.engine.network.Network;
import fovea.engine.tensor.Tensor;
import fovea.engine.train.TrainingOptions;
import java.util.List;

/**
 * One of the things that an experiment compares: a network and what it learns from, and how.
 *
 * @param line which of the kinds that are compared, such as {@code convolution}
 * @param at where on a line, such as {@code 16} filters; empty if it is a line by itself
 * @param network as users build them
 * @param options their seed is each trial's own
 */
public record Arm(String line, String at, Network network, Material material,
    TrainingOptions options) {

  /** Names it within its experiment: {@code plain-16}. */
  public String word() {
    return at.isEmpty() ? line : line + "-" + at;
  }

  /** A picture that its first trial has not learned from, {@code [C, H, W]}. */
  public Tensor unseen() {
    return material.unseen(1);
  }

  /** What the numbers of its last layer stand for. */
  public List<String> classes() {
    return material.classes();
  }

  TrainingOptions options(int seed) {
    return new TrainingOptions(options.optimiser(), options.rate(), options.labelSmoothing(),
        options.batchSize(), options.steps(), options.shuffle(), seed);
  }
}
