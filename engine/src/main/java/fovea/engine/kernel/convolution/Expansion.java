package fovea.engine.kernel.convolution;

import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;

/**
 * A pointwise convolution in front of a depthwise one, which widens what that one reads: computed
 * panel by panel into the depthwise convolution's bands. Immutable.
 */
public final class Expansion {

  /** Pixels, about, that pass while the weights stay in the cache. */
  private static final int BLOCK = 16 * MicroKernel.ROWS;

  private final Epilogue epilogue;
  private final Panels panels;
  private final int height;

  /** Expects a pointwise convolution. */
  public Expansion(Convolution conv, Epilogue epilogue) {
    this.epilogue = epilogue;
    this.panels = Panels.of(conv, 1);
    this.height = conv.rows.length();
  }

  /**
   * Whether layers are such a convolution with its epilogue, then a depthwise one and perhaps more.
   *
   * @param layers how many the convolution and its epilogue are
   */
  public static boolean fits(List<LayerReading> chain, int layers) {
    return layers < chain.size()
        && PointwiseConvolution.fits(chain.getFirst().node().layer())
        && chain.subList(1, layers).stream()
            .noneMatch(layer -> layer.node().layer() instanceof Layer.Add)
        && DepthwiseConvolution.fits(chain.get(layers));
  }

  String description() {
    return "direct 1×1" + epilogue.description();
  }

  long bytes() {
    return epilogue.bytes() + panels.bytes();
  }

  /** Computes into a band what {@link Band#fill} would copy there; the padding is zeros. */
  void fill(Volume in, int panel, Band band, int from, int to, int known, float[] out, int at) {
    band.pad(from, to, known, out, at);
    int top = band.top(from);
    int end = Math.min(top + band.height(to - from), height);
    int rows = Math.max(1, BLOCK / Math.max(1, band.inside));
    for (int y = Math.max(top + known, 0); y < end && band.inside > 0; y += rows) {
      compute(in, panel, y, Math.min(rows, end - y), band, out, at + (y - top) * band.length);
    }
  }

  private void compute(Volume in, int panel, int firstRow, int rows, Band band, float[] out,
      int at) {
    int width = band.inside;
    int pixels = rows * width;
    int[] sources = new int[Math.ceilDiv(pixels, MicroKernel.ROWS) * MicroKernel.ROWS];
    int[] targets = new int[sources.length];
    for (int y = 0; y < rows; y++) {
      int source = in.at(firstRow + y, 0);
      int target = at + y * band.length + band.left * Panels.WIDE;
      for (int x = 0; x < width; x++) {
        sources[y * width + x] = source + x * in.pitch;
        targets[y * width + x] = target + x * Panels.WIDE;
      }
    }
    // The last tile is filled up with its last pixel, which is then computed several times.
    Arrays.fill(sources, pixels, sources.length, sources[pixels - 1]);
    Arrays.fill(targets, pixels, targets.length, targets[pixels - 1]);
    panels.multiply(panel, in.data, sources, out, targets, 0, pixels);
    for (int y = 0; y < rows; y++) {
      epilogue.apply(out, targets[y * width], Panels.WIDE, width,
          panels.endChannel(panel) - panels.firstChannel(panel));
    }
  }
}
