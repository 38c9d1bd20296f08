package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Node;
import fovea.engine.network.Window;

/**
 * The cells of the picture, from first to last, that a unit sees, found by going back from it layer
 * by layer. Only for networks in which windows are all that moves.
 */
record Sight(long first, long last) {

  static Sight of(NetworkReading reading, String id, Axis axis, long unit) {
    return back(reading, id, axis, new Sight(unit, unit));
  }

  private static Sight back(NetworkReading reading, String id, Axis axis, Sight units) {
    if (id.equals(Node.INPUT)) {
      return units;
    }
    LayerReading layer = reading.layer(id).orElseThrow();
    Sight read = units;
    if (layer.node().layer() instanceof Windowed windowed) {
      Window window = windowed.window();
      long stride = window.stride().along(axis);
      long before = window.before().along(axis);
      read = new Sight(
          units.first * stride - before, units.last * stride - before + window.reach(axis));
    }
    Sight through = read;
    return layer.inputs().stream()
        .map(input -> back(reading, input, axis, through))
        .reduce((a, b) -> new Sight(Math.min(a.first, b.first), Math.max(a.last, b.last)))
        .orElseThrow();
  }
}
