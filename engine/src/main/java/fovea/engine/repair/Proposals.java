package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What might repair one layer, collected in the order of gentleness; not yet tried. */
final class Proposals {

  final NetworkReading reading;
  final Network network;
  final Node node;
  private final List<Repair> list = new ArrayList<>();

  /** For the layer of that id; where the id stands twice, for the second, which is to blame. */
  Proposals(NetworkReading reading, String id) {
    this.reading = reading;
    this.network = reading.network();
    this.node = network.nodes().reversed().stream().filter(n -> n.id().equals(id)).findFirst()
        .orElseThrow();
  }

  List<Repair> list() {
    return list;
  }

  /** Where the layer stands. */
  int index() {
    return network.nodes().lastIndexOf(node);
  }

  /** What the layer reads, "the one before" put into words. */
  List<String> inputs() {
    return network.inputsOf(index());
  }

  void propose(String title, Edit edit) {
    list.add(new Repair(title, edit));
  }

  /** The same layer reading something else. */
  void proposeInputs(String title, List<String> inputs) {
    if (!inputs.isEmpty()) {
      propose(title, new Edit.Replace(node.id(), node.reading(inputs)));
    }
  }

  /** The same layer with other arguments; those that its type does not have are left out. */
  void set(String title, Map<String, ?> values) {
    Map<String, Object> own = new LinkedHashMap<>();
    for (LayerArgument argument : LayerType.of(node.layer()).arguments()) {
      Object value = values.get(argument.name());
      if (value instanceof Pair pair && argument.kind() == LayerArgument.Kind.PADDING) {
        own.put(argument.name(), new Padding.Explicit(pair));
      } else if (value != null) {
        own.put(argument.name(), value);
      }
    }
    if (!own.isEmpty()) {
      propose(title, new Edit.Replace(node.id(), node.with(LayerType.with(node.layer(), own))));
    }
  }

  /** New layers between this one and what it reads. */
  void insertBefore(String title, Node... added) {
    List<Edit> edits = new ArrayList<>();
    String source = inputs().getFirst();
    String after = network.before(index());
    for (Node layer : added) {
      edits.add(new Edit.Insert(after, layer.reading(List.of(source))));
      source = layer.id();
      after = layer.id();
    }
    edits.add(new Edit.Replace(node.id(), node.reading(List.of(source))));
    propose(title, new Edit.Sequence(edits));
  }

  /** The value of a whole-number argument. */
  int integer(String name) {
    return LayerType.of(node.layer()).arguments().stream()
        .filter(argument -> argument.name().equals(name))
        .map(argument -> (Integer) argument.of(node.layer()))
        .findFirst()
        .orElseThrow();
  }

  /** A value as a button's title has it. */
  static String shown(Object value) {
    return value instanceof Pair(int height, int width)
        ? height + " × " + width
        : LayerArgument.plain(value).toString();
  }
}
