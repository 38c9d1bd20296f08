package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution in which every channel keeps to itself: a vector of channels is multiplied with a
 * vector of weights, tap by tap. There is nothing to share between channels, so no tiles are needed;
 * but three by three weights stay in registers while a vector of channels goes along some rows. Larger
 * kernels are cut into blocks of three by three taps.
 *
 * <p>The input comes in bands of few channels, so that a window's pixels are neighbours in the
 * first-level cache. They are copied, or computed on the spot by the pointwise convolution before:
 * then its output, often the largest of the network, never goes through memory.
 */
public final class DepthwiseConvolution implements ConvolutionKernel {

  private static final int THREE = 3;

  private static final int NINE = THREE * THREE;

  /** Floats of a pixel in a band: the channels of a panel. */
  private static final int PITCH = Panels.WIDE;

  /** Floats of a band, 64 KB: it is read once more soon after it was written. */
  private static final int BAND = 1 << 14;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final @Nullable Expansion expansion;
  private final Band band;
  private final int pitch;
  private final List<Block> blocks = new ArrayList<>();

  /** For each tap of each block, one weight a channel. */
  private final float[] weights;

  private final float[] bias;

  /**
   * Three by three taps.
   *
   * @param corner the first one's place in the band, seen from the window's first pixel
   * @param middle where the second row is, seen from the first one
   * @param bottom where the third row is
   * @param right where the second column is
   * @param farRight where the third column is
   */
  private record Block(int corner, int middle, int bottom, int right, int farRight) {}

  /** Packs the weights, and those of the pointwise convolution before it, if there is one. */
  public DepthwiseConvolution(Convolution conv, Epilogue epilogue, @Nullable Expansion expansion) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.expansion = expansion;
    this.pitch = Math.ceilDiv(conv.out(), LENGTH) * LENGTH;
    this.band = new Band(conv, PITCH);
    this.bias = conv.paddedBias();
    int height = conv.rows.taps();
    int width = conv.columns.taps();
    this.weights = new float[Math.ceilDiv(height, THREE) * Math.ceilDiv(width, THREE) * NINE
        * pitch];
    repack(conv);
  }

  @Override
  public void repack(Convolution conv) {
    blocks.clear();
    conv.biases(bias);
    int height = conv.rows.taps();
    int width = conv.columns.taps();
    for (int top = 0; top < height; top += THREE) {
      for (int left = 0; left < width; left += THREE) {
        addBlock(conv, top, left, shifted(top, height), shifted(left, width));
      }
    }
  }

  /** Where a block begins that is to have its taps from the given one on, but none behind the last. */
  private static int shifted(int tap, int taps) {
    return Math.clamp(taps - THREE, 0, tap);
  }

  /** The taps from {@code top} and {@code left} on are new; those before have weight zero here. */
  private void addBlock(Convolution conv, int top, int left, int firstRow, int firstColumn) {
    int at = blocks.size() * NINE * pitch;
    int lastRow = conv.rows.taps() - 1;
    int lastColumn = conv.columns.taps() - 1;
    for (int ky = top; ky <= Math.min(firstRow + THREE - 1, lastRow); ky++) {
      for (int kx = left; kx <= Math.min(firstColumn + THREE - 1, lastColumn); kx++) {
        int tap = (ky - firstRow) * THREE + kx - firstColumn;
        for (int c = 0; c < conv.out(); c++) {
          weights[at + tap * pitch + c] = conv.weight(c, 0, ky, kx);
        }
      }
    }
    int corner = band.tap(firstRow, firstColumn);
    blocks.add(new Block(
        corner,
        band.tap(Math.min(firstRow + 1, lastRow), firstColumn) - corner,
        band.tap(Math.min(firstRow + 2, lastRow), firstColumn) - corner,
        band.tap(firstRow, Math.min(firstColumn + 1, lastColumn)) - corner,
        band.tap(firstRow, Math.min(firstColumn + 2, lastColumn)) - corner));
  }

  /** Whether a convolution is of this kind. */
  public static boolean fits(Convolution conv) {
    return conv.inPerGroup == 1 && conv.outPerGroup == 1 && Band.fits(conv, PITCH, 1);
  }

  /** Whether a layer is of this kind and pads with zeros; of what is unusual, it says no. */
  public static boolean fits(LayerReading layer) {
    if (!(layer.node().layer() instanceof Conv2d conv)
        || !(layer.inputShape() instanceof Maps in)
        || !(layer.output() instanceof Maps out)) {
      return false;
    }
    Window window = conv.window();
    int width = window.kernel().width();
    int height = window.kernel().height();
    return conv.groups() == in.channels() && in.channels() == out.channels()
        && conv.paddingMode() == PaddingMode.ZEROS
        && conv.dilation().equals(Pair.of(1))
        && window.before().width() < width && window.after().width() < width
        && window.before().height() < height && window.after().height() < height
        && Band.fits(height, in.width() + 2L * width, PITCH);
  }

  @Override
  public String description() {
    return (expansion == null ? "" : expansion.description() + ", ")
        + "depthwise %d×%d, %d-bit".formatted(conv.rows.taps(), conv.columns.taps(), Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return (expansion == null ? 0 : expansion.bytes())
        + epilogue.bytes() + (long) Float.BYTES * (weights.length + bias.length);
  }

  /** A slice is a row of a panel's channels; the rows of a panel are neighbours. */
  @Override
  public int slices() {
    return conv.rows.length() * Math.ceilDiv(pitch, PITCH);
  }

  /** Neighbouring rows read the same rows of the input. */
  @Override
  public int together() {
    return conv.rows.length();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    int height = conv.rows.length();
    int slice = from;
    while (slice < to) {
      int panel = slice / height;
      int end = Math.min(to, (panel + 1) * height);
      compute(inputs, output, panel, slice - panel * height, end - panel * height);
      slice = end;
    }
  }

  /** Computes some rows of a panel's channels. */
  private void compute(List<Volume> inputs, Volume output, int panel, int from, int to) {
    int step = Math.min(band.rows(BAND), to - from);
    int overlap = Math.max(0, conv.rows.reach() - conv.rows.stride());
    // What the last pixel of a row computes beside itself reads a little further.
    float[] laidOut = Scratch.ofThread()
        .first(Volume.FIRST + band.height(step) * band.length + PITCH);
    int known = 0;
    for (int first = from; first < to; first += step) {
      int end = Math.min(first + step, to);
      if (expansion == null) {
        band.fill(inputs.getFirst(), panel * PITCH, first, end, known, laidOut, Volume.FIRST);
      } else {
        expansion.fill(inputs.getFirst(), panel, band, first, end, known, laidOut, Volume.FIRST);
      }
      sumUp(laidOut, inputs, output, panel, first, end);
      if (end < to && overlap > 0) {
        System.arraycopy(laidOut, Volume.FIRST + (band.height(step) - overlap) * band.length,
            laidOut, Volume.FIRST, overlap * band.length);
        known = overlap;
      }
    }
  }

  private void sumUp(float[] laidOut, List<Volume> inputs, Volume output, int panel, int first,
      int end) {
    int endChannel = Math.min((panel + 1) * PITCH, pitch);
    for (int c = panel * PITCH; c < endChannel; c += LENGTH) {
      int from = Volume.FIRST + c - panel * PITCH;
      for (int block = 0; block < blocks.size(); block++) {
        boolean isLast = block == blocks.size() - 1 && epilogue.isClamp();
        float low = isLast ? epilogue.bottom() : Float.NEGATIVE_INFINITY;
        float high = isLast ? epilogue.top() : Float.POSITIVE_INFINITY;
        float[] start = block == 0 ? bias : output.data;
        int startAt = block == 0 ? c : output.at(first, 0) + c;
        int startStep = block == 0 ? 0 : output.pitch;
        Block taps = blocks.get(block);
        int at = from + taps.corner;
        int weightAt = block * NINE * pitch + c;
        if (conv.columns.stride() == 1 && taps.right == PITCH && taps.farRight == 2 * PITCH) {
          DepthwiseKernel.pairLoop(laidOut, at, taps.middle, taps.bottom, band.corner(1, 0),
              weights,
              weightAt, start, startAt,
              startStep, low, high, output, first, end, c);
        } else {
          DepthwiseKernel.blockLoop(laidOut, at, taps.middle, taps.bottom, taps.right,
              taps.farRight,
              band.corner(1, 0), band.corner(0, 1), weights, weightAt, start, startAt, startStep,
              low, high,
              output, first, end, c);
        }
      }
    }
    if (!epilogue.isClamp()) {
      epilogue.apply(output.data, output.at(first, 0) + panel * PITCH, output.pitch, inputs, output,
          first * output.width, (end - first) * output.width, panel * PITCH, endChannel);
    }
  }
}
