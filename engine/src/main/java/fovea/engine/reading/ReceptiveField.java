package fovea.engine.reading;

import fovea.engine.network.Axis;

/**
 * Which part of the picture a unit of a layer sees, on both axes. Unit i of an axis sees the cells
 * from {@code −padding + i · stride} on, {@code size} of them; some may lie past the border.
 *
 * @param vertical along the height
 * @param horizontal along the width
 * @param seesAll whether every unit sees the whole picture: Linear, global pooling, and all behind;
 *     the extents are then those of the paths that still slide over it
 * @param pathsDisagree whether paths of different reach or step meet here or before; the figures are
 *     then those of the largest path
 */
public record ReceptiveField(
    Extent vertical, Extent horizontal, boolean seesAll, boolean pathsDisagree) {

  /**
   * The field along one axis, in cells of the picture. Fractions come from upsampling.
   *
   * @param size how many cells a unit sees
   * @param stride how far apart two neighbouring units look
   * @param padding how far before the picture the first unit starts
   */
  public record Extent(double size, double stride, double padding) {

    static final Extent ONE_CELL = new Extent(1, 1, 0);

    /** The middle of what the first unit sees. */
    double centre() {
      return -padding + (size - 1) / 2;
    }
  }

  /** The picture itself: each cell sees itself. */
  static final ReceptiveField OF_INPUT = new ReceptiveField(Extent.ONE_CELL, Extent.ONE_CELL, false,
      false);

  /** The field along that axis. */
  public Extent along(Axis axis) {
    return axis == Axis.HEIGHT ? vertical : horizontal;
  }
}
