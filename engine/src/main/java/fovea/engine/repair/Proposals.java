package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The repairs of one problem while they are looked for. Each proposal is tried on the network at
 * once and kept only if the layer is legal after it, so repairs can be proposed generously.
 */
final class Proposals {

  private static final int MOST = 4;

  /** Trying takes a reading; a stranger's network of 2,000 layers must not take a thousand. */
  private static final int MOST_TRIES = 12;

  final NetworkReading reading;
  final Network network;
  final Node node;
  private final Problem problem;
  private final Map<Network, Repair> working = new LinkedHashMap<>();
  private int tries;

  Proposals(NetworkReading reading, Problem problem) {
    this.reading = reading;
    this.problem = problem;
    this.network = reading.network();
    // Where an id stands twice, the second is to blame.
    this.node = network.nodes().reversed().stream().filter(n -> n.id().equals(problem.layer()))
        .findFirst()
        .orElseThrow();
  }

  /** What works, in the order of the proposals; no two lead to the same network. */
  List<Repair> working() {
    return List.copyOf(working.values());
  }

  /** Where the layer stands. */
  int index() {
    return network.nodes().lastIndexOf(node);
  }

  /** What the layer reads, "the one before" put into words. */
  List<String> inputs() {
    return network.inputsOf(index());
  }

  /** Keeps the edit if it makes the layer legal; says whether it does. */
  boolean propose(Way.Title title, Edit edit) {
    if (working.size() == MOST || tries == MOST_TRIES) {
      return false;
    }
    tries++;
    Network repaired = edit.applyTo(network);
    NetworkReading after = NetworkReading.of(upToTheLayer(repaired));
    // Neither ill nor unknown because of a new problem before it.
    boolean works = after.layer(problem.layer()).isPresent()
        && after.problemAt(problem.layer()).isEmpty();
    if (works) {
      working.putIfAbsent(repaired, new Repair(title, edit));
    }
    return works;
  }

  /** What stands behind the layer cannot make it illegal, so it need not be read. */
  private Network upToTheLayer(Network repaired) {
    List<String> ids = repaired.nodes().stream().map(Node::id).toList();
    return repaired.with(repaired.nodes().subList(0, ids.lastIndexOf(problem.layer()) + 1));
  }

  /** The same layer reading something else. */
  void proposeInputs(Way.Title title, List<String> inputs) {
    if (!inputs.isEmpty()) {
      propose(title, new Edit.Replace(node.id(), node.reading(inputs)));
    }
  }

  /** The same layer with other arguments; those that its type does not have are left out. */
  void set(Way.Title title, Map<String, ?> values) {
    Map<String, Object> own = own(values);
    if (!own.isEmpty()) {
      propose(title, new Edit.Replace(node.id(), node.with(LayerType.with(node.layer(), own))));
    }
  }

  /** The same, with a title that says which. */
  void set(Map<String, ?> values) {
    String changes = own(values).entrySet().stream()
        .map(change -> change.getKey() + " = " + shown(change.getValue()))
        .collect(Collectors.joining(", "));
    set(Way.SET.with(changes), values);
  }

  /** Those of the values that the layer takes and does not have yet. */
  private Map<String, Object> own(Map<String, ?> values) {
    Map<String, Object> own = new LinkedHashMap<>();
    for (LayerArgument argument : LayerType.of(node.layer()).arguments()) {
      Object value = values.get(argument.name());
      if (value instanceof Pair pair && argument.kind() == LayerArgument.Kind.PADDING) {
        value = new Padding.Explicit(pair);
      }
      if (value != null && !value.equals(argument.of(node.layer()))) {
        own.put(argument.name(), value);
      }
    }
    return own;
  }

  /** New layers between this one and what it reads. */
  void insertBefore(Way.Title title, Node... added) {
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
    return switch (value) {
      case Pair(int height, int width) when height != width -> height + " × " + width;
      case OutputSize size -> size.toString().replace("×", " × ");
      default -> LayerArgument.plain(value).toString();
    };
  }
}
