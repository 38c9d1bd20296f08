package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * The input rows that some output rows read, of pictures that lie abreast: laid out with their padding, channel by
 * channel. Where a window's numbers lie, seen from its corner, is written down once.
 */
final class AbreastBand {

  /** Floats that are laid out at a time, 128 KB: a part of a second-level cache. */
  private static final int FLOATS = 1 << 15;

  /** How many output rows can be read at a time. */
  final int rows;

  /** For each row of taps, channel and column of taps, where a window's vector lies. */
  final int[] offsets;

  private final Band band;
  private final int channels;
  private final int columns;

  /** Floats of a channel. */
  private final int plane;

  AbreastBand(Convolution conv) {
    this.channels = conv.inPerGroup;
    this.columns = conv.columns.taps();
    this.band = new Band(conv, LENGTH);
    this.rows = Math.clamp(band.rows(FLOATS / channels), 1, conv.rows.length());
    this.plane = band.height(rows) * band.length;
    this.offsets = new int[channels * conv.taps()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = channel(k) * plane + band.tap(tap(k) / columns, tap(k) % columns);
    }
  }

  /** The channel of the k-th number of a window. */
  int channel(int k) {
    return k / columns % channels;
  }

  /** The tap of the k-th number of a window. */
  int tap(int k) {
    return k / (columns * channels) * columns + k % columns;
  }

  /**
   * Lays out what some output rows read, in an array of the calling thread, valid until its next one.
   *
   * @param in a volume a channel
   * @param from the first row
   * @param to the one behind the last, at most {@link #rows} further
   */
  float[] fill(List<Volume> in, int from, int to) {
    float[] floats = Scratch.ofThread().large(Volume.FIRST + channels * plane);
    for (int c = 0; c < channels; c++) {
      band.fill(in.get(c), 0, from, to, 0, floats, Volume.FIRST + c * plane);
    }
    return floats;
  }

  /** Where the window of an output pixel begins, so many rows behind the first. */
  int corner(int row, int x) {
    return Volume.FIRST + band.corner(row, x);
  }
}
