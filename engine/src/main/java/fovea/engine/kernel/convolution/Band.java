package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

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

  /** How many pixels of a row stand for the padding before the input. */
  final int left;

  /** How many pixels of a row are of the input, where the padding is zeros. */
  final int inside;

  private final int above;

  Band(Convolution conv, int pitch) {
    this.rows = conv.rows;
    this.columns = conv.columns;
    this.pitch = pitch;
    this.length = columns.paddedLength() * pitch;
    this.above = outside(rows);
    this.left = outside(columns);
    this.inside = (int) IntStream.range(left, columns.paddedLength())
        .filter(place -> columns.padded(place) != Lookup.OUTSIDE).count();
  }

  /** How many places there are before the first one of the input. */
  private static int outside(Lookup lookup) {
    return (int) IntStream.range(0, lookup.paddedLength())
        .takeWhile(place -> lookup.padded(place) == Lookup.OUTSIDE).count();
  }

  /** Whether a convolution can be read from bands for at least so many output rows. */
  static boolean fits(Convolution conv, int pitch, int outputRows) {
    long height = (outputRows - 1L) * conv.rows.stride() + conv.rows.reach();
    return conv.rows.isWindow() && conv.columns.isWindow()
        && fits(height, conv.columns.paddedLength(), pitch);
  }

  /** Whether so many rows of so many pixels are not too large. */
  static boolean fits(long height, long width, int pitch) {
    return height <= MAX_FLOATS && width <= MAX_FLOATS && height * width <= MAX_FLOATS / pitch;
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
   * @param channel the first channel that is copied
   * @param known how many rows are there already
   * @param band takes {@code height(to - from) * length} floats, and another vector
   * @param at where they begin
   */
  void fill(Volume in, int channel, int from, int to, int known, float[] band, int at) {
    int top = from * rows.stride();
    for (int y = known; y < height(to - from); y++) {
      fillRow(in, channel, rows.padded(top + y), band, at + y * length);
    }
  }

  /** Fills only what stands for the padding, with zeros. */
  void pad(int from, int to, int known, float[] band, int at) {
    int top = from * rows.stride();
    for (int y = known; y < height(to - from); y++) {
      boolean isOutside = rows.padded(top + y) == Lookup.OUTSIDE;
      int row = at + y * length;
      Arrays.fill(band, row, row + (isOutside ? length : left * pitch), 0);
      Arrays.fill(band, row + (left + inside) * pitch, row + length, 0);
    }
  }

  /** Which input row the band of an output row begins with; above the first one it is negative. */
  int top(int outputRow) {
    return outputRow * rows.stride() - above;
  }

  /** Copies a row, neighbours that stay neighbours in one go. */
  private void fillRow(Volume in, int channel, int iy, float[] band, int target) {
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
        copy(in.data, in.at(iy, ix) + channel, in.pitch, band, target + x * pitch, end - x);
      }
      x = end;
    }
  }

  private void copy(float[] from, int source, int sourcePitch, float[] to, int target, int pixels) {
    if (pitch == sourcePitch) {
      System.arraycopy(from, source, to, target, pixels * pitch);
    } else {
      copyLoop(from, source, sourcePitch, to, target, pixels);
    }
  }

  /**
   * In whole vectors, a pixel's last one first: what it copies too much, the next pixel's first one or
   * the next row overwrites.
   */
  private void copyLoop(float[] from, int source, int sourcePitch, float[] to, int target,
      int pixels) {
    for (int c = (pitch - 1) / LENGTH * LENGTH; c >= 0; c -= LENGTH) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        FloatVector.fromArray(SPECIES, from, source + c + pixel * sourcePitch)
            .intoArray(to, target + c + pixel * pitch);
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
