package fovea.engine.train;

import java.util.List;

/**
 * How well a network does on pictures, with its running statistics and without Dropout.
 *
 * @param loss the mean, without label smoothing
 * @param accuracy which part of them it named right
 * @param predictions one for each picture
 */
public record Evaluation(double loss, double accuracy, List<Prediction> predictions) {

  /**
   * What it says about one picture.
   *
   * @param label the right class
   * @param predicted the class with the largest share
   * @param share that share, 0 to 1
   */
  public record Prediction(int label, int predicted, double share) {}

  public Evaluation {
    predictions = List.copyOf(predictions);
  }
}
