package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
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
public final class DenseConvolution implements ConvolutionKernel {

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

  /**
   * Whether sums are gathered in a buffer before they are finished into the output: worth it when they
   * are touched more often than once, since pixels of many channels lie so far apart that they displace
   * each other from the first-level cache.
   */
  private final boolean gathers;

  /** Pixels of a block: whole rows of the output if there are bands. */
  private final int block;

  /** Where the pixels of a whole block read a band, which is the same for all blocks; else empty. */
  private final int[] ofBlock;

  /** Whether every output pixel reads one pixel of the input, none of them in the padding. */
  private final boolean isPointwise;

  /** Packs the weights. */
  public DenseConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv.withoutWeights();
    this.epilogue = epilogue;
    this.width = conv.columns.length();
    this.pixels = conv.rows.length() * width;
    this.band = inBands(conv) ? new Band(conv, conv.inPerGroup) : null;
    this.isPointwise = conv.taps() == 1 && conv.rows.isInside() && conv.columns.isInside();
    this.panels = Panels.of(conv, band == null ? conv.taps() : conv.rows.taps());
    this.gathers = epilogue.adds() || conv.taps() * conv.inPerGroup > Panels.PART;
    this.block = band == null
        ? evenBlock(pixels)
        : width * Math.clamp(band.rows(BAND), minRows(conv), conv.rows.length());
    this.ofBlock = band == null ? new int[0] : sources();
    if (band != null) {
      lookUpBand(band, 0, block, ofBlock);
    }
  }

  /** About {@link #BLOCK}, so that no rest is left for which all weights would have to be fetched. */
  private static int evenBlock(int pixels) {
    int tiles = Math.ceilDiv(pixels, ROWS);
    return Math.ceilDiv(tiles, Math.ceilDiv(tiles * ROWS, BLOCK)) * ROWS;
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
  public void repack(Convolution other) {
    panels.repack(other);
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

  /** What is laid out for a block serves all its panels. */
  @Override
  public int together() {
    return band == null ? 1 : panels.count();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    int[] ownSources = ofBlock.length > 0 && pixels % block == 0 ? ofBlock : sources();
    int[] sources = ofBlock;
    int[] targets = new int[Math.ceilDiv(block, ROWS) * ROWS];
    float[] sums = gathers
        ? Scratch.ofThread().second(targets.length * Panels.WIDE)
        : output.data;
    float[] data = in.data;
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int panel = slice % panels.count();
      int first = slice / panels.count() * block;
      int end = Math.min(first + block, pixels);
      if (first != prepared) {
        if (band != null) {
          data = layOut(in, first / width, end / width, band);
        }
        if (end - first == block && ofBlock.length > 0) {
          sources = ofBlock;
        } else {
          sources = ownSources;
          lookUp(in, first, end, sources);
        }
        for (int row = 0; row < targets.length; row++) {
          targets[row] = gathers ? row * Panels.WIDE : output.at(Math.min(first + row, end - 1));
        }
        prepared = first;
      }
      int channel = panels.firstChannel(panel);
      panels.multiply(panel, data, sources, sums, targets, gathers ? 0 : channel,
          end - first);
      if (gathers) {
        epilogue.apply(sums, 0, Panels.WIDE, inputs, output, first, end - first, channel,
            panels.endChannel(panel));
      } else if (!epilogue.isEmpty()) {
        epilogue.apply(sums, output.at(first) + channel, output.pitch, inputs, output, first,
            end - first, channel, panels.endChannel(panel));
      }
    }
  }

  /** Room for where each pixel of a block reads its taps. */
  private int[] sources() {
    return new int[Math.ceilDiv(block, ROWS) * ROWS * panels.taps()];
  }

  /** The band that some output rows read. */
  private float[] layOut(Volume in, int from, int to, Band of) {
    float[] rows = Scratch.ofThread().first(of.height(block / width) * of.length + LENGTH);
    of.fill(in, 0, from, to, 0, rows, 0);
    return rows;
  }

  /**
   * Where each pixel of a block reads its taps. The last tile is filled up with its last pixel, which
   * is then computed several times.
   */
  private void lookUp(Volume in, int first, int end, int[] sources) {
    if (band != null) {
      lookUpBand(band, first, end, sources);
      return;
    }
    for (int row = 0; row < Math.ceilDiv(end - first, ROWS) * ROWS; row++) {
      int pixel = Math.min(first + row, end - 1);
      int y = pixel / width;
      int x = pixel % width;
      int at = row / ROWS * ROWS * panels.taps() + row % ROWS;
      if (isPointwise) {
        sources[at] = in.at(y * conv.rows.stride(), x * conv.columns.stride());
      } else {
        WindowSources.fill(conv.rows, conv.columns, in, y, x, sources, at, ROWS);
      }
    }
  }

  private void lookUpBand(Band of, int first, int end, int[] sources) {
    for (int row = 0; row < Math.ceilDiv(end - first, ROWS) * ROWS; row++) {
      int pixel = Math.min(first + row, end - 1);
      lookUp(of.corner(pixel / width - first / width, pixel % width), of.tap(1, 0), sources,
          row / ROWS * ROWS * panels.taps() + row % ROWS);
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
