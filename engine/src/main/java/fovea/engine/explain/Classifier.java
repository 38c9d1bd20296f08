package fovea.engine.explain;

import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network that tells classes apart: one that ends with a number a class. A Softmax at its end makes
 * shares of them; where it has none, as networks that are trained with cross-entropy, one is put there.
 *
 * @param reading with the Softmax at its end
 * @param logits the layer whose numbers the Softmax reads
 * @param shares the Softmax's id
 * @param classes how many there are
 */
public record Classifier(NetworkReading reading, String logits, String shares, int classes) {

  /** Empty for a network that is not legal, or ends with anything else than a number a class. */
  public static Optional<Classifier> of(NetworkReading network) {
    if (!network.isLegal() || network.layers().isEmpty()) {
      return Optional.empty();
    }
    LayerReading last = network.layers().getLast();
    long classes = switch (last.output()) {
      case Shape.Features(long count) -> count;
      case Shape.Maps(int channels, int height, int width) ->
        height == 1 && width == 1 ? channels : 0;
    };
    if (classes < 1 || classes > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    if (last.node().layer() instanceof Softmax) {
      return Optional.of(
          new Classifier(network, last.inputs().getFirst(), last.id(), (int) classes));
    }
    Network plain = network.network();
    List<Node> nodes = new ArrayList<>(plain.nodes());
    Node softmax = new Node(plain.freeId("shares"), new Softmax());
    nodes.add(softmax);
    return Optional.of(new Classifier(
        NetworkReading.of(plain.with(nodes)), last.id(), softmax.id(), (int) classes));
  }

  /** The layers of maps larger than 1 × 1 from which something leads to the classes, in their order. */
  public List<LayerReading> spatialLayers() {
    Set<String> reached = new HashSet<>(Set.of(logits));
    List<LayerReading> layers = new ArrayList<>();
    for (LayerReading layer : reading.layers().reversed()) {
      if (reached.contains(layer.id())) {
        reached.addAll(layer.inputs());
        if (layer.output() instanceof Shape.Maps(int _, int height, int width)
            && (height > 1 || width > 1)) {
          layers.addFirst(layer);
        }
      }
    }
    return layers;
  }

  /** The derivative of a class's number with respect to all of them: one where it is, else zero. */
  Tensor one(int target) {
    float[] numbers = new float[classes];
    numbers[target] = 1;
    return reading.shapeOf(logits) instanceof Shape.Maps
        ? Tensor.of(numbers, classes, 1, 1)
        : Tensor.of(numbers, classes);
  }
}
