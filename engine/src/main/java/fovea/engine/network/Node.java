package fovea.engine.network;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One place in a network: a layer, its name, and what it reads.
 *
 * @param id 1 to 64 letters, digits, {@code _ . -}; the word "input" is taken by the picture
 * @param inputs the ids it reads; empty means the node before it, or the picture if it is the first
 * @param layer what it does
 */
public record Node(String id, List<String> inputs, Layer layer) {

  /** The id under which layers read the picture. */
  public static final String INPUT = "input";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

  public Node {
    inputs = List.copyOf(inputs);
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "a layer's id has 1 to 64 letters, digits, '_', '.' or '-' and is not \"input\", found \""
              + id
              + "\"");
    }
  }

  /** A node that reads the one before it. */
  public Node(String id, Layer layer) {
    this(id, List.of(), layer);
  }

  /** Whether a layer may have this id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.equals(INPUT);
  }

  /** The same place with another layer in it. */
  public Node with(Layer other) {
    return new Node(id, inputs, other);
  }

  /** The same layer under another id. */
  public Node named(String otherId) {
    return new Node(otherId, inputs, layer);
  }

  /** The same layer reading something else. */
  public Node reading(List<String> otherInputs) {
    return new Node(id, otherInputs, layer);
  }
}
