package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.List;

/**
 * 3×3 convolutions of stride 1 by Winograd's F(4×4, 3×3): 36 multiplications give 4×4 outputs, for
 * which the direct sum needs 144. A tile of 6×6 input pixels is transformed, each of its 36 numbers is
 * multiplied with its transformed weight and summed over the input channels, and the 36 sums are
 * transformed back. Between the transformations stand 36 multiplications of matrices, one for each
 * place in the tile: their rows are tiles, their columns output channels.
 *
 * <p>The sums differ from direct ones by about 1e-5 of a layer's largest value, since the
 * transformations add numbers that largely cancel each other.
 *
 * @see <a href="https://arxiv.org/abs/1509.09308">Lavin, Gray: Fast Algorithms for Convolutional
 *     Neural Networks</a>
 */
final class Winograd implements Kernel {

  private static final int ROWS = MicroKernel.ROWS;

  /** Outputs along one side of a tile. */
  private static final int OUT = 4;

  /** Inputs along one side of a tile: two more, for the kernel's reach. */
  private static final int IN = 6;

  /** Tiles that are worked on together, between these: each packed weight that is fetched serves so many. */
  private static final int MIN_BLOCK = 5 * ROWS;
  private static final int MAX_BLOCK = 20 * ROWS;

  /**
   * What fetching a packed weight costs, in multiplications: memory is no faster where vectors are
   * longer.
   */
  private static final int FETCH = 9 * LENGTH / 4;

  /** With fewer channels, the transformations take over. */
  private static final int MIN_CHANNELS = 16;

  /** Slices that a layer should have at least, so that many threads can share it. */
  private static final int MIN_SLICES = 8;

  /** Output channels of a slice, at the least: transforming the input for fewer would cost too much. */
  private static final int MIN_SLICE_CHANNELS = 64;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Panels panels;
  private final float[] bias;
  private final float[] zeros = new float[LENGTH];
  private final int tilesAcross;
  private final int tiles;

  /** Tiles of a block. */
  private final int block;

  /** Panels of a slice: all that a block has, or some of them if there are only a few blocks. */
  private final int group;

  Winograd(Convolution conv, Epilogue epilogue) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.panels = Panels.of(conv, IN * IN, WinogradTransform::weights);
    this.bias = conv.paddedBias();
    this.tilesAcross = Math.ceilDiv(conv.columns.length(), OUT);
    this.tiles = Math.ceilDiv(conv.rows.length(), OUT) * tilesAcross;
    // A block's tiles are then about as many numbers as the weights that pass while they wait.
    long balanced = (long) conv.inPerGroup * conv.out() / (conv.inPerGroup + conv.out());
    int blocks = Math.ceilDiv(tiles, Math.clamp(balanced, MIN_BLOCK, MAX_BLOCK));
    this.block = blocks == 1 ? tiles : wholeRows(Math.ceilDiv(tiles, blocks));
    int least = Math.ceilDiv(MIN_SLICE_CHANNELS, 2 * LENGTH);
    int shared = Math.ceilDiv(panels.count() * blocks, MIN_SLICES);
    this.group = Math.min(panels.count(), Math.max(least, shared));
  }

  /** Whether this way is the faster one. */
  static boolean fits(LayerReading reading) {
    return reading.node().layer() instanceof Conv2d conv
        && conv.kernelSize().equals(Pair.of(3))
        && conv.stride().equals(Pair.of(1))
        && conv.dilation().equals(Pair.of(1))
        && conv.groups() == 1
        && Math.min(Volume.channels(reading.inputShape()), conv.outChannels()) >= MIN_CHANNELS
        && isCheaper((Maps) reading.output());
  }

  /** Compares, for each pair of channels, 36 products a tile with 9 a pixel, and what weights cost. */
  private static boolean isCheaper(Maps out) {
    long tiles = (long) Math.ceilDiv(out.height(), OUT) * Math.ceilDiv(out.width(), OUT);
    long pixels = (long) out.height() * out.width();
    return IN * IN * (Math.ceilDiv(tiles, ROWS) * ROWS + FETCH) < 9 * (pixels + FETCH);
  }

  private static int wholeRows(int tiles) {
    return Math.ceilDiv(tiles, ROWS) * ROWS;
  }

  /** How many times as many weights there are when they are packed: 36 for each 9. */
  static int growth() {
    return IN * IN / (3 * 3);
  }

  @Override
  public String description() {
    return "Winograd F(4×4, 3×3), %d tiles a block, %d-bit"
        .formatted(block, Lanes.BITS) + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + panels.bytes() + (long) Float.BYTES * bias.length;
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
    Volume in = inputs.getFirst();
    Scratch scratch = Scratch.ofThread();
    float[] transformed = scratch.first(IN * IN * block * in.pitch);
    float[] sums = scratch.second(IN * IN * block * output.pitch);
    int[] sources = new int[IN * IN];
    float[] half = new float[IN * IN * LENGTH];
    float[] square = new float[OUT * OUT * group * Panels.WIDE];
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int first = slice / groups() * block;
      int count = Math.min(block, tiles - first);
      if (first != prepared) {
        for (int tile = 0; tile < count; tile++) {
          transform(in, first + tile, sources, half, transformed, tile * in.pitch);
        }
        prepared = first;
      }
      int firstPanel = slice % groups() * group;
      int endPanel = Math.min(firstPanel + group, panels.count());
      multiply(transformed, in.pitch, sums, output.pitch, count, firstPanel, endPanel);
      for (int tile = 0; tile < count; tile++) {
        transformBack(sums, tile * output.pitch, half, square, inputs, output, first + tile,
            panels.firstChannel(firstPanel), panels.endChannel(endPanel - 1));
      }
    }
  }

  /** 36 matrix products; place by place, so that its tiles stay in the cache while weights pass. */
  private void multiply(float[] transformed, int inPitch, float[] sums, int outPitch, int count,
      int firstPanel, int endPanel) {
    int rows = wholeRows(count);
    int[] sources = new int[rows];
    int[] targets = new int[rows];
    for (int place = 0; place < IN * IN; place++) {
      for (int row = 0; row < rows; row++) {
        int tile = place * block + Math.min(row, count - 1);
        sources[row] = tile * inPitch;
        targets[row] = tile * outPitch;
      }
      for (int panel = firstPanel; panel < endPanel; panel++) {
        panels.multiply(panel, place, 1, transformed, sources, sums, targets,
            panels.firstChannel(panel), rows);
      }
    }
  }

  private void transform(Volume in, int tile, int[] sources, float[] half, float[] transformed,
      int target) {
    lookUp(in, tile / tilesAcross * OUT, tile % tilesAcross * OUT, sources);
    int step = block * in.pitch;
    for (int c = 0; c < in.pitch; c += LENGTH) {
      WinogradTransform.inputColumnsLoop(in.data, sources, c, half);
      WinogradTransform.inputRowsLoop(half, transformed, target + c, step);
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

  private void transformBack(float[] sums, int source, float[] half, float[] square,
      List<Volume> inputs, Volume out, int tile, int from, int to) {
    int top = tile / tilesAcross * OUT;
    int left = tile % tilesAcross * OUT;
    int height = Math.min(OUT, out.height - top);
    int width = Math.min(OUT, out.width - left);
    int length = to - from;
    int step = block * out.pitch;
    for (int c = 0; c < length; c += LENGTH) {
      WinogradTransform.outputColumnsLoop(sums, source + from + c, step, zeros, half);
      WinogradTransform.outputRowsLoop(half, bias, from + c, square, c, OUT * length, length);
    }
    for (int i = 0; i < height; i++) {
      epilogue.apply(square, i * OUT * length, length, inputs, out, (top + i) * out.width + left,
          width, from, to);
    }
  }
}
