package fovea.engine.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any convolution that mixes channels, as one multiplication of matrices that is never written out:
 * rows are output pixels, columns are output channels, and what is summed over are taps and input
 * channels. Tiles of {@link MicroKernel#ROWS} pixels by one or two vectors of channels stay in
 * registers. A tile's rows look up their input pixels in a table of offsets, tap by tap, so kernel
 * size, stride, dilation, padding and transposition cost nothing extra and nothing is copied.
 *
 * <p>Except where a row of the kernel covers neighbouring pixels of one group: then the band of input
 * rows that some output rows need is laid out with its padding first, so that all channels of all taps
 * in a row of the kernel stand side by side and one long loop takes the place of several short ones.
 */
final class DenseConvolution implements Kernel {

  private static final int ROWS = MicroKernel.ROWS;

  /** Pixels that pass while one panel of weights stays in the cache. */
  private static final int BLOCK = 16 * ROWS;

  /** Floats of a band that go well with the weights into the first-level cache. */
  private static final int BAND = 1 << 14;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Panels panels;
  private final int width;
  private final int pixels;
  private final @Nullable Band band;

  /** Pixels of a block: whole rows of the output if there are bands. */
  private final int block;

  /** Whether every output pixel reads one pixel of the input, none of them in the padding. */
  private final boolean isPointwise;

  DenseConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.width = conv.columns.length();
    this.pixels = conv.rows.length() * width;
    this.band = inBands(conv) ? new Band(conv, conv.inPerGroup) : null;
    this.isPointwise = conv.taps() == 1 && conv.rows.isInside() && conv.columns.isInside();
    this.panels = Panels.of(conv, band == null ? conv.taps() : conv.rows.taps());
    this.block = band == null
        ? BLOCK
        : width * Math.min(conv.rows.length(), Math.max(minRows(conv), band.rows(BAND)));
  }

  private static boolean inBands(Convolution conv) {
    return conv.groups == 1 && conv.columns.taps() > 1 && conv.columns.dilation() == 1
        && Band.fits(conv, conv.inPerGroup, minRows(conv));
  }

  /** Output rows of a block, at the least. */
  private static int minRows(Convolution conv) {
    return Math.min(conv.rows.length(), Math.ceilDiv(BLOCK, conv.columns.length()));
  }

  @Override
  public String description() {
    return "direct %d×%d, %s%d-bit".formatted(
        conv.rows.taps(), conv.columns.taps(), band == null ? "" : "rows laid out, ", Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + panels.bytes();
  }

  /** One slice is a block of pixels for one panel of channels; the panels of a block are neighbours. */
  @Override
  public int slices() {
    return Math.ceilDiv(pixels, block) * panels.count();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    int[] sources = new int[Math.ceilDiv(block, ROWS) * ROWS * panels.taps()];
    int[] targets = new int[Math.ceilDiv(block, ROWS) * ROWS];
    float[] data = in.data;
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int panel = slice % panels.count();
      int first = slice / panels.count() * block;
      int end = Math.min(first + block, pixels);
      if (first != prepared) {
        if (band != null) {
          data = Scratch.ofThread().first(band.height(block / width) * band.length);
          band.fill(in, first / width, end / width, data);
        }
        lookUp(in, output, first, end, sources, targets);
        prepared = first;
      }
      for (int row = 0; row < end - first; row += ROWS) {
        panels.multiply(
            panel, 0, panels.taps(), data, sources, row * panels.taps(), output.data, targets, row);
      }
      epilogue.apply(inputs, output, first, end, panels.firstChannel(panel),
          panels.endChannel(panel));
    }
  }

  /**
   * Where each pixel of a block reads its taps and writes its result. The last tile is filled up with
   * its last pixel, which is then computed several times: the same number in the same place.
   */
  private void lookUp(Volume in, Volume out, int first, int end, int[] sources, int[] targets) {
    int rows = Math.ceilDiv(end - first, ROWS) * ROWS;
    int y = first / width;
    int x = first % width;
    for (int tile = 0; tile < rows; tile += ROWS) {
      for (int lane = 0; lane < ROWS; lane++) {
        int at = tile * panels.taps() + lane;
        targets[tile + lane] = (y * width + x) * out.pitch;
        if (band != null) {
          lookUp(band.corner(y - first / width, x), band.tap(1, 0), sources, at);
        } else if (isPointwise) {
          sources[at] = in.at(y * conv.rows.stride(), x * conv.columns.stride());
        } else {
          WindowSources.fill(conv.rows, conv.columns, in, y, x, sources, at, ROWS);
        }
        if (y * width + x < end - 1) {
          x++;
          if (x == width) {
            x = 0;
            y++;
          }
        }
      }
    }
  }

  /** The rows of the kernel, one {@code step} behind the other. */
  private void lookUp(int corner, int step, int[] sources, int first) {
    int source = corner;
    int at = first;
    for (int ky = 0; ky < panels.taps(); ky++) {
      sources[at] = source;
      source += step;
      at += ROWS;
    }
  }
}
