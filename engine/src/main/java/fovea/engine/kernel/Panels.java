package fovea.engine.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weights of a convolution in the order in which the micro-kernel reads them. A panel is one or
 * two vectors of neighbouring output channels; for each tap and input channel it holds their weights
 * side by side. With groups, a panel reads the input channels of all groups that it touches, with
 * zeros between channels of different groups.
 */
final class Panels {

  /** Makes the numbers that are packed from weights; both hold a line of lanes for each tap. */
  interface Transform {
    void apply(float[] weights, float[] packed, int lanes);
  }

  /** Channels of a panel, at the most. */
  static final int WIDE = 2 * Lanes.LENGTH;

  /** Input channels whose weights stay in the first-level cache, 16 KB of them at 256 bits. */
  static final int PART = 256;

  private final int taps;
  private final int[] firstIn;
  private final int[] countIn;
  private final int[] vectors;
  private final int[] start;
  private final float[] weights;
  private final float[] bias;

  /** The same weights, of which several taps are now one with all their channels. */
  private Panels(Panels panels, int taps) {
    this.taps = taps;
    firstIn = panels.firstIn;
    countIn = Arrays.stream(panels.countIn).map(count -> count * panels.taps / taps).toArray();
    vectors = panels.vectors;
    start = panels.start;
    weights = panels.weights;
    bias = panels.bias;
  }

  private Panels(int out, int inPerGroup, int outPerGroup, int taps) {
    this.taps = taps;
    int count = Math.ceilDiv(out, WIDE);
    firstIn = new int[count];
    countIn = new int[count];
    vectors = new int[count];
    start = new int[count];
    long floats = 0;
    for (int panel = 0; panel < count; panel++) {
      int firstOut = panel * WIDE;
      int lastOut = Math.min(out, firstOut + WIDE) - 1;
      firstIn[panel] = firstOut / outPerGroup * inPerGroup;
      countIn[panel] = (lastOut / outPerGroup + 1) * inPerGroup - firstIn[panel];
      vectors[panel] = lastOut - firstOut < Lanes.LENGTH ? 1 : 2;
      start[panel] = Math.toIntExact(floats);
      floats += (long) taps * countIn[panel] * vectors[panel] * Lanes.LENGTH;
    }
    weights = new float[Math.toIntExact(floats)];
    bias = new float[count * WIDE];
  }

  /**
   * Packs the weights of a convolution, on the fork-join pool of the calling thread.
   *
   * @param taps how many times a row's place is looked up: all taps, or only the rows of the kernel
   *     if what a row of it covers stands side by side
   */
  static Panels of(Convolution conv, int taps) {
    Panels panels = of(conv, conv.taps(), (weights, packed, _) -> System.arraycopy(
        weights, 0, packed, 0, weights.length));
    for (int o = 0; o < conv.out(); o++) {
      panels.bias[o] = conv.bias(o);
    }
    return panels.taps == taps ? panels : new Panels(panels, taps);
  }

  /** Packs other weights in the place of a convolution's, without a bias. */
  static Panels of(Convolution conv, int taps, Transform transform) {
    Panels panels = new Panels(conv.out(), conv.inPerGroup, conv.outPerGroup, taps);
    IntStream.range(0, panels.count()).parallel()
        .forEach(panel -> panels.pack(panel, conv, transform));
    return panels;
  }

  /** Input channel by input channel, so that whole lines of memory are written at a time. */
  private void pack(int panel, Convolution conv, Transform transform) {
    int lanes = vectors[panel] * Lanes.LENGTH;
    int firstOut = panel * WIDE;
    int outs = Math.min(lanes, conv.out() - firstOut);
    float[] read = new float[conv.taps()];
    float[] lines = new float[conv.taps() * lanes];
    float[] packed = new float[taps * lanes];
    for (int i = 0; i < countIn[panel]; i++) {
      for (int lane = 0; lane < outs; lane++) {
        int ofGroup = firstIn[panel] + i - (firstOut + lane) / conv.outPerGroup * conv.inPerGroup;
        boolean reads = ofGroup >= 0 && ofGroup < conv.inPerGroup;
        if (reads) {
          conv.weights(firstOut + lane, ofGroup, read);
        }
        for (int tap = 0; tap < read.length; tap++) {
          lines[tap * lanes + lane] = reads ? read[tap] : 0;
        }
      }
      transform.apply(lines, packed, lanes);
      for (int tap = 0; tap < taps; tap++) {
        System.arraycopy(packed, tap * lanes, weights,
            start[panel] + (tap * countIn[panel] + i) * lanes, lanes);
      }
    }
  }

  int count() {
    return start.length;
  }

  /** How many times a row's place is looked up. */
  int taps() {
    return taps;
  }

  /** Where a panel's channels begin. */
  int firstChannel(int panel) {
    return panel * WIDE;
  }

  /** Where they end, whole vectors counted. */
  int endChannel(int panel) {
    return panel * WIDE + vectors[panel] * Lanes.LENGTH;
  }

  long bytes() {
    return (long) Float.BYTES * (weights.length + bias.length);
  }

  /**
   * Multiplies rows with one panel and writes the sums into the panel's channels. The weights are taken
   * part by part: all rows pass while one part stays in the first-level cache.
   *
   * @param firstTap the first tap of the weights
   * @param taps how many taps are summed up
   * @param sources for each {@link MicroKernel#ROWS} rows, for each tap, where each row's channels begin
   *     in {@code in}
   * @param targets where each row begins in {@code out}
   * @param channel how far behind that the panel's channels begin
   * @param rows how many there are, a multiple of {@link MicroKernel#ROWS}
   */
  void multiply(int panel, int firstTap, int taps, float[] in, int[] sources, float[] out,
      int[] targets, int channel, int rows) {
    int channels = countIn[panel];
    int tapsAtOnce = Math.clamp(PART / channels, 1, taps);
    int parts = Math.ceilDiv(channels, PART);
    int[] starts = new int[rows];
    Arrays.fill(starts, firstChannel(panel) - channel);
    float[] before = bias;
    for (int tap = 0; tap < taps; tap += tapsAtOnce) {
      int count = Math.min(tapsAtOnce, taps - tap);
      for (int part = 0; part < parts; part++) {
        int from = part * channels / parts;
        int to = (part + 1) * channels / parts;
        multiply(panel, firstTap + tap, count, from, to, in, sources, tap, taps, before, starts,
            out, targets, channel, rows);
        before = out;
        starts = targets;
      }
    }
  }

  /** Multiplies rows with some taps, or with some of one tap's channels. */
  private void multiply(int panel, int tap, int taps, int from, int to, float[] in, int[] sources,
      int sourceTap, int sourceTaps, float[] before, int[] starts, float[] out, int[] targets,
      int channel, int rows) {
    int at = start[panel] + (tap * countIn[panel] + from) * vectors[panel] * Lanes.LENGTH;
    int first = firstIn[panel] + from;
    for (int row = 0; row < rows; row += MicroKernel.ROWS) {
      int sourceAt = row * sourceTaps + sourceTap * MicroKernel.ROWS;
      if (vectors[panel] == 2) {
        MicroKernel.wide(in, sources, sourceAt, taps, first, to - from, weights, at, before, starts,
            out, targets, row, channel);
      } else {
        MicroKernel.narrow(in, sources, sourceAt, taps, first, to - from, weights, at, before,
            starts,
            out, targets, row, channel);
      }
    }
  }
}
