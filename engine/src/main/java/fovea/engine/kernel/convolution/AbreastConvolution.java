package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * A convolution of as many pictures as a vector has lanes, which lie abreast: each channel is a volume of its
 * own, and each of its vectors the same pixel of all pictures. So no lane is left empty, however few channels
 * there are.
 */
public final class AbreastConvolution {

  /** Pixels that pass before the next output channels: what they read stays in the first-level cache. */
  private static final int BLOCK = 32;

  /** Weights, at the most: a vector of sums is kept for each while their gradient is computed. */
  private static final int MOST = 1 << 20;

  private final Convolution conv;
  private final AbreastBand band;
  private final int width;
  private final int[] offsets;

  /** For a few output channels after the other, and for each number of a window, the weights. */
  private final float[] weights;

  private final float[] bias;

  /** For each output row, which of a window's numbers are not in rows of padding. */
  private final int[] firsts;
  private final int[] ends;

  /** Packs the weights. */
  public AbreastConvolution(Convolution conv) {
    this.conv = conv.withoutWeights();
    this.band = new AbreastBand(conv);
    this.width = conv.columns.length();
    this.offsets = band.offsets;
    this.firsts = new int[conv.rows.length()];
    this.ends = new int[firsts.length];
    int ofRow = conv.inPerGroup * conv.columns.taps();
    for (int y = 0; y < firsts.length; y++) {
      for (int ky = 0; ky < conv.rows.taps(); ky++) {
        if (conv.rows.source(y, ky) != Lookup.OUTSIDE) {
          firsts[y] = ends[y] == 0 ? ky * ofRow : firsts[y];
          ends[y] = (ky + 1) * ofRow;
        }
      }
    }
    this.bias = new float[padded(conv.out())];
    this.weights = new float[bias.length * offsets.length];
    repack(conv);
  }

  /** Whether a convolution is of this kind: one group, and its windows can be read from bands. */
  public static boolean fits(Convolution conv) {
    return conv.groups == 1
        && (long) conv.inPerGroup * conv.taps() * conv.outPerGroup <= MOST
        && Band.fits(conv, conv.inPerGroup * LENGTH, 1);
  }

  /** Output channels with those that fill up the last loop. */
  public static int padded(int out) {
    int rest = out % AbreastKernel.MANY;
    return out - rest + (rest == 0 ? 0 : few(rest) ? AbreastKernel.FEW : AbreastKernel.MANY);
  }

  private static boolean few(int outs) {
    return outs <= AbreastKernel.FEW;
  }

  /** How many output channels are computed at once, from the given one on. */
  private int outs(int o) {
    return Math.min(AbreastKernel.MANY, bias.length - o);
  }

  /** Packs other weights of the same shape; nobody may compute meanwhile. */
  public void repack(Convolution conv) {
    float[] taps = new float[conv.taps()];
    for (int row = 0; row < bias.length; row++) {
      int o = Math.min(row, conv.out() - 1);
      int first = row / AbreastKernel.MANY * AbreastKernel.MANY;
      int outs = outs(first);
      bias[row] = conv.bias(o);
      for (int c = 0; c < conv.inPerGroup; c++) {
        conv.weights(o, c, taps);
        int tap = 0;
        for (int ky = 0; ky < conv.rows.taps(); ky++) {
          int k = (ky * conv.inPerGroup + c) * conv.columns.taps();
          int at = first * offsets.length + k * outs + row - first;
          for (int kx = 0; kx < conv.columns.taps(); kx++) {
            weights[at + kx * outs] = taps[tap++];
          }
        }
      }
    }
  }

  /** How many output rows there are. */
  public int rows() {
    return conv.rows.length();
  }

  /**
   * Computes some output rows.
   *
   * @param in a volume a channel
   * @param out a volume a channel, one behind the other in one array
   * @param from the first row
   * @param to the one behind the last
   */
  public void compute(List<Volume> in, List<Volume> out, int from, int to) {
    int[] corners = new int[BLOCK];
    for (int first = from; first < to; first += band.rows) {
      int end = Math.min(to, first + band.rows);
      float[] rows = band.fill(in, first, end);
      for (int pixel = first * width; pixel < end * width; pixel += BLOCK) {
        int pixels = Math.min(BLOCK, end * width - pixel);
        for (int i = 0; i < pixels; i++) {
          corners[i] = band.corner((pixel + i) / width - first, (pixel + i) % width);
        }
        for (int o = 0; o < bias.length; o += AbreastKernel.MANY) {
          multiply(rows, corners, pixels, out, pixel, o);
        }
      }
    }
  }

  private void multiply(float[] rows, int[] corners, int pixels, List<Volume> out, int pixel,
      int o) {
    Volume target = out.get(o);
    int apart = out.size() == 1 ? 0 : out.get(1).at(0) - out.getFirst().at(0);
    int last = out.size() - 1 - o;
    int weightAt = o * offsets.length;
    for (int i = 0; i < pixels; i += 2) {
      // An odd one is computed twice.
      int other = Math.min(i + 1, pixels - 1);
      int y = (pixel + i) / width;
      int below = (pixel + other) / width;
      int from = Math.min(firsts[y], firsts[below]);
      int to = Math.max(ends[y], ends[below]);
      if (outs(o) == AbreastKernel.MANY) {
        AbreastKernel.sixByTwoLoop(rows, corners[i], corners[other], offsets, from, to, weights,
            weightAt, bias, o, target.data, target.at(pixel + i), target.at(pixel + other), apart,
            last);
      } else {
        AbreastKernel.fourByTwoLoop(rows, corners[i], corners[other], offsets, from, to, weights,
            weightAt, bias, o, target.data, target.at(pixel + i), target.at(pixel + other), apart,
            last);
      }
    }
  }
}
