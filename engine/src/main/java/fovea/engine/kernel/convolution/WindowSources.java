package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;

/** Where the pixels that a window reads begin in a volume. */
final class WindowSources {

  private WindowSources() {}

  /**
   * All taps in order; what lies outside the input reads the volume's pixel of zeros.
   *
   * @param first where the first tap is written
   * @param step how far the next one is from it
   */
  static void fill(Lookup rows, Lookup columns, Volume in, int y, int x, int[] sources, int first,
      int step) {
    int at = first;
    for (int ky = 0; ky < rows.taps(); ky++) {
      int iy = rows.source(y, ky);
      for (int kx = 0; kx < columns.taps(); kx++) {
        int ix = columns.source(x, kx);
        boolean outside = iy == Lookup.OUTSIDE || ix == Lookup.OUTSIDE;
        sources[at] = outside ? in.zeros() : in.at(iy, ix);
        at += step;
      }
    }
  }

  /** The taps inside the input only; returns how many they are. */
  static int inside(Lookup rows, Lookup columns, Volume in, int y, int x, int[] sources) {
    int count = 0;
    for (int ky = 0; ky < rows.taps(); ky++) {
      int iy = rows.source(y, ky);
      for (int kx = 0; iy != Lookup.OUTSIDE && kx < columns.taps(); kx++) {
        int ix = columns.source(x, kx);
        if (ix != Lookup.OUTSIDE) {
          sources[count++] = in.at(iy, ix);
        }
      }
    }
    return count;
  }
}
