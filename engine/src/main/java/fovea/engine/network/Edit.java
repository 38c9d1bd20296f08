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

  /**
   * The same layer elsewhere in the order, behind that one ({@code input}: in front of all). Two
   * neighbours of which one reads the other change places: whoever read the one reads the other. A
   * layer that reads one other moves farther as if it were removed here and inserted there; a merge
   * goes on reading what it reads.
   */
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
      // Names were needed while they were put in; who reads the one before needs none afterwards.
      Network inserted = new Sequence(edits).applyTo(network);
      for (int i = next; i <= Math.min(next + nodes.size(), inserted.nodes().size() - 1); i++) {
        Node plain = plain(inserted, i);
        if (!plain.equals(inserted.nodes().get(i))) {
          edits.add(new Replace(plain.id(), plain));
        }
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
    int from = network.indexOf(network.node(id).id());
    int behind = after.equals(Node.INPUT) ? -1 : network.indexOf(network.node(after).id());
    if (behind == from || behind == from - 1) {
      return network;
    }
    if (behind == from + 1 && isChain(network, from)) {
      return exchange(network, from);
    }
    if (behind == from - 2 && isChain(network, from - 1)) {
      return exchange(network, from - 1);
    }
    Node node = network.nodes().get(from);
    List<String> inputs = network.inputsOf(from);
    if (inputs.size() == 1 && network.indexOf(inputs.getFirst()) < from) {
      return insert(remove(network, id), after, node.reading(List.of()));
    }
    List<Node> nodes = new ArrayList<>(network.nodes());
    nodes.remove(from);
    nodes.add(behind < from ? behind + 1 : behind, node);
    return network.with(nodes);
  }

  /** Whether the layer behind that place reads the one there, as it should: not each the other. */
  private static boolean isChain(Network network, int index) {
    return network.inputsOf(index + 1).contains(network.nodes().get(index).id())
        && !network.inputsOf(index).contains(network.nodes().get(index + 1).id());
  }

  private static Network exchange(Network network, int index) {
    Node one = network.nodes().get(index).reading(network.inputsOf(index));
    Node other = network.nodes().get(index + 1).reading(network.inputsOf(index + 1));
    // A merge goes on with what came from elsewhere, and hands on what it read of the one before it.
    String source = one.inputs().contains(network.before(index))
        ? network.before(index)
        : one.inputs().getFirst();
    List<Node> nodes = new ArrayList<>(network.nodes());
    int last = Math.min(index + 2, nodes.size() - 1);
    nodes.set(last, nodes.get(last).reading(network.inputsOf(last)));
    UnaryOperator<String> exchanged = id -> id.equals(one.id())
        ? other.id()
        : id.equals(other.id()) ? one.id() : id;
    nodes.replaceAll(node -> node.reading(node.inputs().stream().map(exchanged).toList()));
    nodes.set(index, reading(other, one.id(), source));
    nodes.set(index + 1, reading(one, source, other.id()));
    Network changed = network.with(nodes);
    for (int i = index; i <= last; i++) {
      nodes.set(i, plain(changed, i));
    }
    return network.with(nodes);
  }

  /** The node at that place, which names what it reads only if that is not the one before it. */
  private static Node plain(Network network, int index) {
    Node node = network.nodes().get(index);
    return node.inputs().equals(List.of(network.before(index))) ? node.reading(List.of()) : node;
  }

  private static Node reading(Node node, String from, String to) {
    UnaryOperator<String> follow = input -> input.equals(from) ? to : input;
    return node.reading(node.inputs().stream().map(follow).toList());
  }
}
