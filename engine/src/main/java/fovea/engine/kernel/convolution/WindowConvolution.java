package fovea.engine.kernel.convolution;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * A convolution whose windows cover only a few numbers, as where a network reads a picture. The rows
 * that some output rows need are laid out with their padding, pixel behind pixel without a gap; where a
 * window's numbers lie, seen from its corner, is written down once.
 */
public final class WindowConvolution implements ConvolutionKernel {

  private static final int ROWS = WindowKernel.ROWS;

  /** Numbers that a window covers, at the most: their weights stay in the first-level cache. */
  private static final int COVERED = 256;

  /** Floats of a band, 64 KB. */
  private static final int BAND = 1 << 14;

  /** Windows whose sums are still in the first-level cache when they are finished. */
  private static final int BLOCK = 16 * ROWS;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Band band;
  private final int width;

  /** Where a window's numbers lie, seen from its corner. */
  private final int[] offsets;

  /** Output channels, rounded up to whole vectors. */
  private final int channels;

  /** For two vectors of channels after the other, and for each number of a window, the weights. */
  private final float[] weights;

  private final float[] bias;

  /** Packs the weights. */
  public WindowConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv.withoutWeights();
    this.epilogue = epilogue;
    this.band = new Band(conv, conv.inPerGroup);
    this.width = conv.columns.length();
    this.offsets = new int[conv.taps() * conv.inPerGroup];
    this.bias = conv.paddedBias();
    this.channels = bias.length;
    this.weights = new float[offsets.length * channels];
    repack(conv);
  }

  @Override
  public void repack(Convolution conv) {
    conv.biases(bias);
    int k = 0;
    for (int ky = 0; ky < conv.rows.taps(); ky++) {
      for (int kx = 0; kx < conv.columns.taps(); kx++) {
        for (int c = 0; c < conv.inPerGroup; c++) {
          offsets[k] = band.tap(ky, kx) + c;
          for (int o = 0; o < conv.out(); o++) {
            int first = o / Panels.WIDE * Panels.WIDE;
            weights[first * offsets.length + k * lanes(first) + o - first] = conv.weight(o, c, ky,
                kx);
          }
          k++;
        }
      }
    }
  }

  /** How many channels are computed at once, from the given one on. */
  private int lanes(int channel) {
    return Math.min(Panels.WIDE, channels - channel);
  }

  /** Whether a convolution is of this kind. */
  public static boolean fits(Convolution conv) {
    return conv.groups == 1 && conv.taps() > 1 && (long) conv.taps() * conv.inPerGroup <= COVERED
        && Band.fits(conv, conv.inPerGroup, 1);
  }

  @Override
  public String description() {
    return "direct %d×%d, few numbers, %d-bit".formatted(
        conv.rows.taps(), conv.columns.taps(), Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes()
        + (long) Float.BYTES * (weights.length + bias.length + offsets.length);
  }

  /** A slice is a row. */
  @Override
  public int slices() {
    return conv.rows.length();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    int step = Math.min(band.rows(BAND), to - from);
    // Whole vectors are copied, the last one past the end.
    float[] rows = Scratch.ofThread().first(band.height(step) * band.length + Lanes.LENGTH);
    int[] corners = new int[BLOCK];
    int[] targets = new int[BLOCK];
    for (int first = from; first < to; first += step) {
      int end = Math.min(first + step, to);
      band.fill(inputs.getFirst(), 0, first, end, 0, rows, 0);
      for (int pixel = first * width; pixel < end * width; pixel += BLOCK) {
        int pixels = Math.min(BLOCK, end * width - pixel);
        int y = pixel / width - first;
        int x = pixel % width;
        for (int i = 0; i < Math.ceilDiv(pixels, ROWS) * ROWS; i++) {
          corners[i] = band.corner(y, x);
          targets[i] = output.at(first + y, x);
          // The last six are filled up with the last one, which is then computed several times.
          if (i < pixels - 1) {
            x++;
            if (x == width) {
              x = 0;
              y++;
            }
          }
        }
        multiply(rows, corners, output.data, targets, pixels);
        if (!epilogue.isEmpty()) {
          epilogue.apply(output.data, targets[0], output.pitch, inputs, output, pixel, pixels, 0,
              channels);
        }
      }
    }
  }

  private void multiply(float[] rows, int[] corners, float[] out, int[] targets, int pixels) {
    for (int channel = 0; channel < channels; channel += Panels.WIDE) {
      int at = channel * offsets.length;
      for (int first = 0; first < pixels; first += ROWS) {
        if (lanes(channel) == Panels.WIDE) {
          WindowKernel.wideLoop(rows, corners, first, offsets, weights, at, bias, channel, out,
              targets);
        } else {
          WindowKernel.narrowLoop(
              rows, corners, first, offsets, weights, at, bias, channel, out, targets);
        }
      }
    }
  }
}
