package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.convolution.AbreastKernel.LEFT;
import static fovea.engine.kernel.convolution.AbreastKernel.RIGHT;
import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution's weights where pictures lie abreast: {@code Σ gradient[o, pixel] · in[c, pixel +
 * tap]}, vector by vector, whose lanes are added up at last. A tile is a few output channels by a few numbers
 * of a window, whose sums stay in registers while some rows pass. Immutable, for many threads.
 */
public final class AbreastGradient {

  /** Floats of a channel that pass before the next tile, so that they stay in the first-level cache. */
  private static final int BLOCK = 1 << 10;

  private static final int TILE = LEFT * RIGHT;

  private final Convolution conv;
  private final AbreastBand band;

  /** Output rows of a block. */
  private final int rows;

  /**
   * For each number that a window covers, where its weight for the first output channel lies; and how far
   * apart those of two channels are.
   */
  private final int[] places;
  private final int apart;

  /** Whether a tile has {@link AbreastKernel#LEFT} output channels; else it has as many numbers of a window. */
  private final boolean outsLeft;

  private final int left;
  private final int right;

  /** A convolution's, which reads what the layer has read and gives what the layer has given. */
  public AbreastGradient(Convolution conv) {
    this.conv = conv.withoutWeights();
    this.band = new AbreastBand(conv);
    this.rows = Math.max(1, BLOCK / (conv.columns.length() * LENGTH));
    this.places = new int[band.offsets.length];
    Arrays.setAll(places, k -> conv.place(0, band.channel(k), band.tap(k)));
    this.apart = conv.out() == 1 ? 0 : conv.place(1, 0, 0) - conv.place(0, 0, 0);
    this.outsLeft = tiles(conv.out(), places.length) <= tiles(places.length, conv.out());
    this.left = outsLeft ? conv.out() : places.length;
    this.right = outsLeft ? places.length : conv.out();
  }

  private static long tiles(int left, int right) {
    return (long) Math.ceilDiv(left, LEFT) * Math.ceilDiv(right, RIGHT);
  }

  /** How many pieces there are that can be computed side by side. */
  public int tiles() {
    return Math.toIntExact(tiles(left, right));
  }

  /**
   * Computes the gradients of some tiles' weights.
   *
   * @param in for each few pictures that lie abreast the channels that the layer has read
   * @param gradient the same of what it has given
   * @param from the first tile
   * @param to the one behind the last
   * @param gradients where they go, in the weights' order
   */
  public void compute(List<List<Volume>> in, List<List<Volume>> gradient, int from, int to,
      float[] gradients) {
    float[] sums = Scratch.ofThread().second((to - from) * TILE * LENGTH);
    Arrays.fill(sums, 0, (to - from) * TILE * LENGTH, 0);
    int height = conv.rows.length();
    for (int group = 0; group < in.size(); group++) {
      for (int first = 0; first < height; first += band.rows) {
        int end = Math.min(height, first + band.rows);
        float[] laidOut = band.fill(in.get(group), first, end);
        for (int y = first; y < end; y += rows) {
          int count = Math.min(rows, end - y);
          for (int tile = from; tile < to; tile++) {
            add(laidOut, band.corner(y - first, 0), gradient.get(group), y, count,
                tile, sums, (tile - from) * TILE * LENGTH);
          }
        }
      }
    }
    store(from, to, sums, gradients);
  }

  private void add(float[] laidOut, int corner, List<Volume> gradient, int y, int height, int tile,
      float[] sums, int at) {
    int l = tile / Math.ceilDiv(right, RIGHT) * LEFT;
    int r = tile % Math.ceilDiv(right, RIGHT) * RIGHT;
    int line = conv.columns.length() * LENGTH;
    int down = band.corner(1, 0) - band.corner(0, 0);
    float[] given = gradient.getFirst().data;
    // What a tile has too much is computed once more, and not stored.
    if (outsLeft) {
      AbreastKernel.fourByThreeLoop(given, out(gradient, y, l), out(gradient, y, l + 1),
          out(gradient, y, l + 2), out(gradient, y, l + 3), line, laidOut, corner + offset(r),
          corner + offset(r + 1), corner + offset(r + 2), down, line, height, sums, at);
    } else {
      AbreastKernel.fourByThreeLoop(laidOut, corner + offset(l), corner + offset(l + 1),
          corner + offset(l + 2), corner + offset(l + 3), down, given, out(gradient, y, r),
          out(gradient, y, r + 1), out(gradient, y, r + 2), line, line, height, sums, at);
    }
  }

  private static int out(List<Volume> gradient, int y, int o) {
    return gradient.get(Math.min(o, gradient.size() - 1)).at(y, 0);
  }

  /** Where a window's k-th number lies, or the last one's behind it. */
  private int offset(int k) {
    return band.offsets[Math.min(k, places.length - 1)];
  }

  private void store(int from, int to, float[] sums, float[] gradients) {
    float[] found = new float[TILE];
    for (int tile = from; tile < to; tile++) {
      AbreastKernel.reduceLoop(sums, (tile - from) * TILE * LENGTH, TILE, found);
      int l = tile / Math.ceilDiv(right, RIGHT) * LEFT;
      int r = tile % Math.ceilDiv(right, RIGHT) * RIGHT;
      for (int i = 0; i < Math.min(LEFT, left - l); i++) {
        for (int j = 0; j < Math.min(RIGHT, right - r); j++) {
          int o = outsLeft ? l + i : r + j;
          int k = outsLeft ? r + j : l + i;
          gradients[places[k] + o * apart] = found[i * RIGHT + j];
        }
      }
    }
  }
}
