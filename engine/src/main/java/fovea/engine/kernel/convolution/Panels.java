package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weights of a convolution in the order in which the micro-kernel reads them. A panel is one or
 * two vectors of neighbouring output channels; for each tap and input channel it holds their weights
 * side by side. With groups, a panel reads the input channels of all groups that it touches, with
 * zeros between channels of different groups.
 */
final class Panels {

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

  /** Room for the weights of a convolution, and its biases. */
  private Panels(Convolution conv) {
    this.taps = conv.taps();
    int count = Math.ceilDiv(conv.out(), WIDE);
    firstIn = new int[count];
    countIn = new int[count];
    vectors = new int[count];
    start = new int[count];
    long floats = Volume.FIRST;
    for (int panel = 0; panel < count; panel++) {
      int firstOut = panel * WIDE;
      int lastOut = Math.min(conv.out(), firstOut + WIDE) - 1;
      firstIn[panel] = firstOut / conv.outPerGroup * conv.inPerGroup;
      countIn[panel] = (lastOut / conv.outPerGroup + 1) * conv.inPerGroup - firstIn[panel];
      vectors[panel] = lastOut - firstOut < Lanes.LENGTH ? 1 : 2;
      start[panel] = Math.toIntExact(floats);
      floats += (long) taps * countIn[panel] * vectors[panel] * Lanes.LENGTH;
    }
    weights = new float[Math.toIntExact(floats)];
    bias = new float[count * WIDE];
    conv.biases(bias);
  }

  /**
   * Packs the weights of a convolution, on the fork-join pool of the calling thread.
   *
   * @param taps how many times a row's place is looked up: all taps, or only the rows of the kernel
   *     if what a row of it covers stands side by side
   */
  static Panels of(Convolution conv, int taps) {
    Panels panels = new Panels(conv);
    IntStream.range(0, panels.count()).parallel().forEach(panel -> panels.pack(panel, conv));
    return panels.taps == taps ? panels : new Panels(panels, taps);
  }

  /** Packs other weights of the same convolution, in the thread that calls. */
  void repack(Convolution conv) {
    for (int panel = 0; panel < count(); panel++) {
      pack(panel, conv);
    }
    conv.biases(bias);
  }

  /** Input channel by input channel, so that whole lines of memory are written at a time. */
  private void pack(int panel, Convolution conv) {
    int lanes = lanes(panel);
    int firstOut = panel * WIDE;
    int outs = Math.min(lanes, conv.out() - firstOut);
    float[] read = new float[conv.taps()];
    // Where several taps are one, their channels stand side by side in it.
    int channels = countIn[panel] * taps / read.length;
    for (int i = 0; i < channels; i++) {
      for (int lane = 0; lane < outs; lane++) {
        int ofGroup = firstIn[panel] + i - (firstOut + lane) / conv.outPerGroup * conv.inPerGroup;
        if (ofGroup >= 0 && ofGroup < conv.inPerGroup) {
          conv.weights(firstOut + lane, ofGroup, read);
          for (int tap = 0; tap < read.length; tap++) {
            weights[start[panel] + (tap * channels + i) * lanes + lane] = read[tap];
          }
        }
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

  /** What is added to each output channel. */
  float[] bias() {
    return bias;
  }

  /** How many channels it has, whole vectors counted. */
  int lanes(int panel) {
    return vectors[panel] * Lanes.LENGTH;
  }

  /** Where the weights of an input channel, counted from the panel's first, begin for a tap. */
  private int at(int panel, int tap, int in) {
    return start[panel] + (tap * countIn[panel] + in) * lanes(panel);
  }

  /** Transforms the weights of some input channels by {@link WinogradTransform#weightsLoop}. */
  void transform(int panel, int from, int count, int row, float[] out, int to) {
    WinogradTransform.weightsLoop(weights, at(panel, 0, from), countIn[panel] * lanes(panel), row,
        out, to, count * lanes(panel));
  }

  long bytes() {
    return (long) Float.BYTES * (weights.length + bias.length);
  }

  /**
   * Multiplies rows with one panel and writes the sums into the panel's channels. The weights are taken
   * part by part: all rows pass while one part stays in the first-level cache.
   *
   * @param sources for each {@link MicroKernel#ROWS} rows, for each tap, where each row's channels begin
   *     in {@code in}
   * @param targets where each row begins in {@code out}
   * @param channel how far behind that the panel's channels begin
   * @param rows how many there are; the tables go on to a multiple of {@link MicroKernel#ROWS}
   */
  void multiply(int panel, float[] in, int[] sources, float[] out,
      int[] targets, int channel, int rows) {
    int channels = countIn[panel];
    int tapsAtOnce = Math.clamp(PART / channels, 1, taps);
    int parts = Math.ceilDiv(channels, PART);
    float[] before = bias;
    int[] starts = new int[targets.length];
    int startAt = firstChannel(panel);
    for (int tap = 0; tap < taps; tap += tapsAtOnce) {
      int count = Math.min(tapsAtOnce, taps - tap);
      for (int part = 0; part < parts; part++) {
        int from = part * channels / parts;
        int to = (part + 1) * channels / parts;
        MicroKernel.multiply(vectors[panel], rows, in, sources, taps, tap, count,
            firstIn[panel] + from, to - from, weights, at(panel, tap, from), before, starts,
            startAt, out, targets, channel);
        before = out;
        starts = targets;
        startAt = channel;
      }
    }
  }
}
