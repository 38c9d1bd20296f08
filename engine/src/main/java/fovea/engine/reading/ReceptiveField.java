package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Shape.Maps;

/**
 * Which part of the picture a unit of a layer sees, on both axes: from the first to the last pixel
 * that it hears on any path, some of which may lie past the border.
 *
 * @param vertical along the height
 * @param horizontal along the width
 * @param seesAll whether every unit sees the whole picture: Linear, global pooling, and all behind;
 *     the extents are then those of the paths that still slide over it
 * @param pathsDisagree whether paths meet here or before that look to different places or move in
 *     different steps; a unit then sees more than each of them
 */
public record ReceptiveField(
    Extent vertical, Extent horizontal, boolean seesAll, boolean pathsDisagree) {

  /** The picture itself: each cell sees itself. */
  static ReceptiveField ofInput(Maps input) {
    return new ReceptiveField(Extent.ofInput(input.height()), Extent.ofInput(input.width()), false,
        false);
  }

  /** The field along that axis. */
  public Extent along(Axis axis) {
    return axis == Axis.HEIGHT ? vertical : horizontal;
  }
}
