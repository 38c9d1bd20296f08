package fovea.engine.kernel.backward;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape;

/**
 * A rectangle of pixels that lies somewhere on a larger volume, or past its border: all of a gradient
 * that is not zero.
 *
 * @param top the row of the larger volume on which its first row lies
 * @param left the column of its first column
 * @param volume its numbers
 */
public record Patch(int top, int left, Volume volume) {

  /** The smallest patch that holds all numbers but zeros; one pixel if there are none. */
  public static Patch of(Volume gradient, int lanes) {
    int top = gradient.height;
    int left = gradient.width;
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < gradient.height; y++) {
      for (int x = 0; x < gradient.width; x++) {
        boolean isBetween = y >= top && y <= bottom && x >= left && x <= right;
        if (!isBetween && !isZero(gradient, gradient.at(y, x))) {
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = y;
          right = Math.max(right, x);
        }
      }
    }
    return bottom < 0
        ? cut(gradient, 0, 0, 0, 0, lanes)
        : cut(gradient, top, left, bottom, right, lanes);
  }

  /** All of it. */
  public static Patch whole(Volume gradient) {
    return new Patch(0, 0, gradient);
  }

  private static boolean isZero(Volume gradient, int at) {
    for (int i = at; i < at + gradient.channels; i++) {
      if (gradient.data[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static Patch cut(
      Volume from, int top, int left, int bottom, int right, int lanes) {
    int height = bottom - top + 1;
    int width = right - left + 1;
    if (height == from.height && width == from.width) {
      return whole(from);
    }
    Volume cut = Volume.of(new Shape.Maps(from.channels, height, width), lanes);
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          from.data, from.at(top + y, left), cut.data, cut.at(y, 0), width * from.pitch);
    }
    return new Patch(top, left, cut);
  }

  /** How many numbers a pixel has. */
  public int channels() {
    return volume.channels;
  }

  /** Its height in pixels. */
  public int height() {
    return volume.height;
  }

  /** Its width in pixels. */
  public int width() {
    return volume.width;
  }

  /**
   * A kernel that adds a patch to the volume on which it lies; what lies past the border belongs to
   * the cells that the padding repeats, or to nobody.
   */
  public static Kernel adding(long top, long left, int channels, PaddingMode mode) {
    return BackwardKernels.byBlock(channels, (inputs, out, from, to) -> {
      Volume patch = inputs.getFirst();
      for (int y = 0; y < patch.height; y++) {
        int row = Lookup.cell(top + y, out.height, mode);
        for (int x = 0; row != Lookup.OUTSIDE && x < patch.width; x++) {
          int column = Lookup.cell(left + x, out.width, mode);
          if (column != Lookup.OUTSIDE) {
            int source = patch.at(y, x);
            int target = out.at(row, column);
            for (int c = from; c < to; c++) {
              out.data[target + c] += patch.data[source + c];
            }
          }
        }
      }
    });
  }
}
