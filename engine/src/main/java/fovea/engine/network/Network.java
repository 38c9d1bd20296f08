package fovea.engine.network;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A convolutional network as data: a picture's shape and layers in order of computation. Immutable;
 * it need not be legal. Changes are {@link Edit}s.
 *
 * @param name what people call it
 * @param input the picture's shape, {@code C × H × W}
 * @param nodes the layers, each after those it reads
 */
public record Network(String name, Shape.Maps input, List<Node> nodes) {

  public Network {
    nodes = List.copyOf(nodes);
  }

  /** Where a node stands, or −1; the first of them if an id is there twice. */
  public int indexOf(String id) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The node of that id.
   *
   * @throws NoSuchElementException if there is none
   */
  public Node node(String id) {
    int index = indexOf(id);
    if (index < 0) {
      throw new NoSuchElementException("the network has no layer \"" + id + "\"");
    }
    return nodes.get(index);
  }

  /** What the node at that place reads, with "the one before" put into words. */
  public List<String> inputsOf(int index) {
    List<String> inputs = nodes.get(index).inputs();
    return inputs.isEmpty() ? List.of(before(index)) : inputs;
  }

  /** The id of the node before that place, or {@code input}. */
  public String before(int index) {
    return index == 0 ? Node.INPUT : nodes.get(index - 1).id();
  }

  /** An id like this one that no node has yet: {@code conv1}, {@code conv2}, {@code conv3}. */
  public String freeId(String like) {
    int letters = like.length();
    while (letters > 0 && like.charAt(letters - 1) >= '0' && like.charAt(letters - 1) <= '9') {
      letters--;
    }
    String stem = letters == 0 ? "layer" : like.substring(0, Math.min(50, letters));
    int number = 1;
    while (indexOf(stem + number) >= 0) {
      number++;
    }
    return stem + number;
  }

  /** The same with other nodes. */
  public Network with(List<Node> otherNodes) {
    return new Network(name, input, otherNodes);
  }
}
