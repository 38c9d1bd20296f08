package fovea.engine.kernel.learning;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer of the textbook whose pictures have nothing to do with each other. */
abstract class TextbookLayer implements LearningLayer<double[][]> {

  /** Computes one picture. */
  abstract void forward(List<double[]> inputs, double[] output, int image, Round round);

  /**
   * Adds one picture's share to the gradients.
   *
   * @param into for each input its gradient
   */
  abstract void backward(List<double[]> inputs, double[] output, double[] gradient,
      List<double[]> into, int image, Round round);

  /** Empties the gradients of what the layer learns. */
  void clear() {}

  @Override
  public final void forward(List<double[][]> inputs, double[][] output, Round round) {
    for (int n = 0; n < round.images(); n++) {
      forward(of(inputs, n), output[n], n, round);
    }
  }

  @Override
  public final void backward(List<double[][]> inputs, double[][] output, double[][] gradient,
      List<@Nullable Share<double[][]>> shares, Round round) {
    clear();
    for (int n = 0; n < round.images(); n++) {
      int image = n;
      List<double[]> read = of(inputs, n);
      List<double[]> into = read.stream().map(in -> new double[in.length]).toList();
      backward(read, output[n], gradient[n], into, n, round);
      for (int i = 0; i < into.size(); i++) {
        Share<double[][]> share = shares.get(i);
        if (share != null) {
          double[] target = share.gradient()[image];
          double[] found = into.get(i);
          Arrays.setAll(target, at -> (share.adds() ? target[at] : 0) + found[at]);
        }
      }
    }
  }

  private static List<double[]> of(List<double[][]> batches, int image) {
    return batches.stream().map(batch -> batch[image]).toList();
  }
}
