package fovea.engine.explain;

import fovea.engine.kernel.pointwise.Blend;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Window;
import java.util.List;

/** Units that look through a window at one map: its largest number, its mean, a blend. */
final class WindowTerms {

  private WindowTerms() {}

  static void largest(Window window, Terms terms) {
    cells(window, terms);
    keepTheLargest(terms);
  }

  static void largest(Pair parts, Terms terms) {
    part(parts, terms);
    keepTheLargest(terms);
  }

  static void mean(Pair parts, Terms terms) {
    part(parts, terms);
    terms.weighAll(1.0 / terms.list.size());
  }

  /** PyTorch divides by the cells of the window, cut at the far end of the padding. */
  static void mean(AvgPool2d pool, Terms terms) {
    Window window = pool.window();
    cells(window, terms);
    double cells = pool.countIncludePad()
        ? (double) cut(window, Axis.HEIGHT, terms.y, terms.in.dimension(1))
            * cut(window, Axis.WIDTH, terms.x, terms.in.dimension(2))
        : terms.list.stream().filter(Term::inside).count();
    terms.weighAll(1 / cells);
  }

  private static long cut(Window window, Axis axis, int o, int length) {
    long start = (long) o * window.stride().along(axis) - window.before().along(axis);
    return Math.min(start + window.kernel().along(axis), (long) length + window.after().along(axis))
        - start;
  }

  private static void cells(Window window, Terms terms) {
    for (int ky = 0; ky < window.kernel().height(); ky++) {
      for (int kx = 0; kx < window.kernel().width(); kx++) {
        terms.padded(terms.c, terms.row(window, ky), terms.column(window, kx), List.of(), 0,
            PaddingMode.ZEROS);
      }
    }
  }

  /** Part i of an axis reaches from ⌊i · in / out⌋ up to, not including, ⌈(i + 1) · in / out⌉. */
  private static void part(Pair parts, Terms terms) {
    long height = terms.in.dimension(1);
    long width = terms.in.dimension(2);
    int top = (int) (terms.y * height / parts.height());
    int bottom = (int) Math.ceilDiv((terms.y + 1) * height, (long) parts.height());
    int left = (int) (terms.x * width / parts.width());
    int right = (int) Math.ceilDiv((terms.x + 1) * width, (long) parts.width());
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        terms.add(0, List.of(), 0, List.of(terms.c, row, column));
      }
    }
  }

  /** The first of the largest, as in PyTorch. */
  private static void keepTheLargest(Terms terms) {
    int winner = -1;
    for (int i = 0; i < terms.list.size(); i++) {
      Term term = terms.list.get(i);
      if (term.inside()
          && (winner < 0 || term.inputValue() > terms.list.get(winner).inputValue())) {
        winner = i;
      }
    }
    if (winner < 0) { // a dilated window may straddle a small picture and see padding only
      terms.bias = Double.NEGATIVE_INFINITY;
    } else {
      terms.weigh(winner, 1);
    }
  }

  static void blend(Upsample up, Terms terms) {
    Blend rows = Blend.of(up, Axis.HEIGHT, terms.layer);
    Blend columns = Blend.of(up, Axis.WIDTH, terms.layer);
    for (boolean below : new boolean[]{false, true}) {
      float down = rows.share(terms.y);
      int row = below ? rows.high(terms.y) : rows.low(terms.y);
      for (boolean right : new boolean[]{false, true}) {
        float across = columns.share(terms.x);
        int column = right ? columns.high(terms.x) : columns.low(terms.x);
        float share = (below ? down : 1 - down) * (right ? across : 1 - across);
        if (share > 0) {
          terms.add(0, List.of(), share, List.of(terms.c, row, column));
        }
      }
    }
  }
}
