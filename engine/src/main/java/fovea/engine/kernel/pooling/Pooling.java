package fovea.engine.kernel.pooling;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;

/** What all pooling layers have in common: a window for each output pixel, and its largest or mean. */
public final class Pooling {

  /** What becomes of the numbers in a window. */
  public enum Kind {
    MAX, MEAN
  }

  public final Kind kind;
  /** Which input rows each output row reads. */
  public final Lookup rows;
  /** The same for columns. */
  public final Lookup columns;
  private final int[] heights;
  private final int[] widths;

  /** For each column of the output the first one that it reads, and how many. */
  private final int[] firsts;
  private final int[] counts;

  /** Where the windows end that follow a column evenly; known where such a row of windows begins. */
  private final int[] ends;

  private Pooling(Kind kind, Lookup rows, Lookup columns, int[] heights, int[] widths) {
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    this.heights = heights;
    this.widths = widths;
    this.counts = columns.inside();
    this.firsts = new int[counts.length];
    Arrays.setAll(firsts, x -> counts[x] == 0 ? 0 : columns.source(x, 0));
    this.ends = new int[counts.length];
    for (int x = 0; x < ends.length; x = ends[x]) {
      ends[x] = end(x);
    }
  }

  /** The largest of each window of a legal layer. */
  public static Pooling of(MaxPool2d layer, LayerReading reading) {
    return of(Kind.MAX, layer.window(), false, reading);
  }

  /** The mean of each window of a legal layer. */
  public static Pooling of(AvgPool2d layer, LayerReading reading) {
    return of(Kind.MEAN, layer.window(), layer.countIncludePad(), reading);
  }

  private static Pooling of(Kind kind, Window window, boolean countPadding, LayerReading reading) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Lookup rows = Lookup.pooling(window, Axis.HEIGHT, in.height(), out.height());
    Lookup columns = Lookup.pooling(window, Axis.WIDTH, in.width(), out.width());
    return countPadding
        ? new Pooling(
            kind,
            rows,
            columns,
            padded(window, Axis.HEIGHT, in.height(), out.height()),
            padded(window, Axis.WIDTH, in.width(), out.width()))
        : new Pooling(kind, rows, columns, rows.inside(), columns.inside());
  }

  /** Windows that part the input evenly. */
  public static Pooling adaptive(Kind kind, LayerReading reading) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Lookup rows = Lookup.adaptive(in.height(), out.height());
    Lookup columns = Lookup.adaptive(in.width(), out.width());
    return new Pooling(kind, rows, columns, rows.inside(), columns.inside());
  }

  /**
   * How many rows of input and padding each window covers. A window that sticks out past the padding,
   * in ceil mode, is cut there, as in PyTorch.
   */
  private static int[] padded(Window window, Axis axis, int in, int out) {
    int[] sizes = new int[out];
    for (int o = 0; o < out; o++) {
      long start = (long) o * window.stride().along(axis) - window.before().along(axis);
      long end = Math.min(start + window.kernel().along(axis),
          (long) in + window.after().along(axis));
      sizes[o] = (int) (end - start);
    }
    return sizes;
  }

  /** How many columns of the input a column of the output reads. */
  public int count(int x) {
    return counts[x];
  }

  /** The first of them, or 0 if there is none. */
  public int first(int x) {
    return firsts[x];
  }

  /** How far apart the windows are from a column on, up to {@link #alike}. */
  public int apart(int x) {
    return x + 1 < firsts.length ? firsts[x + 1] - firsts[x] : 0;
  }

  /**
   * Where the windows end that follow the given one evenly and are as wide, in what they read and in all.
   *
   * @param x 0, or where others end
   */
  public int alike(int x) {
    return ends[x];
  }

  private int end(int x) {
    int end = x + 1;
    while (end < counts.length && counts[end] == counts[x] && counts[x] > 0
        && widths[end] == widths[x] && firsts[end] - firsts[end - 1] == apart(x)) {
      end++;
    }
    return end;
  }

  /** What a mean divides the sum by. */
  public float divisor(int y, int x) {
    return (float) heights[y] * widths[x];
  }
}
