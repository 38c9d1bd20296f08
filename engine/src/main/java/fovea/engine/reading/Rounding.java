package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stride that does not divide what its layer reads, so that what is enlarged again later is not as
 * large as it was: where two paths that meet went apart by a cell.
 *
 * @param layer the layer's id
 * @param axis along which
 * @param from so many rows or columns it reads
 * @param stride its stride
 * @param to so many it gives
 * @param dropped so many at the end no window reaches
 */
public record Rounding(String layer, Axis axis, int from, int stride, int to, long dropped) {

  /** In one sentence. */
  public String message() {
    String cells = axis == Axis.HEIGHT ? "row" : "column";
    return layer + " makes " + to + " " + cells + "s of " + from + " with stride " + stride
        + (dropped == 0
            ? ", which does not divide " + from
            : ": " + dropped + " " + cells + (dropped == 1 ? " is" : "s are") + " dropped");
  }

  /**
   * For each axis along which maps that are to be joined differ, the first such layer on the paths
   * that they do not share.
   */
  static List<Rounding> between(
      List<String> inputs, List<Shape> shapes, Map<String, LayerReading> layers) {
    List<Rounding> found = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      boolean differ = shapes.stream().allMatch(Maps.class::isInstance)
          && shapes.stream().map(shape -> ((Maps) shape).along(axis)).distinct().count() > 1;
      if (differ) {
        ownPaths(inputs, layers).stream()
            .filter(layer -> isRounded(layer, axis))
            .findFirst()
            .ifPresent(layer -> found.add(of(layer, axis)));
      }
    }
    return List.copyOf(found);
  }

  /** The layers that some but not all of the inputs come from, in order of computation. */
  private static List<LayerReading> ownPaths(
      List<String> inputs, Map<String, LayerReading> layers) {
    Set<String> some = new HashSet<>();
    Set<String> all = sources(inputs.getFirst(), layers);
    for (String input : inputs) {
      Set<String> sources = sources(input, layers);
      some.addAll(sources);
      all.retainAll(sources);
    }
    return layers.values().stream()
        .filter(layer -> some.contains(layer.id()) && !all.contains(layer.id())).toList();
  }

  private static Set<String> sources(String id, Map<String, LayerReading> layers) {
    Set<String> sources = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      LayerReading layer = layers.get(next.pop());
      if (layer != null && sources.add(layer.id())) {
        layer.inputs().forEach(next::push);
      }
    }
    return sources;
  }

  private static boolean isRounded(LayerReading layer, Axis axis) {
    return layer.node().layer() instanceof Windowed windowed
        && layer.inputShape() instanceof Maps in
        && in.along(axis) % windowed.window().stride().along(axis) != 0;
  }

  private static Rounding of(LayerReading layer, Axis axis) {
    var window = ((Windowed) layer.node().layer()).window();
    int in = ((Maps) layer.inputShape()).along(axis);
    int out = ((Maps) layer.output()).along(axis);
    int stride = window.stride().along(axis);
    long reached = (out - 1L) * stride + window.reach(axis) + 1 - window.before().along(axis);
    return new Rounding(layer.id(), axis, in, stride, out, Math.max(0, in - reached));
  }
}
