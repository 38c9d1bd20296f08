package fovea.engine.run;

import fovea.engine.network.Node;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The word for each layer's values: a digest of its inputs' words, of what the layer does and of its
 * weights. The same word, the same values but for rounding; an edit changes the words of what lies
 * behind it and no others.
 */
final class Keys {

  private Keys() {}

  /**
   * The words of all layers, {@code input} first.
   *
   * @param kernels for each layer, the digest of what {@link #kernel} says of it
   */
  static Map<String, String> of(
      NetworkReading network, Map<String, String> kernels, Tensor input) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(Node.INPUT, input.word());
    for (LayerReading layer : network.layers()) {
      StringBuilder content = new StringBuilder(kernels.get(layer.id()));
      layer.inputs().forEach(id -> content.append('\n').append(keys.get(id)));
      keys.put(layer.id(), Digest.of(content.toString()));
    }
    return keys;
  }

  /** What a layer does to any input of its shape: what its packed kernel depends on. */
  static String kernel(LayerReading layer, Weights weights) {
    StringBuilder content = new StringBuilder();
    content.append(layer.node().layer()).append(layer.inputShapes());
    for (Parameter parameter : layer.cost().parameters()) {
      content.append('\n').append(weights.digest(parameter));
    }
    return content.toString();
  }
}
