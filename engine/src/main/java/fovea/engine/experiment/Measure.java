package fovea.engine.experiment;

import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.train.Evaluation;
import fovea.engine.train.Training;

/** What is measured of a trained network. */
public sealed interface Measure {

  /** Which part of the pictures that it has not learned from it names right. */
  record Accuracy() implements Measure {}

  /** The same of pictures that are moved by so many pixels. */
  record Shifted(int pixels) implements Measure {}

  /** Which part of the pictures that it has learned from, a thousand at most, it names right. */
  record Learned() implements Measure {}

  /** The mean loss on the same pictures. */
  record Loss() implements Measure {}

  /** Names it: {@code shifted-2}. */
  default String word() {
    return switch (this) {
      case Accuracy _ -> "accuracy";
      case Shifted(int pixels) -> "shifted-" + pixels;
      case Learned _ -> "learned";
      case Loss _ -> "loss";
    };
  }

  /** Whether it is a share of all pictures, from 0 to 1. */
  default boolean isShare() {
    return !(this instanceof Loss);
  }

  /** The number, after training. */
  default double of(Training trained, Material material, int seed, Inference engine,
      Cancellation cancellation) {
    Evaluation found = trained.evaluate(switch (this) {
      case Accuracy _ -> material.validation(seed, 0);
      case Shifted(int pixels) -> material.validation(seed, pixels);
      case Learned _, Loss _ -> material.learned(seed);
    }, engine, cancellation);
    return this instanceof Loss ? found.loss() : found.accuracy();
  }
}
