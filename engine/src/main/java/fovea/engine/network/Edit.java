package fovea.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/**
 * A change to a network, as a value that can be logged, sent and replayed. It names layers by id,
 * never by place. It may leave the network illegal; the readings tell.
 */
public sealed interface Edit {

  /**
   * A new layer behind that one ({@code input}: in front of all). If it reads the one before it, it
   * takes that one's place for the layer that follows: the next in the list, or else its only reader.
   */
  record Insert(String after, Node node) implements Edit {}

  /** Another layer, id or inputs in the same place; readers follow a new id. */
  record Replace(String id, Node node) implements Edit {}

  /** Take a layer out; its readers read what it read first. */
  record Remove(String id) implements Edit {}

  /** The same layer elsewhere in the order, behind that one ({@code input}: in front of all). */
  record Move(String id, String after) implements Edit {}

  /** Another shape of the picture. */
  record Resize(Shape.Maps input) implements Edit {}

  /** Another name for the network. */
  record Rename(String name) implements Edit {}

  /** Several in this order, as one step. */
  record Sequence(List<Edit> edits) implements Edit {
    public Sequence {
      edits = List.copyOf(edits);
    }

    /**
     * Several layers behind that one ({@code input}: in front of all), in this order; the last takes
     * its place for the layer that reads it: the next in the list, or else its only reader.
     *
     * @param nodes with free ids; what they read is there, or among them and earlier
     */
    public static Sequence inserting(Network network, String after, List<Node> nodes) {
      List<Edit> edits = new ArrayList<>();
      int next = after.equals(Node.INPUT) ? 0 : network.indexOf(network.node(after).id()) + 1;
      boolean nextReadsIt = next < network.nodes().size()
          && network.inputsOf(next).contains(after);
      List<Node> readers = nextReadsIt
          ? List.of(network.nodes().get(next))
          : readers(network, after);
      String last = nodes.getLast().id();
      if (readers.size() == 1) {
        Node reader = readers.getFirst();
        List<String> inputs = network.inputsOf(network.indexOf(reader.id())).stream()
            .map(id -> id.equals(after) ? last : id).toList();
        edits.add(new Replace(reader.id(), reader.reading(inputs)));
      } else if (next < network.nodes().size() && network.nodes().get(next).inputs().isEmpty()) {
        Node reader = network.nodes().get(next);
        edits.add(new Replace(reader.id(), reader.reading(List.of(network.before(next)))));
      }
      String before = after;
      for (Node node : nodes) {
        edits.add(new Insert(before, node.inputs().isEmpty()
            ? node.reading(List.of(before))
            : node));
        before = node.id();
      }
      return new Sequence(edits);
    }
  }

  /**
   * The network after this change.
   *
   * @throws NoSuchElementException if it names a layer that is not there
   */
  default Network applyTo(Network network) {
    return switch (this) {
      case Insert(String after, Node node) -> insert(network, after, node);
      case Replace(String id, Node node) -> replace(network, id, node);
      case Remove(String id) -> remove(network, id);
      case Move(String id, String after) -> move(network, id, after);
      case Resize(Shape.Maps input) -> new Network(network.name(), input, network.nodes());
      case Rename(String name) -> new Network(name, network.input(), network.nodes());
      case Sequence(List<Edit> edits) -> {
        Network changed = network;
        for (Edit edit : edits) {
          changed = edit.applyTo(changed);
        }
        yield changed;
      }
    };
  }

  private static Network insert(Network network, String after, Node node) {
    int index = after.equals(Node.INPUT) ? 0 : network.indexOf(network.node(after).id()) + 1;
    boolean nextReadsIt = index < network.nodes().size() && network.inputsOf(index).contains(after);
    List<Node> nodes = new ArrayList<>(network.nodes());
    if (node.inputs().isEmpty() && nextReadsIt) {
      nodes.set(index, reading(nodes.get(index), after, node.id()));
    } else if (node.inputs().isEmpty()) {
      List<Node> readers = readers(network, after);
      if (readers.size() == 1) {
        int reader = network.indexOf(readers.getFirst().id());
        nodes.set(reader, reading(nodes.get(reader), after, node.id()));
      }
    } else if (nextReadsIt && nodes.get(index).inputs().isEmpty()) {
      // A side branch: the next layer goes on reading what it read, by name now.
      nodes.set(index, nodes.get(index).reading(List.of(after)));
    }
    nodes.add(index, node);
    return network.with(nodes);
  }

  private static List<Node> readers(Network network, String id) {
    List<Node> readers = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      if (network.inputsOf(i).contains(id)) {
        readers.add(network.nodes().get(i));
      }
    }
    return readers;
  }

  private static Network replace(Network network, String id, Node node) {
    network.node(id);
    List<Node> nodes = new ArrayList<>(network.nodes());
    // Where an id stands twice, the second is meant: it is the one to blame.
    int index = nodes.size() - 1;
    while (!nodes.get(index).id().equals(id)) {
      index--;
    }
    nodes.set(index, node);
    for (int i = index + 1; i < nodes.size(); i++) {
      nodes.set(i, reading(nodes.get(i), id, node.id()));
    }
    return network.with(nodes);
  }

  private static Network remove(Network network, String id) {
    int index = network.indexOf(network.node(id).id());
    String source = network.inputsOf(index).getFirst();
    List<Node> nodes = new ArrayList<>(network.nodes());
    if (index + 1 < nodes.size() && nodes.get(index + 1).inputs().isEmpty()
        && !source.equals(network.before(index))) {
      nodes.set(index + 1, nodes.get(index + 1).reading(List.of(source)));
    }
    nodes.remove(index);
    nodes.replaceAll(node -> reading(node, id, source));
    return network.with(nodes);
  }

  private static Network move(Network network, String id, String after) {
    Node node = network.node(id);
    if (id.equals(after)) {
      return network;
    }
    List<Node> nodes = new ArrayList<>(network.nodes());
    nodes.remove(network.indexOf(id));
    Network without = network.with(nodes);
    int index = after.equals(Node.INPUT) ? 0 : without.indexOf(without.node(after).id()) + 1;
    nodes.add(index, node);
    return network.with(nodes);
  }

  private static Node reading(Node node, String from, String to) {
    UnaryOperator<String> follow = input -> input.equals(from) ? to : input;
    return node.reading(node.inputs().stream().map(follow).toList());
  }
}
