package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.network.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The pixels along an axis that a unit hears, borders infinitely far away, by going back from it cell
 * by cell: nothing but sets. Slow, and told from the layers' definitions anew.
 */
final class FieldWalk {

  private FieldWalk() {}

  /** The pixels; empty if it hears nothing. */
  static NavigableSet<Long> of(NetworkReading reading, LayerReading from, Axis axis, long unit) {
    Map<String, TreeSet<Long>> heard = new HashMap<>();
    heard.put(from.id(), new TreeSet<>(List.of(unit)));
    for (LayerReading layer : reading.layers().reversed()) {
      for (long each : heard.getOrDefault(layer.id(), new TreeSet<>())) {
        for (int i = 0; i < layer.inputs().size(); i++) {
          heard.computeIfAbsent(layer.inputs().get(i), _ -> new TreeSet<>())
              .addAll(before(layer, i, axis, each));
        }
      }
    }
    return heard.getOrDefault(Node.INPUT, new TreeSet<>());
  }

  private static NavigableSet<Long> before(LayerReading layer, int i, Axis axis, long unit) {
    TreeSet<Long> cells = new TreeSet<>();
    if (!(layer.inputShapes().get(i) instanceof Maps in)
        || !(layer.output() instanceof Maps out)) {
      cells.add(unit);
      return cells;
    }
    switch (layer.node().layer()) {
      case Windowed windowed -> {
        Window window = windowed.window();
        for (int tap = 0; tap < window.kernel().along(axis); tap++) {
          cells.add(unit * window.stride().along(axis) + (long) tap * window.dilation().along(axis)
              - window.before().along(axis));
        }
      }
      case ConvTranspose2d conv -> {
        for (int tap = 0; tap < conv.kernelSize().along(axis); tap++) {
          long painted = unit + conv.padding().along(axis)
              - (long) tap * conv.dilation().along(axis);
          if (Math.floorMod(painted, conv.stride().along(axis)) == 0) {
            cells.add(Math.floorDiv(painted, (long) conv.stride().along(axis)));
          }
        }
      }
      case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> {
        long parts = out.along(axis);
        long end = Math.ceilDiv((unit + 1) * in.along(axis), parts);
        for (long cell = Math.floorDiv(unit * in.along(axis), parts); cell < end; cell++) {
          cells.add(cell);
        }
      }
      case Upsample up -> {
        long scale = up.scaleFactor().along(axis);
        if (up.mode() == UpsampleMode.BILINEAR) {
          // Cell c weighs 1 − |(unit + ½) / scale − ½ − c|, if that is more than nothing.
          for (long cell = Math.floorDiv(unit, scale) - 1; cell <= Math.floorDiv(unit, scale)
              + 1; cell++) {
            if (Math.abs(2 * unit + 1 - scale - 2 * scale * cell) < 2 * scale) {
              cells.add(cell);
            }
          }
        } else {
          cells.add(Math.floorDiv(unit, scale));
        }
      }
      case Layer.Merge _ ->
        cells.add(in.height() * in.width() == 1 && out.height() * out.width() > 1 ? 0 : unit);
      default -> cells.add(unit);
    }
    return cells;
  }
}
