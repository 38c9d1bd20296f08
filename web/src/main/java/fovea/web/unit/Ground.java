package fovea.web.unit;

import fovea.engine.explain.Term;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;

/** What a cell of a window stands on. */
enum Ground {

  /** A number of the map. */
  MAP(""),
  /** Padding that takes its number from elsewhere in the map. */
  COPY("padding"),
  /** Padding that holds nothing. */
  PADDING("padding"),
  /** Past the padding, where ceil mode lets the last window stick out. */
  OVERHANG("overhang"),
  /** Past the border of a map that has no padding: what a transposed convolution would paint from. */
  NOWHERE("padding");

  private final String mark;

  Ground(String mark) {
    this.mark = mark;
  }

  /** How the cell is marked. */
  String mark() {
    return mark;
  }

  static Ground of(Term term, LayerReading layer) {
    if (term.inside()) {
      return MAP;
    } else if (!term.source().isEmpty()) {
      return COPY;
    } else if (layer.node().layer() instanceof ConvTranspose2d) {
      return NOWHERE;
    }
    return layer.node().layer() instanceof Windowed windowed
        && layer.inputShape() instanceof Maps maps
        && (isPast(term, Axis.HEIGHT, windowed, maps) || isPast(term, Axis.WIDTH, windowed, maps))
            ? OVERHANG
            : PADDING;
  }

  private static boolean isPast(Term term, Axis axis, Windowed windowed, Maps maps) {
    return term.input().get(axis == Axis.HEIGHT ? 1 : 2) >= (long) maps.along(axis)
        + windowed.window().after().along(axis);
  }
}
