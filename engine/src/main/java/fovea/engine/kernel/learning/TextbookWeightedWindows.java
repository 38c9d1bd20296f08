package fovea.engine.kernel.learning;

import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;

/**
 * Convolutions, transposed and locally connected ones: {@code out[o, y, x] = bias + Σ weight · in[c, iy,
 * ix]} over {@code c, ky, kx}. So each weight's gradient sums up the output's times the input that it met,
 * and each input's the output's times the weight.
 */
final class TextbookWeightedWindows extends TextbookLayer {

  /** Where the weight of a term lies. */
  private interface WeightPlace {
    int of(int o, int i, int tap, int position);
  }

  private final Maps in;
  private final Maps out;
  private final Lookup rows;
  private final Lookup columns;
  private final int groups;
  private final WeightPlace weightPlace;

  /** Where the first bias lies, or −1; and how far apart two channels' and two positions' biases are. */
  private final int biasAt;
  private final int biasStep;
  private final int biasOfPosition;
  private final int from;
  private final int to;
  private final double[] values;
  private final double[] gradients;

  private TextbookWeightedWindows(LayerReading reading, Lookup rows, Lookup columns, int groups,
      WeightPlace weightPlace, boolean shares, LearnedNumbers numbers, double[] values,
      double[] gradients) {
    this.in = (Maps) reading.inputShape();
    this.out = (Maps) reading.output();
    this.rows = rows;
    this.columns = columns;
    this.groups = groups;
    this.weightPlace = weightPlace;
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.biasStep = shares ? 1 : out.height() * out.width();
    this.biasOfPosition = shares ? 0 : 1;
    this.from = numbers.place(reading.id() + ".weight");
    this.to = from + Math.toIntExact(reading.cost().parameters().getFirst().elements());
    this.values = values;
    this.gradients = gradients;
  }

  static TextbookWeightedWindows of(LayerReading reading, LearnedNumbers numbers, double[] values,
      double[] gradients) {
    int weightAt = numbers.place(reading.id() + ".weight");
    float[] none = {};
    return switch (reading.node().layer()) {
      case Conv2d layer -> {
        Convolution conv = Convolution.of(layer, reading, none, weightAt, none, 0);
        yield new TextbookWeightedWindows(reading,
            lookup(layer, Axis.HEIGHT, reading), lookup(layer, Axis.WIDTH, reading),
            layer.groups(), (o, i, tap, _) -> conv.place(o, i, tap), true, numbers, values,
            gradients);
      }
      case ConvTranspose2d layer -> {
        Convolution conv = Convolution.of(layer, reading, none, weightAt, none, 0);
        yield new TextbookWeightedWindows(reading,
            Lookup.of(layer, Axis.HEIGHT, along(reading, Axis.HEIGHT), outAlong(reading,
                Axis.HEIGHT)),
            Lookup.of(layer, Axis.WIDTH, along(reading, Axis.WIDTH), outAlong(reading,
                Axis.WIDTH)),
            layer.groups(), (o, i, tap, _) -> conv.place(o, i, tap), true, numbers, values,
            gradients);
      }
      case LocallyConnected2d layer -> {
        int channels = ((Maps) reading.inputShape()).channels();
        int taps = layer.kernelSize().height() * layer.kernelSize().width();
        int positions = outAlong(reading, Axis.HEIGHT) * outAlong(reading, Axis.WIDTH);
        yield new TextbookWeightedWindows(reading,
            Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.HEIGHT, along(reading, Axis.HEIGHT),
                outAlong(reading, Axis.HEIGHT)),
            Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.WIDTH, along(reading, Axis.WIDTH),
                outAlong(reading, Axis.WIDTH)),
            1, (o, i, tap, position) -> weightAt
                + ((o * positions + position) * channels + i) * taps + tap,
            false, numbers, values, gradients);
      }
      default -> throw new IllegalArgumentException(reading.id() + " has no weighted windows");
    };
  }

  private static Lookup lookup(Conv2d layer, Axis axis, LayerReading reading) {
    return Lookup.of(layer.window(), layer.paddingMode(), axis, along(reading, axis),
        outAlong(reading, axis));
  }

  private static int along(LayerReading reading, Axis axis) {
    return ((Maps) reading.inputShape()).along(axis);
  }

  private static int outAlong(LayerReading reading, Axis axis) {
    return ((Maps) reading.output()).along(axis);
  }

  /** One product of a sum: an input and the weight that it meets. */
  private interface Term {
    void at(int o, int position, int weight, int input);
  }

  private void eachTerm(Term term) {
    int outPerGroup = out.channels() / groups;
    int inPerGroup = in.channels() / groups;
    for (int o = 0; o < out.channels(); o++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          int position = y * out.width() + x;
          for (int c = 0; c < inPerGroup; c++) {
            int channel = o / outPerGroup * inPerGroup + c;
            for (int ky = 0; ky < rows.taps(); ky++) {
              int iy = rows.source(y, ky);
              for (int kx = 0; kx < columns.taps(); kx++) {
                int ix = columns.source(x, kx);
                if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                  term.at(o, position,
                      weightPlace.of(o, c, ky * columns.taps() + kx, position),
                      (channel * in.height() + iy) * in.width() + ix);
                }
              }
            }
          }
        }
      }
    }
  }

  private int bias(int o, int position) {
    return biasAt + o * biasStep + position * biasOfPosition;
  }

  private int positions() {
    return out.height() * out.width();
  }

  @Override
  void forward(List<double[]> inputs, double[] output, int image, Round round) {
    double[] x = inputs.getFirst();
    for (int i = 0; i < output.length; i++) {
      output[i] = biasAt < 0 ? 0 : values[bias(i / positions(), i % positions())];
    }
    eachTerm((o, position, weight, input) -> output[o * positions() + position] += values[weight]
        * x[input]);
  }

  @Override
  void clear() {
    Arrays.fill(gradients, from, to, 0);
    if (biasAt >= 0) {
      Arrays.fill(gradients, biasAt, bias(out.channels() - 1, positions() - 1) + 1, 0);
    }
  }

  @Override
  void backward(List<double[]> inputs, double[] output, double[] gradient, List<double[]> into,
      int image, Round round) {
    double[] x = inputs.getFirst();
    double[] dx = into.getFirst();
    for (int i = 0; biasAt >= 0 && i < gradient.length; i++) {
      gradients[bias(i / positions(), i % positions())] += gradient[i];
    }
    eachTerm((o, position, weight, input) -> {
      double g = gradient[o * positions() + position];
      gradients[weight] += g * x[input];
      dx[input] += g * values[weight];
    });
  }
}
