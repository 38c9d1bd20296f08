package fovea.server.workbench;

import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.web.workbench.StartingLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A layer that is about to be added: with a free name, and arguments and inputs that make sense there. */
final class NewLayer {

  private static final Map<String, String> SHORT_NAMES = Map.of(
      "Conv2d", "conv", "ConvTranspose2d", "deconv", "LocallyConnected2d", "local",
      "MaxPool2d", "pool", "AvgPool2d", "pool", "BatchNorm2d", "bn", "Linear", "fc",
      "Flatten", "flat", "Dropout", "drop", "Concat", "cat");

  private NewLayer() {}

  /** A layer of that type behind that one. */
  static Node of(LayerType type, NetworkReading reading, String after) {
    Network network = reading.network();
    boolean known = after.equals(Node.INPUT) || reading.layer(after).isPresent();
    Shape before = known ? reading.shapeOf(after) : null;
    String name = SHORT_NAMES.getOrDefault(
        type.name(), type.name().replace("2d", "").toLowerCase(Locale.ROOT));
    return new Node(network.freeId(name), type.isMerge() ? inputs(type, reading, after) : List.of(),
        StartingLayer.of(type, before));
  }

  /** The layer before, and the nearest one before that whose maps can be joined with its maps. */
  private static List<String> inputs(LayerType type, NetworkReading reading, String after) {
    List<String> earlier = new ArrayList<>(List.of(Node.INPUT));
    for (Node node : reading.network().nodes()) {
      if (node.id().equals(after)) {
        break;
      }
      earlier.add(node.id());
    }
    Shape shape = reading.shapeOf(after);
    for (String id : earlier.reversed()) {
      boolean known = id.equals(Node.INPUT) || reading.layer(id).isPresent();
      if (!id.equals(after) && known && joins(type, shape, reading.shapeOf(id))) {
        return List.of(id, after);
      }
    }
    return List.of(earlier.getLast(), after);
  }

  private static boolean joins(LayerType type, Shape one, Shape other) {
    boolean concatenates = type.name().equals("Concat");
    if (concatenates && one instanceof Shape.Maps a && other instanceof Shape.Maps b) {
      return a.height() == b.height() && a.width() == b.width();
    }
    return one.equals(other);
  }
}
