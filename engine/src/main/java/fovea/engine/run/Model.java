package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network with its weights, made ready by an {@link Inference} to be run by it again and again: what
 * does not depend on the picture is found out once. Small, for many threads.
 */
public final class Model {

  private final NetworkReading network;
  private final Weights weights;
  private final Kernels kernels;
  private final long work;

  /** For each layer, the word for what it does to any input. */
  private final Map<String, String> kernelKeys = new HashMap<>();

  /** The plan of the last run for which nothing was remembered. */
  private volatile @Nullable Fresh fresh;

  private record Fresh(Set<String> outputs, Plan plan) {}

  /**
   * Makes ready.
   *
   * @throws IllegalArgumentException if the weights are not this network's
   */
  Model(NetworkReading network, Weights weights, Kernels kernels) {
    weights.misfits(network).stream()
        .findFirst()
        .ifPresent(
            misfit -> {
              throw new IllegalArgumentException(misfit);
            });
    this.network = network;
    this.weights = weights;
    this.kernels = kernels;
    this.work = Work.of(network.layers());
    for (LayerReading layer : network.layers()) {
      kernelKeys.put(layer.id(), Digest.of(Keys.kernel(layer, weights)));
    }
  }

  /** The layers. */
  public NetworkReading network() {
    return network;
  }

  Weights weights() {
    return weights;
  }

  long work() {
    return work;
  }

  /** The word for each layer's values, {@code input} included, by layer id. */
  Map<String, String> keys(Tensor input) {
    return Keys.of(network, kernelKeys, input);
  }

  /** The word for the kernel that computes these layers in one go. */
  String kernelKey(List<LayerReading> layers) {
    StringBuilder key = new StringBuilder();
    layers.forEach(layer -> key.append(kernelKeys.get(layer.id())).append(' '));
    return key.toString();
  }

  /** What has to be done for some outputs. */
  Plan plan(Set<String> outputs, Function<String, @Nullable Computed> memory) {
    Map<String, Computed> remembered = new LinkedHashMap<>();
    List<LayerReading> missing = Plan.missing(network, outputs, memory, remembered);
    Fresh known = fresh;
    if (remembered.isEmpty() && known != null && known.outputs.equals(outputs)) {
      return known.plan;
    }
    Plan plan = Plan.of(missing, outputs, remembered, kernels::joined, this::kernelKey);
    if (remembered.isEmpty()) {
      fresh = new Fresh(outputs, plan);
    }
    return plan;
  }
}
