package fovea.engine.explain;

import fovea.engine.network.PaddingMode;

/** What stands past the border. */
final class Padded {

  private Padded() {}

  /**
   * The cell of the input that is read at this place of an axis.
   *
   * @return the place itself inside; negative where there is none, in zero padding
   */
  static long cell(long place, long length, PaddingMode mode) {
    if (place >= 0 && place < length) {
      return place;
    }
    return switch (mode) {
      case ZEROS -> -1;
      case REFLECT -> place < 0 ? -place : 2 * (length - 1) - place;
      case REPLICATE -> place < 0 ? 0 : length - 1;
      case CIRCULAR -> Math.floorMod(place, length);
    };
  }
}
