package fovea.engine.kernel;

import java.util.Arrays;

/**
 * The input rows that some output rows of a convolution read, copied side by side with their padding:
 * whoever reads a band need not know where the picture ends. Only for windows, whose output rows read
 * the padded input at multiples of the stride.
 */
final class Band {

  /** Floats that a band may take, 16 MB: more would be mostly padding or never be in a cache. */
  private static final int MAX_FLOATS = 1 << 22;

  private final Lookup rows;
  private final Lookup columns;

  /** Floats of a pixel. */
  final int pitch;

  /** Floats of a row. */
  final int length;

  Band(Convolution conv, int pitch) {
    this.rows = conv.rows;
    this.columns = conv.columns;
    this.pitch = pitch;
    this.length = columns.paddedLength() * pitch;
  }

  /** Whether a convolution can be read from bands for at least so many output rows. */
  static boolean fits(Convolution conv, int pitch, int outputRows) {
    long height = (outputRows - 1L) * conv.rows.stride() + conv.rows.reach();
    return conv.rows.isWindow() && conv.columns.isWindow()
        && height * conv.columns.paddedLength() * pitch <= MAX_FLOATS;
  }

  /** How many output rows can be read from a band of so many floats; at least one. */
  int rows(int floats) {
    return Math.max(1, (floats / length - rows.reach()) / rows.stride() + 1);
  }

  /** How many rows of a band so many output rows need. */
  int height(int outputRows) {
    return (outputRows - 1) * rows.stride() + rows.reach();
  }

  /**
   * Copies what the output rows {@code from} to {@code to}, exclusive, read.
   *
   * @param band takes {@code height(to - from) * length} floats
   */
  void fill(Volume in, int from, int to, float[] band) {
    int top = from * rows.stride();
    for (int y = 0; y < height(to - from); y++) {
      fillRow(in, rows.padded(top + y), band, y * length);
    }
  }

  /** Copies a row, neighbours that stay neighbours in one go. */
  private void fillRow(Volume in, int iy, float[] band, int target) {
    int width = columns.paddedLength();
    int x = 0;
    while (x < width) {
      int ix = iy == Lookup.OUTSIDE ? Lookup.OUTSIDE : columns.padded(x);
      int end = x + 1;
      if (ix == Lookup.OUTSIDE) {
        Arrays.fill(band, target + x * pitch, target + end * pitch, 0);
      } else {
        while (end < width && columns.padded(end) == ix + end - x) {
          end++;
        }
        copy(in.data, in.at(iy, ix), in.pitch, band, target + x * pitch, end - x);
      }
      x = end;
    }
  }

  private void copy(float[] from, int source, int sourcePitch, float[] to, int target, int pixels) {
    if (pitch == sourcePitch) {
      System.arraycopy(from, source, to, target, pixels * pitch);
    } else {
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int c = 0; c < pitch; c++) {
          to[target + pixel * pitch + c] = from[source + pixel * sourcePitch + c];
        }
      }
    }
  }

  /** Where the window of an output pixel begins, {@code row} rows behind the band's first one. */
  int corner(int row, int x) {
    return row * rows.stride() * length + x * columns.stride() * pitch;
  }

  /** How far behind that corner a tap is. */
  int tap(int ky, int kx) {
    return ky * rows.dilation() * length + kx * columns.dilation() * pitch;
  }
}
