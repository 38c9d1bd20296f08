package fovea.engine.explain;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Window;
import java.util.List;

/** Units that are weighted sums, in loops over {@code c, ky, kx} as in the formulas. */
final class WeightedTerms {

  private WeightedTerms() {}

  static void convolution(Conv2d conv, Terms terms) {
    Window window = conv.window();
    int perGroup = Math.toIntExact(terms.weightShape().get(1));
    int first = terms.c / (conv.outChannels() / conv.groups()) * perGroup;
    int taps = perGroup * window.kernel().height() * window.kernel().width();
    float[] weight = terms.weights((long) terms.c * taps, taps);
    int tap = 0;
    for (int i = 0; i < perGroup; i++) {
      for (int ky = 0; ky < window.kernel().height(); ky++) {
        for (int kx = 0; kx < window.kernel().width(); kx++) {
          terms.padded(first + i, terms.row(window, ky), terms.column(window, kx),
              List.of(terms.c, i, ky, kx), weight[tap++], conv.paddingMode());
        }
      }
    }
    terms.bias = terms.biasAt(terms.c);
  }

  static void transposed(ConvTranspose2d conv, Terms terms) {
    int outPerGroup = conv.outChannels() / conv.groups();
    int inPerGroup = Math.toIntExact(terms.weightShape().getFirst()) / conv.groups();
    int o = terms.c % outPerGroup;
    int firstIn = terms.c / outPerGroup * inPerGroup;
    int width = conv.kernelSize().width();
    int taps = conv.kernelSize().height() * width;
    for (int i = firstIn; i < firstIn + inPerGroup; i++) {
      float[] weight = terms.weights(((long) i * outPerGroup + o) * taps, taps);
      for (int ky = 0; ky < conv.kernelSize().height(); ky++) {
        for (int kx = 0; kx < width; kx++) {
          int painted = terms.y + conv.padding().height() - ky * conv.dilation().height();
          int across = terms.x + conv.padding().width() - kx * conv.dilation().width();
          // Between two steps of the stride there is no input that could have painted here.
          if (painted % conv.stride().height() == 0 && across % conv.stride().width() == 0) {
            terms.padded(i, painted / conv.stride().height(), across / conv.stride().width(),
                List.of(i, o, ky, kx), weight[ky * width + kx], PaddingMode.ZEROS);
          }
        }
      }
    }
    terms.bias = terms.biasAt(terms.c);
  }

  static void locallyConnected(LocallyConnected2d local, Terms terms) {
    Window window = local.window();
    List<Long> shape = terms.weightShape();
    int taps = Math.toIntExact(shape.get(2));
    int position = terms.y * Math.toIntExact(terms.layer.output().dimensions().get(2)) + terms.x;
    long row = terms.c * shape.get(1) + position;
    float[] weight = terms.weights(row * taps, taps);
    int tap = 0;
    for (int i = 0; i < terms.in.dimension(0); i++) {
      for (int ky = 0; ky < window.kernel().height(); ky++) {
        for (int kx = 0; kx < window.kernel().width(); kx++) {
          terms.padded(i, terms.row(window, ky), terms.column(window, kx),
              List.of(terms.c, position, tap), weight[tap], PaddingMode.ZEROS);
          tap++;
        }
      }
    }
    terms.bias = terms.biasAt(row);
  }

  static void linear(Terms terms) {
    int features = terms.in.size();
    float[] weight = terms.weights((long) terms.c * features, features);
    for (int i = 0; i < features; i++) {
      terms.add(0, List.of(terms.c, i), weight[i], List.of(i));
    }
    terms.bias = terms.biasAt(terms.c);
  }
}
