package fovea.engine.kernel.convolution;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.pooling.VectorPooling;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Pair;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pointwise convolution together with what stands before it, a batch norm and an activation, or with
 * the average pooling behind it. A block of the pixels that it reads is made ready on the spot, so that
 * nothing of it goes through memory. Since a mean of pixels and a pointwise convolution may change
 * places, the mean is taken first: there are fewer pixels to multiply then.
 */
public final class PointwiseConvolution implements Kernel {

  private static final int ROWS = MicroKernel.ROWS;

  /** Pixels that pass while one panel of weights stays in the cache, at the most. */
  private static final int BLOCK = 16 * ROWS;

  /** Floats of them that stay in the second-level cache while the panels pass. */
  private static final int FLOATS = 1 << 16;

  private final Epilogue before;
  private final @Nullable Pooling pooling;
  private final Panels panels;
  private final Epilogue epilogue;
  private final int pixels;
  private final int block;

  /**
   * Expects a convolution that {@link #fits}.
   *
   * @param before what happens to the numbers that it reads
   * @param pooling what happens to its output, without padding, if anything does
   */
  public PointwiseConvolution(Epilogue before, Convolution conv, @Nullable Pooling pooling,
      Epilogue epilogue) {
    this.before = before;
    this.pooling = pooling;
    this.panels = Panels.of(conv, 1);
    this.epilogue = epilogue;
    this.pixels = pooling == null
        ? conv.rows.length() * conv.columns.length()
        : pooling.rows.length() * pooling.columns.length();
    this.block = Math.clamp(FLOATS / conv.inPerGroup / ROWS, 1, BLOCK / ROWS) * ROWS;
  }

  /** Whether a layer is a convolution whose output pixels read the same pixel of the input. */
  public static boolean fits(Layer layer) {
    return layer instanceof Conv2d conv
        && conv.groups() == 1 && conv.kernelSize().equals(Pair.of(1))
        && conv.stride().equals(Pair.of(1)) && isUnpadded(conv.window());
  }

  /** Whether a layer takes means of pixels of which all are there, and leaves fewer pixels. */
  public static boolean averages(LayerReading layer) {
    return layer.node().layer() instanceof AvgPool2d pool
        && isUnpadded(pool.window())
        && Volume.pixels(layer.output()) < Volume.pixels(layer.inputShape());
  }

  private static boolean isUnpadded(Window window) {
    return window.before().equals(Pair.of(0)) && window.after().equals(Pair.of(0));
  }

  @Override
  public String description() {
    return "direct 1×1" + (pooling == null ? "" : " of means") + ", %d-bit".formatted(Lanes.BITS)
        + epilogue.description()
        + (before.isEmpty() ? "" : "; before that" + before.description().substring(1));
  }

  @Override
  public long bytes() {
    return before.bytes() + panels.bytes() + epilogue.bytes();
  }

  /** One slice is a block of pixels for one panel of channels; the panels of a block are neighbours. */
  @Override
  public int slices() {
    return Math.ceilDiv(pixels, block) * panels.count();
  }

  @Override
  public int together() {
    return panels.count();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    Scratch scratch = Scratch.ofThread();
    float[] ready = scratch.large(Volume.FIRST + block * in.pitch);
    int[] sources = new int[block];
    int[] targets = new int[block];
    int prepared = -1;
    for (int slice = from; slice < to; slice++) {
      int panel = slice % panels.count();
      int first = slice / panels.count() * block;
      int count = Math.min(block, pixels - first);
      if (first != prepared) {
        makeReady(in, first, count, output.width, ready);
        for (int row = 0; row < block; row++) {
          sources[row] = Volume.FIRST + Math.min(row, count - 1) * in.pitch;
          targets[row] = output.at(first + Math.min(row, count - 1));
        }
        prepared = first;
      }
      int channel = panels.firstChannel(panel);
      panels.multiply(panel, ready, sources, output.data, targets, channel, count);
      if (!epilogue.isEmpty()) {
        epilogue.apply(output.data, output.at(first) + channel, output.pitch, inputs, output, first,
            count, channel, panels.endChannel(panel));
      }
    }
  }

  private void makeReady(Volume in, int first, int count, int width, float[] ready) {
    if (pooling == null) {
      before.apply(in.data, in.at(first), in.pitch, ready, Volume.FIRST, in.pitch, count, in.pitch);
      return;
    }
    int[] heights = pooling.rows.inside();
    int[] widths = pooling.columns.inside();
    float[] window = Scratch.ofThread()
        .first(pooling.rows.taps() * pooling.columns.taps() * in.pitch);
    for (int i = 0; i < count; i++) {
      int y = (first + i) / width;
      int x = (first + i) % width;
      int length = widths[x] * in.pitch;
      for (int ky = 0; ky < heights[y]; ky++) {
        int source = in.at(pooling.rows.source(y, ky), pooling.columns.source(x, 0));
        before.apply(in.data, source, in.pitch, window, ky * length, in.pitch, widths[x], in.pitch);
      }
      VectorPooling.meanLoop(window, 0, in.pitch, heights[y] * widths[x], 1 / pooling.divisor(y, x),
          ready, Volume.FIRST + i * in.pitch, in.pitch, 1, 0);
    }
  }
}
