package fovea.engine.repair;

import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in one line: {@code 3×8×8 a:ReLU x:Conv2d(out_channels=4,kernel_size=3x5)(input)}, the
 * second brackets for what a layer reads.
 */
final class Sketch {

  private Sketch() {}

  static Network of(String line) {
    String[] words = line.strip().split("\\s+");
    String[] sizes = words[0].split("×", -1);
    Shape.Maps input = new Shape.Maps(
        Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
    List<Node> nodes = new ArrayList<>();
    for (String word : List.of(words).subList(1, words.length)) {
      nodes.add(node(word));
    }
    return new Network("sketch", input, nodes);
  }

  private static Node node(String word) {
    String[] parts = word.replace(")", "").split("[:(]", -1);
    LayerType type = LayerType.named(parts[1]).orElseThrow(() -> new AssertionError(word));
    Map<String, Object> values = new HashMap<>();
    if (parts.length > 2 && !parts[2].isEmpty()) {
      for (String pair : parts[2].split(",", -1)) {
        String[] sides = pair.split("=", -1);
        values.put(sides[0], plain(sides[1]));
      }
    }
    List<String> inputs = parts.length > 3 ? List.of(parts[3].split(",", -1)) : List.of();
    return new Node(parts[0], inputs, type.create(values));
  }

  private static Object plain(String value) {
    if (value.matches("-?\\d+")) {
      return Long.valueOf(value);
    } else if (value.matches("-?\\d+x-?\\d+")) {
      return List.of(plain(value.substring(0, value.indexOf('x'))),
          plain(value.substring(value.indexOf('x') + 1)));
    } else if (value.matches("-?\\d+\\.\\d+")) {
      return Double.valueOf(value);
    }
    return value.matches("true|false") ? (Object) Boolean.valueOf(value) : value;
  }
}
