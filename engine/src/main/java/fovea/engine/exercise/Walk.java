package fovea.engine.exercise;

import fovea.engine.network.Node;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Arithmetic done layer by layer from the picture on, rightly or with a mistake in it. */
final class Walk {

  private Walk() {}

  /**
   * What comes out of each layer, and of the picture under {@code input}.
   *
   * @param picture what the picture gives
   * @param step what a layer makes of what it reads; empty where the arithmetic breaks off
   */
  static <T> Map<String, T> along(List<LayerReading> path, T picture,
      BiFunction<LayerReading, List<T>, Optional<T>> step) {
    Map<String, T> found = new LinkedHashMap<>();
    found.put(Node.INPUT, picture);
    for (LayerReading layer : path) {
      List<T> inputs = new ArrayList<>();
      for (String id : layer.inputs()) {
        Optional.ofNullable(found.get(id)).ifPresent(inputs::add);
      }
      if (inputs.size() == layer.inputs().size()) {
        step.apply(layer, inputs).ifPresent(value -> found.put(layer.id(), value));
      }
    }
    return found;
  }

  /** A layer and all that it comes from, in order of computation. */
  static List<LayerReading> to(NetworkReading reading, LayerReading last) {
    Set<String> heard = new HashSet<>(Set.of(last.id()));
    List<LayerReading> path = new ArrayList<>();
    for (LayerReading layer : reading.layers().reversed()) {
      if (heard.contains(layer.id())) {
        heard.addAll(layer.inputs());
        path.addFirst(layer);
      }
    }
    return path;
  }
}
