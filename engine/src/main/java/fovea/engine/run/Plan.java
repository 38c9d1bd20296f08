package fovea.engine.run;

import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done for the outputs that somebody wants: nothing before a layer that is remembered,
 * nothing that no output needs.
 *
 * @param remembered the values that are already known, by layer id
 * @param steps the layers to compute, in order
 */
record Plan(Map<String, Computed> remembered, List<Step> steps) {

  /**
   * One layer to compute.
   *
   * @param layer the layer
   * @param wanted whether its values are an output
   * @param released the layers whose values nobody reads any more once this one is there
   */
  record Step(LayerReading layer, boolean wanted, List<String> released) {}

  /**
   * Plans a run.
   *
   * @param memory finds the values of a layer if they are remembered
   */
  static Plan of(
      NetworkReading network, Set<String> outputs, Function<String, @Nullable Computed> memory) {
    Map<String, Computed> remembered = new HashMap<>();
    List<Step> backwards = new ArrayList<>();
    Set<String> needed = new HashSet<>(outputs);
    Set<String> readLater = new HashSet<>(outputs);
    for (LayerReading layer : network.layers().reversed()) {
      if (!needed.contains(layer.id())) {
        continue;
      }
      Computed known = memory.apply(layer.id());
      if (known != null) {
        remembered.put(layer.id(), known);
        continue;
      }
      needed.addAll(layer.inputs());
      List<String> released = layer.inputs().stream().filter(readLater::add).toList();
      backwards.add(new Step(layer, outputs.contains(layer.id()), released));
    }
    return new Plan(remembered, List.copyOf(backwards.reversed()));
  }
}
