package fovea.engine.explain;

import fovea.engine.gradient.BackwardPass;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Objects;
import java.util.Set;

/**
 * Where a layer saw what speaks for a class (Grad-CAM): its maps, each weighed by how much the class's
 * number grows with it, {@code ReLU(Σ_c w_c · A_c)} with {@code w_c} the mean of the gradient over map c.
 * What speaks against the class is left out.
 *
 * @param layer whose maps they are
 * @param target the class
 * @param weights {@code [C]}: the mean of the gradient of each map
 * @param map {@code [1, H, W]} in the layer's cells, nowhere below 0
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al., Grad-CAM: Visual Explanations from
 *     Deep Networks via Gradient-based Localization</a>
 */
public record ClassActivation(String layer, int target, Tensor weights, Tensor map) {

  /** The layers whose values {@link #of} reads. */
  public static Set<String> neededFor(Classifier network, String layer) {
    Set<String> needed = BackwardPass.neededFor(network.reading(), network.logits(), layer);
    needed.add(layer);
    return needed;
  }

  /**
   * Computes it on the engine's threads and waits.
   *
   * @param values of {@link #neededFor} at least
   * @param layer one of the network's {@link Classifier#spatialLayers}
   * @param target from 0 to classes − 1
   * @throws java.util.concurrent.CancellationException soon after a cancellation
   */
  public static ClassActivation of(
      Inference inference, Classifier network, Weights weights, Activations values, String layer,
      int target, Cancellation cancellation) {
    Objects.checkIndex(target, network.classes());
    Tensor gradient = inference.compute(
        crew -> new BackwardPass(network.reading(), weights, values, inference.family(), crew)
            .run(network.logits(), network.one(target), layer),
        cancellation);
    return of(layer, target, gradient, values.tensor(layer));
  }

  private static ClassActivation of(String layer, int target, Tensor gradient, Tensor maps) {
    int channels = maps.dimension(0);
    int cells = maps.dimension(1) * maps.dimension(2);
    float[] weights = new float[channels];
    double[] sums = new double[cells];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = 0; i < cells; i++) {
        sum += gradient.data()[c * cells + i];
      }
      weights[c] = (float) (sum / cells);
      for (int i = 0; i < cells; i++) {
        sums[i] += (double) weights[c] * maps.data()[c * cells + i];
      }
    }
    float[] map = new float[cells];
    for (int i = 0; i < cells; i++) {
      map[i] = (float) Math.max(0, sums[i]);
    }
    return new ClassActivation(layer, target, Tensor.of(weights, channels),
        Tensor.of(map, 1, maps.dimension(1), maps.dimension(2)));
  }
}
