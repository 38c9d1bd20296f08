package fovea.engine.format.python;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Keras calls the layers: as we do, where its backends take that, and no two alike. */
final class KerasNames {

  /** What Keras calls operations by itself, with numbers behind. */
  private static final String OPERATION = "(get_item|pad|take|reshape|stack|max|mean|multiply|leaky_relu|input)(_\\d+)?";

  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> names = new HashMap<>();

  /** A layer's name, the same for the same id. */
  String of(String id) {
    return names.computeIfAbsent(id, this::free);
  }

  private String free(String id) {
    String name = id.replace("/", "").replaceAll("[.-]", "_");
    if (name.startsWith("_") || name.matches(OPERATION)) {
      name = "layer_" + name.replaceFirst("^_+", "");
    }
    // TensorFlow does not tell large letters from small ones in the names of what it computes.
    while (!taken.add(name.toLowerCase(Locale.ROOT))) {
      name += "_";
    }
    return name;
  }
}
