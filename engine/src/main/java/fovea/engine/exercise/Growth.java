package fovea.engine.exercise;

import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.List;

/**
 * A small network that grows layer by layer. What would not be legal, or not look like a layer that
 * people build, is left out. Not thread safe.
 */
final class Growth {

  private static final int LEAST_SIDE = 2;
  private static final int MOST_SIDE = 224;
  private static final int MOST_CHANNELS = 512;

  private NetworkReading reading;

  Growth(String name, Maps input) {
    reading = NetworkReading.of(new Network(name, input, List.of()));
  }

  /** A layer behind the last one. */
  Growth add(String stem, Layer layer) {
    keep(with(network(), stem, List.of(), layer));
    return this;
  }

  /** Convolutions that all read the last layer, and what joins them: all of it or nothing. */
  Growth join(String stem, Layer.Merge merge, List<? extends Layer> branches) {
    String last = network().before(network().nodes().size());
    Network longer = network();
    List<String> ends = new ArrayList<>();
    for (Layer branch : branches) {
      longer = with(longer, "conv", List.of(last), branch);
      ends.add(longer.nodes().getLast().id());
    }
    keep(with(longer, stem, ends, merge));
    return this;
  }

  private static Network with(Network network, String stem, List<String> inputs, Layer layer) {
    List<Node> nodes = new ArrayList<>(network.nodes());
    nodes.add(new Node(network.freeId(stem), inputs, layer));
    return network.with(nodes);
  }

  private void keep(Network longer) {
    NetworkReading read = NetworkReading.of(longer);
    if (read.isLegal() && read.layers().stream().allMatch(Growth::isUsual)) {
      reading = read;
    }
  }

  private static boolean isUsual(LayerReading layer) {
    return !(layer.output() instanceof Maps(int channels, int height, int width))
        || (channels <= MOST_CHANNELS && isUsual(height) && isUsual(width));
  }

  private static boolean isUsual(int side) {
    return side >= LEAST_SIDE && side <= MOST_SIDE;
  }

  /** What the last layer gives, or the picture; it must be maps. */
  Maps shape() {
    return (Maps) reading.shapeOf(network().before(network().nodes().size()));
  }

  /** How many layers there are. */
  int size() {
    return network().nodes().size();
  }

  /** Whether a layer gives or joins maps in a way that is not the plainest. */
  boolean isSpecial() {
    return network().nodes().stream().map(Node::layer).anyMatch(layer -> switch (layer) {
      case Layer.Merge _, Layer.ConvTranspose2d _ -> true;
      case Layer.Windowed windowed -> isSpecial(windowed.window());
      case Layer _ -> false;
    });
  }

  private static boolean isSpecial(Window window) {
    return window.ceilMode() || window.dilation().height() > 1
        || window.kernel().height() != window.kernel().width();
  }

  Network network() {
    return reading.network();
  }

  NetworkReading reading() {
    return reading;
  }
}
