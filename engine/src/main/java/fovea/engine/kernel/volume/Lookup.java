package fovea.engine.kernel.volume;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Window;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;

/**
 * Which input row each output row reads, tap by tap; the same for columns. Stride, dilation, padding
 * and its modes, transposition and uneven pooling windows differ only in this small table, so kernels
 * need not know about any of them.
 */
public final class Lookup {

  /** Read where there is no input: in the padding. */
  public static final int OUTSIDE = -1;

  private final int taps;
  private final int length;
  private final int[] table;

  /** For a window: what stands at each place of the padded input, unless it is mostly padding. */
  private final int[] padded;

  private final int stride;
  private final int dilation;

  private Lookup(int taps, int length, IntBinaryOperator source) {
    this(taps, length, source, 0, 0, new int[0]);
  }

  private Lookup(int taps, int length, IntBinaryOperator source, int stride, int dilation,
      int[] padded) {
    this.stride = stride;
    this.dilation = dilation;
    this.padded = padded;
    this.taps = taps;
    this.length = length;
    table = new int[Math.multiplyExact(taps, length)];
    for (int o = 0; o < length; o++) {
      for (int k = 0; k < taps; k++) {
        table[o * taps + k] = source.applyAsInt(o, k);
      }
    }
  }

  /** The window of a convolution or pooling. */
  public static Lookup of(Window window, PaddingMode mode, Axis axis, int in, int out) {
    int stride = window.stride().along(axis);
    int dilation = window.dilation().along(axis);
    int before = window.before().along(axis);
    int taps = window.kernel().along(axis);
    // Padding and strides may be far larger than the picture: then only the taps are written down.
    long places = (out - 1L) * stride + (taps - 1L) * dilation + 1;
    int[] padded = new int[places <= (long) taps * out + in ? (int) places : 0];
    Arrays.setAll(padded, p -> cell(p - before, in, mode));
    return new Lookup(
        taps, out, (o, k) -> cell((long) o * stride + (long) k * dilation - before, in, mode),
        stride, dilation, padded);
  }

  /** The input row that stands at a place on or past the border, or {@link #OUTSIDE}. */
  public static int cell(long i, int in, PaddingMode mode) {
    if (i >= 0 && i < in) {
      return (int) i;
    }
    return switch (mode) {
      case ZEROS -> OUTSIDE;
      case REFLECT -> (int) (i < 0 ? -i : 2L * (in - 1) - i);
      case REPLICATE -> i < 0 ? 0 : in - 1;
      case CIRCULAR -> Math.floorMod(i, in);
    };
  }

  /**
   * A transposed convolution: input row i paints output row i · stride + k · dilation − padding, so
   * output row o reads, at tap k, the row i that paints it, if there is one.
   */
  public static Lookup of(ConvTranspose2d layer, Axis axis, int in, int out) {
    int stride = layer.stride().along(axis);
    int dilation = layer.dilation().along(axis);
    int padding = layer.padding().along(axis);
    return new Lookup(
        layer.kernelSize().along(axis),
        out,
        (o, k) -> {
          long painted = (long) o + padding - (long) k * dilation;
          return painted % stride == 0 ? cell(painted / stride, in, PaddingMode.ZEROS) : OUTSIDE;
        });
  }

  /**
   * A pooling window, trimmed to the taps that lie inside the input, so that a window far larger than
   * its input costs no more than the input.
   */
  public static Lookup pooling(Window window, Axis axis, int in, int out) {
    long stride = window.stride().along(axis);
    long dilation = window.dilation().along(axis);
    long before = window.before().along(axis);
    int kernel = window.kernel().along(axis);
    return trimmed(
        out,
        dilation,
        o -> {
          long corner = o * stride - before;
          long firstTap = Math.max(0, Math.ceilDiv(-corner, dilation));
          long lastTap = Math.min(kernel - 1L, Math.floorDiv(in - 1 - corner, dilation));
          return new Range(corner + firstTap * dilation, corner + lastTap * dilation);
        });
  }

  /** Adaptive pooling: part o reaches from ⌊o · in / out⌋ up to, not including, ⌈(o + 1) · in / out⌉. */
  public static Lookup adaptive(int in, int out) {
    return trimmed(
        out,
        1,
        o -> new Range(
            (long) o * in / out, Math.ceilDiv((o + 1L) * in, (long) out) - 1));
  }

  /** From the first to the last input row that is read; empty if the last comes before the first. */
  private record Range(long first, long last) {}

  private static Lookup trimmed(int out, long step, IntFunction<Range> ranges) {
    long longest = 0;
    for (int o = 0; o < out; o++) {
      Range range = ranges.apply(o);
      longest = Math.max(longest, (range.last - range.first) / step + 1);
    }
    return new Lookup(
        (int) longest,
        out,
        (o, k) -> {
          Range range = ranges.apply(o);
          long i = range.first + k * step;
          return i <= range.last ? (int) i : OUTSIDE;
        });
  }

  /** How many rows an output row reads, those outside counted. */
  public int taps() {
    return taps;
  }

  /** How many output rows there are. */
  public int length() {
    return length;
  }

  /** The input row that output row {@code o} reads at tap {@code k}, or {@link #OUTSIDE}. */
  public int source(int o, int k) {
    return table[o * taps + k];
  }

  /** Whether output row {@code o} reads, of the padded input, the rows from o · stride on. */
  public boolean isWindow() {
    return padded.length > 0;
  }

  /** Whether nothing is padded. */
  public boolean isInside() {
    for (int place = 0; place < padded.length; place++) {
      if (padded[place] != place) {
        return false;
      }
    }
    return isWindow();
  }

  /** How far apart two neighbours of the output read the padded input. */
  public int stride() {
    return stride;
  }

  /** How far apart two taps are. */
  public int dilation() {
    return dilation;
  }

  /** How many rows there are from the first to the last one that an output row reads. */
  public int reach() {
    return (taps - 1) * dilation + 1;
  }

  /** How many rows of the padded input are read. */
  public int paddedLength() {
    return padded.length;
  }

  /** The input row at a place of the padded input, or {@link #OUTSIDE}; so behind its end as well. */
  public int padded(int place) {
    return place < padded.length ? padded[place] : OUTSIDE;
  }

  /** For each output row, how many taps read the input. */
  public int[] inside() {
    int[] inside = new int[length];
    for (int o = 0; o < length; o++) {
      for (int k = 0; k < taps; k++) {
        inside[o] += source(o, k) == OUTSIDE ? 0 : 1;
      }
    }
    return inside;
  }
}
