package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * 3×3 convolutions of stride 1 by Winograd's F(4×4, 3×3): 36 multiplications give 4×4 outputs, for
 * which the direct sum needs 144. A tile of 6×6 input pixels is transformed, each of its 36 numbers is
 * multiplied with its transformed weight and summed over the input channels, and the 36 sums are
 * transformed back. Between the transformations stand 36 multiplications of matrices, one for each
 * place in the tile: their rows are tiles, their columns output channels.
 *
 * <p>Weights stay 3×3 in memory and are transformed where they are needed, by the numbers that go well
 * into the cache: that takes less time than to fetch four times as many from memory.
 *
 * <p>The sums differ from direct ones by about 1e-5 of a layer's largest value, since the
 * transformations add numbers that largely cancel each other.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin, Gray: Fast Algorithms for Convolutional
 *     Neural Networks</a>
 */
public final class Winograd implements ConvolutionKernel {

  private static final int ROWS = MicroKernel.ROWS;

  /** Outputs along one side of a tile. */
  private static final int OUT = 4;

  /** Inputs along one side of a tile: two more, for the kernel's reach. */
  private static final int IN = 6;

  /** The place whose sum every output of a tile gets once: there the bias is added. */
  private static final int EVERYWHERE = IN + 1;

  /** Tiles that are worked on together, between these: each transformed weight serves so many. */
  private static final int MIN_BLOCK = 5 * ROWS;
  private static final int MAX_BLOCK = 20 * ROWS;

  /** What transforming a weight costs, in multiplications. */
  private static final int TRANSFORM = 100;

  /** With fewer channels, the transformations take over. */
  private static final int MIN_CHANNELS = 16;

  /** Slices that a layer should have at least, so that many threads can share it. */
  private static final int MIN_SLICES = 8;

  /** Output channels of a slice, at the least: transforming the input for fewer would cost too much. */
  private static final int MIN_SLICE_CHANNELS = 64;

  /** Input channels that are multiplied at a time, whose weights stay in the second-level cache. */
  private static final int PART = 128;

  /** Floats that are transformed back at a time, for each of the 36 places. */
  private static final int LINE = 128;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Panels panels;
  private final float[] zeros = new float[Panels.WIDE];
  private final int tilesAcross;
  private final int tiles;

  /** Tiles of a block. */
  private final int block;

  /** Panels of a slice: all that a block has, or some of them if there are only a few blocks. */
  private final int group;

  /** Packs the weights. */
  public Winograd(Convolution conv, Epilogue epilogue) {
    this.conv = conv.withoutWeights();
    this.epilogue = epilogue;
    this.panels = Panels.of(conv, conv.taps());
    this.tilesAcross = Math.ceilDiv(conv.columns.length(), OUT);
    this.tiles = Math.ceilDiv(conv.rows.length(), OUT) * tilesAcross;
    // Larger where there are many channels: then more of the time goes into multiplications.
    long balanced = 2L * conv.inPerGroup * conv.out() / (conv.inPerGroup + conv.out());
    int blocks = Math.ceilDiv(tiles, Math.clamp(balanced, MIN_BLOCK, MAX_BLOCK));
    this.block = blocks == 1 ? tiles : wholeRows(Math.ceilDiv(tiles, blocks));
    int least = Math.ceilDiv(MIN_SLICE_CHANNELS, 2 * LENGTH);
    int shared = Math.ceilDiv(panels.count() * blocks, MIN_SLICES);
    this.group = Math.min(panels.count(), Math.max(least, shared));
  }

  /** Whether this way is the faster one. */
  public static boolean fits(Convolution conv) {
    return isThreeOfStrideOne(conv.rows) && isThreeOfStrideOne(conv.columns)
        && conv.groups == 1
        && Math.min(conv.inPerGroup, conv.outPerGroup) >= MIN_CHANNELS
        && isCheaper(conv.rows.length(), conv.columns.length());
  }

  private static boolean isThreeOfStrideOne(Lookup lookup) {
    return lookup.isWindow() && lookup.taps() == 3 && lookup.stride() == 1
        && lookup.dilation() == 1;
  }

  /** Compares, for each pair of channels, 36 products a tile with 9 a pixel. */
  private static boolean isCheaper(int height, int width) {
    long tiles = (long) Math.ceilDiv(height, OUT) * Math.ceilDiv(width, OUT);
    return IN * IN * tiles + TRANSFORM < 9L * height * width;
  }

  private static int wholeRows(int tiles) {
    return Math.ceilDiv(tiles, ROWS) * ROWS;
  }

  @Override
  public void repack(Convolution other) {
    panels.repack(other);
  }

  @Override
  public String description() {
    return "Winograd F(4×4, 3×3), %d tiles a block, %d-bit"
        .formatted(block, Lanes.BITS) + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + panels.bytes();
  }

  /** A slice is a block of tiles for a group of panels; the groups of a block are neighbours. */
  @Override
  public int slices() {
    return Math.ceilDiv(tiles, block) * groups();
  }

  /** A block's tiles are transformed once for all its panels. */
  @Override
  public int together() {
    return groups();
  }

  private int groups() {
    return Math.ceilDiv(panels.count(), group);
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Workspace workspace = new Workspace(inputs, output);
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int first = slice / groups() * block;
      if (first != prepared) {
        workspace.transform(first, Math.min(block, tiles - first));
        prepared = first;
      }
      int panel = slice % groups() * group;
      int end = Math.min(panel + group, panels.count());
      for (; panel < end; panel++) {
        workspace.multiply(panel);
        workspace.transformBack(panel);
      }
    }
  }

  /** Where the 36 pixels of a tile are. */
  private void lookUp(Volume in, int top, int left, int[] sources) {
    for (int i = 0; i < IN; i++) {
      int iy = conv.rows.padded(top + i);
      for (int j = 0; j < IN; j++) {
        int ix = conv.columns.padded(left + j);
        boolean outside = iy == Lookup.OUTSIDE || ix == Lookup.OUTSIDE;
        sources[i * IN + j] = outside ? in.zeros() : in.at(iy, ix);
      }
    }
  }

  /**
   * A block of tiles on its way. All that happens to it happens in one array, which a thread uses again
   * and again: first the transformed tiles, for each part of the channels and each place in a tile; then
   * the sums of one panel for each place; then a row of its transformed weights, and what is only half
   * transformed.
   */
  private final class Workspace {

    private final List<Volume> inputs;
    private final Volume in;
    private final Volume out;

    /** Channels of a part. */
    private final int width;

    private final int sumsAt;
    private final int weightsAt;
    private final int halfAt;
    private final int squareAt;
    private final float[] data;
    private final int[] pixels = new int[IN * IN];
    private final int[] sources = new int[wholeRows(block)];
    private final int[] targets = new int[wholeRows(block)];
    private final int[] starts = new int[wholeRows(block)];
    private int first;
    private int count;

    Workspace(List<Volume> inputs, Volume out) {
      this.inputs = inputs;
      this.in = inputs.getFirst();
      this.out = out;
      this.width = Math.min(PART, in.pitch);
      this.sumsAt = Volume.FIRST + IN * IN * block * width * Math.ceilDiv(in.pitch, width);
      this.weightsAt = sumsAt + IN * IN * block * Panels.WIDE;
      this.halfAt = weightsAt + IN * width * Panels.WIDE;
      this.squareAt = halfAt + IN * IN * Math.max(width, LINE);
      this.data = Scratch.ofThread().large(squareAt + OUT * OUT * LINE);
    }

    /** Takes up other tiles. */
    void transform(int first, int count) {
      this.first = first;
      this.count = count;
      for (int tile = 0; tile < count; tile++) {
        lookUp(in, (first + tile) / tilesAcross * OUT, (first + tile) % tilesAcross * OUT, pixels);
        int to = Volume.FIRST + tile * width;
        for (int c = 0; c < in.pitch; c += width) {
          int length = Math.min(width, in.pitch - c);
          WinogradTransform.inputColumnsLoop(in.data, pixels, c, data, halfAt, length);
          WinogradTransform.inputRowsLoop(data, halfAt, data, to, block * width, length);
          to += IN * IN * block * width;
        }
      }
      for (int row = 0; row < sources.length; row++) {
        sources[row] = Math.min(row, count - 1) * width;
        targets[row] = Math.min(row, count - 1) * Panels.WIDE;
      }
    }

    /** 36 matrix products, a panel's weights with the tiles; only then the next part of the channels. */
    void multiply(int panel) {
      int lanes = panels.lanes(panel);
      int transformed = Volume.FIRST;
      for (int from = 0; from < conv.inPerGroup; from += width) {
        int channels = Math.min(width, conv.inPerGroup - from);
        for (int y = 0; y < IN; y++) {
          panels.transform(panel, from, channels, y, data, weightsAt);
          for (int x = 0; x < IN; x++) {
            int place = y * IN + x;
            int to = sumsAt + place * block * Panels.WIDE;
            boolean begins = from == 0;
            float[] before = !begins ? data : place == EVERYWHERE ? panels.bias() : zeros;
            int beforeAt = !begins ? to : place == EVERYWHERE ? panels.firstChannel(panel) : 0;
            MicroKernel.multiply(lanes / LENGTH, count, data, sources, 1, 0, 1,
                transformed, channels, data, weightsAt + x * channels * lanes, before,
                begins ? starts : targets, beforeAt, data, targets, to);
            transformed += block * width;
          }
        }
      }
    }

    /** What a panel's sums come to, put where it belongs. */
    void transformBack(int panel) {
      int step = block * Panels.WIDE;
      for (int tile = 0; tile < count; tile += LINE / Panels.WIDE) {
        int length = Math.min(LINE, (count - tile) * Panels.WIDE);
        int at = sumsAt + tile * Panels.WIDE;
        WinogradTransform.outputColumnsLoop(data, at, step, data, halfAt, length);
        WinogradTransform.outputRowsLoop(data, halfAt, data, squareAt, length);
        finish(panel, first + tile, length / Panels.WIDE);
      }
    }

    /** Brings the outputs of some tiles home, a row of neighbours at a time. */
    private void finish(int panel, int firstTile, int some) {
      int from = panels.firstChannel(panel);
      int to = panels.endChannel(panel);
      int next;
      for (int tile = firstTile; tile < firstTile + some; tile = next) {
        next = Math.min(firstTile + some, (tile / tilesAcross + 1) * tilesAcross);
        int top = tile / tilesAcross * OUT;
        int left = tile % tilesAcross * OUT;
        int height = Math.min(OUT, out.height - top);
        int pixels = Math.min((next - tile) * OUT, out.width - left);
        for (int y = 0; y < height; y++) {
          int at = squareAt + (y * some + tile - firstTile) * OUT * Panels.WIDE;
          epilogue.apply(data, at, Panels.WIDE, inputs, out, (top + y) * out.width + left, pixels,
              from, to);
        }
      }
    }
  }
}
