package fovea.engine.kernel.learning;

import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.List;

/**
 * Pooling. The largest of a window, the first of them if there are several, gets the whole gradient; of
 * a mean each number gets its share.
 */
final class TextbookPoolingLayer extends TextbookLayer {

  private final Pooling pooling;
  private final Maps in;
  private final Maps out;

  TextbookPoolingLayer(Pooling pooling, LayerReading reading) {
    this.pooling = pooling;
    this.in = (Maps) reading.inputShape();
    this.out = (Maps) reading.output();
  }

  /** One number of one window. */
  private interface Read {
    void at(int input);
  }

  private void eachInWindow(int output, Read read) {
    int c = output / (out.height() * out.width());
    int y = output / out.width() % out.height();
    int x = output % out.width();
    for (int ky = 0; ky < pooling.rows.taps(); ky++) {
      int iy = pooling.rows.source(y, ky);
      for (int kx = 0; kx < pooling.columns.taps(); kx++) {
        int ix = pooling.columns.source(x, kx);
        if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
          read.at((c * in.height() + iy) * in.width() + ix);
        }
      }
    }
  }

  private double divisor(int output) {
    return pooling.divisor(output / out.width() % out.height(), output % out.width());
  }

  @Override
  void forward(List<double[]> inputs, double[] output, int image, Round round) {
    double[] x = inputs.getFirst();
    boolean isMax = pooling.kind == Pooling.Kind.MAX;
    for (int i = 0; i < output.length; i++) {
      int at = i;
      output[i] = isMax ? Double.NEGATIVE_INFINITY : 0;
      eachInWindow(i, input -> output[at] = isMax
          ? Math.max(output[at], x[input])
          : output[at] + x[input] / divisor(at));
    }
  }

  @Override
  void backward(List<double[]> inputs, double[] output, double[] gradient, List<double[]> into,
      int image, Round round) {
    double[] x = inputs.getFirst();
    double[] dx = into.getFirst();
    for (int i = 0; i < output.length; i++) {
      int at = i;
      if (pooling.kind == Pooling.Kind.MEAN) {
        eachInWindow(i, input -> dx[input] += gradient[at] / divisor(at));
      } else {
        int[] winner = {-1};
        eachInWindow(i, input -> {
          if (winner[0] < 0 && x[input] == output[at]) {
            winner[0] = input;
          }
        });
        if (winner[0] >= 0) {
          dx[winner[0]] += gradient[i];
        }
      }
    }
  }
}
