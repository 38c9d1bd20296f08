package fovea.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several layers of a network, to copy, remove, duplicate or move together, each as one step. Layers
 * keep their order in the network, whatever the order in which they were chosen. Immutable.
 */
public record Selection(Network network, Set<String> ids) {

  public Selection {
    ids = Set.copyOf(ids);
  }

  /** The layers in order, with every input by name. */
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      if (ids.contains(node.id())) {
        nodes.add(node.reading(network.inputsOf(i)));
      }
    }
    return nodes;
  }

  /** The layers as a network of their own: what they read outside of it, they read of its input. */
  public Network copy() {
    List<Node> nodes = new ArrayList<>();
    for (Node node : nodes()) {
      List<String> inputs = node.inputs().stream()
          .map(id -> ids.contains(id) ? id : Node.INPUT).distinct().toList();
      String before = nodes.isEmpty() ? Node.INPUT : nodes.getLast().id();
      nodes.add(node.reading(inputs.equals(List.of(before)) ? List.of() : inputs));
    }
    return network.with(nodes);
  }

  /** Takes all of them out; readers read what the first input of what they read was. */
  public Edit.Sequence removal() {
    return new Edit.Sequence(nodes().reversed().stream()
        .<Edit>map(node -> new Edit.Remove(node.id())).toList());
  }

  /** A copy of all of them behind the last. */
  public Edit.Sequence duplication() {
    return pasting(network, nodes().getLast().id(), copy());
  }

  /**
   * All of them behind that layer, which is none of them. They go on reading each other, and that
   * layer in place of the one that led to the first of them.
   */
  public Edit.Sequence movement(String after) {
    List<Edit> edits = new ArrayList<>();
    String before = after;
    for (Node node : nodes()) {
      edits.add(new Edit.Move(node.id(), before));
      before = node.id();
    }
    Network moved = new Edit.Sequence(edits).applyTo(network);
    String entry = nodes().getFirst().inputs().getFirst();
    for (Node node : nodes()) {
      List<String> inputs = new ArrayList<>(moved.inputsOf(moved.indexOf(node.id())));
      for (int i = 0; i < inputs.size(); i++) {
        String was = node.inputs().get(i);
        inputs.set(i, ids.contains(was) ? was : was.equals(entry) ? after : inputs.get(i));
      }
      if (!inputs.equals(moved.inputsOf(moved.indexOf(node.id())))) {
        edits.add(new Edit.Replace(node.id(), node.reading(inputs)));
      }
    }
    return new Edit.Sequence(edits);
  }

  /**
   * Layers of another network behind a layer: under free ids, reading each other as they did, and
   * that layer in place of what they read elsewhere.
   */
  public static Edit.Sequence pasting(Network network, String after, Network layers) {
    Map<String, String> names = new HashMap<>(Map.of(Node.INPUT, after));
    List<Node> pasted = new ArrayList<>();
    List<Node> known = new ArrayList<>(network.nodes());
    for (int i = 0; i < layers.nodes().size(); i++) {
      Node node = layers.nodes().get(i);
      Network sofar = network.with(known);
      String id = sofar.indexOf(node.id()) < 0 ? node.id() : sofar.freeId(node.id());
      List<String> inputs = layers.inputsOf(i).stream()
          .map(input -> names.getOrDefault(input, after)).distinct().toList();
      Node copy = new Node(id, inputs, node.layer());
      names.put(node.id(), id);
      pasted.add(copy);
      known.add(copy);
    }
    return Edit.Sequence.inserting(network, after, pasted);
  }
}
