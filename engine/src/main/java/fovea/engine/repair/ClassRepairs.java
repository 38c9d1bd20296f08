package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes a network give one number for each class of the pictures that it is to learn from. */
public final class ClassRepairs {

  private ClassRepairs() {}

  /** The numbers that the network gives about a picture; 0 if they are maps, or nobody can tell. */
  public static long outputs(NetworkReading reading) {
    if (!reading.isLegal() || reading.layers().isEmpty()) {
      return 0;
    }
    Shape output = reading.layers().getLast().output();
    return output instanceof Shape.Maps(int _, int height, int width) && (height > 1 || width > 1)
        ? 0
        : output.elements();
  }

  /**
   * The change after which there are that many: of the last layer that decides about it, or a Flatten and a
   * Linear behind all.
   *
   * @param classes at least 1
   * @return empty if the network gives them already, is not legal, or no such change would do
   */
  public static Optional<Repair> giving(int classes, NetworkReading reading) {
    if (!reading.isLegal() || outputs(reading) == classes) {
      return Optional.empty();
    }
    return Stream.concat(deciding(classes, reading.network()), behind(classes, reading.network()))
        .filter(repair -> outputs(NetworkReading.of(
            repair.edit().applyTo(reading.network()))) == classes)
        .findFirst();
  }

  private static Stream<Repair> deciding(int classes, Network network) {
    for (Node node : network.nodes().reversed()) {
      String argument = switch (node.layer()) {
        case Linear _ -> "out_features";
        case Conv2d conv when conv.groups() == 1 -> "out_channels";
        default -> "";
      };
      if (!argument.isEmpty()) {
        Layer changed = LayerType.with(node.layer(), Map.of(argument, classes));
        return Stream.of(new Repair(Way.SET_OF.with(argument, node.id(), classes),
            new Edit.Replace(node.id(), node.with(changed))));
      }
    }
    return Stream.empty();
  }

  private static Stream<Repair> behind(int classes, Network network) {
    if (network.nodes().isEmpty() || network.nodes().getLast().layer() instanceof Softmax) {
      return Stream.empty();
    }
    Node flat = new Node(network.freeId("flatten"), new Flatten());
    Node linear = new Node(network.freeId("fc"), new Linear(classes, true));
    return Stream.of(new Repair(Way.CLASSIFY.with(classes), Edit.Sequence.inserting(network,
        network.nodes().getLast().id(), List.of(flat, linear))));
  }
}
