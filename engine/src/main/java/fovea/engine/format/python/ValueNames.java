package fovea.engine.format.python;

import fovea.engine.network.Network;
import fovea.engine.network.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the values between layers are called: {@code x} as long as only the next layer reads them, as
 * people write it, and after their layer where a path branches off.
 */
final class ValueNames {

  static final String PASSING = "x";

  private final Map<String, Set<Integer>> readers = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> taken;

  /** {@code reserved}: what the code around uses already. */
  ValueNames(Network network, Set<String> reserved) {
    taken = new HashSet<>(reserved);
    taken.add(PASSING);
    int layers = network.nodes().size();
    for (int i = 0; i < layers; i++) {
      for (String input : network.inputsOf(i)) {
        readers.computeIfAbsent(input, _ -> new HashSet<>()).add(i);
      }
    }
    name(Node.INPUT, "picture", 0, layers);
    for (int i = 0; i < layers; i++) {
      name(network.nodes().get(i).id(), network.nodes().get(i).id(), i + 1, layers);
    }
  }

  /** {@code next}: the only place in the order whose reading does not ask for a name. */
  private void name(String id, String like, int next, int layers) {
    Set<Integer> others = new HashSet<>(readers.getOrDefault(id, Set.of()));
    boolean isRead = others.remove(next) || next == layers;
    names.put(id, isRead && others.isEmpty() ? PASSING : free(like));
  }

  private String free(String like) {
    String name = like.replaceAll("[^A-Za-z0-9_]", "_");
    if (!Python.isName(name) || name.startsWith("_")) {
      name = "value_" + name;
    }
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  /** Of a layer's output, or of the picture. */
  String of(String id) {
    return names.getOrDefault(id, PASSING);
  }
}
