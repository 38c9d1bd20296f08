package fovea.engine.explain;

import fovea.engine.network.Shape;

/**
 * The address of one number of a network.
 *
 * @param layer the layer's id
 * @param channel its map, from 0; of features, which one
 * @param y its row, from 0; 0 for features
 * @param x its column, from 0; 0 for features
 */
public record Unit(String layer, int channel, int y, int x) {

  /** Whether a layer of this shape has such a unit. */
  public boolean isIn(Shape shape) {
    return switch (shape) {
      case Shape.Maps(int channels, int height, int width) ->
        within(channel, channels) && within(y, height) && within(x, width);
      case Shape.Features(long count) -> within(channel, count) && y == 0 && x == 0;
    };
  }

  private static boolean within(int index, long length) {
    return index >= 0 && index < length;
  }
}
