package fovea.engine.kernel.learning;

import fovea.engine.kernel.pointwise.Blend;
import fovea.engine.kernel.pointwise.Functions;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;

/** Layers without parameters that look at numbers one by one, or at a pixel's channels. */
final class TextbookNumbers {

  private TextbookNumbers() {}

  /** Computes one picture. */
  private interface Forward {
    void compute(List<double[]> inputs, double[] output, int image, Round round);
  }

  /** Adds to the gradients of the inputs. */
  private interface Backward {
    void compute(List<double[]> inputs, double[] gradient, List<double[]> into, int image,
        Round round);
  }

  private static TextbookLayer layer(Forward forward, Backward backward) {
    return new TextbookLayer() {
      @Override
      void forward(List<double[]> inputs, double[] output, int image, Round round) {
        forward.compute(inputs, output, image, round);
      }

      @Override
      void backward(List<double[]> inputs, double[] output, double[] gradient,
          List<double[]> into, int image, Round round) {
        backward.compute(inputs, gradient, into, image, round);
      }
    };
  }

  static TextbookLayer activation(Activation function) {
    return layer(
        (inputs, output, _, _) -> {
          for (int i = 0; i < output.length; i++) {
            output[i] = Functions.apply(function, inputs.getFirst()[i]);
          }
        },
        (inputs, gradient, into, _, _) -> {
          for (int i = 0; i < gradient.length; i++) {
            into.getFirst()[i] += gradient[i]
                * Functions.derivative(function, inputs.getFirst()[i]);
          }
        });
  }

  static TextbookLayer dropout(Dropout dropout, String id) {
    return layer(
        (inputs, output, image, round) -> {
          Mask mask = new Mask(
              round.seed(), id, image, round.isTraining() ? dropout.p() : 0);
          for (int i = 0; i < output.length; i++) {
            output[i] = inputs.getFirst()[i] * mask.factor(i);
          }
        },
        (_, gradient, into, image, round) -> {
          Mask mask = new Mask(round.seed(), id, image, dropout.p());
          for (int i = 0; i < gradient.length; i++) {
            into.getFirst()[i] += gradient[i] * mask.factor(i);
          }
        });
  }

  /** With shares s: {@code dx = s · (dy − Σ dy · s)}, over the channels of a pixel. */
  static TextbookLayer softmax(LayerReading reading) {
    int channels = channels(reading.output());
    int pixels = Math.toIntExact(reading.output().elements()) / channels;
    return layer(
        (inputs, output, _, _) -> {
          for (int pixel = 0; pixel < pixels; pixel++) {
            double[] shares = shares(inputs.getFirst(), pixel, channels, pixels);
            for (int c = 0; c < channels; c++) {
              output[c * pixels + pixel] = shares[c];
            }
          }
        },
        (inputs, gradient, into, _, _) -> {
          for (int pixel = 0; pixel < pixels; pixel++) {
            double[] shares = shares(inputs.getFirst(), pixel, channels, pixels);
            double weighted = 0;
            for (int c = 0; c < channels; c++) {
              weighted += gradient[c * pixels + pixel] * shares[c];
            }
            for (int c = 0; c < channels; c++) {
              into.getFirst()[c * pixels + pixel] += shares[c]
                  * (gradient[c * pixels + pixel] - weighted);
            }
          }
        });
  }

  private static double[] shares(double[] x, int pixel, int channels, int pixels) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < channels; c++) {
      largest = Math.max(largest, x[c * pixels + pixel]);
    }
    double[] shares = new double[channels];
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      shares[c] = Math.exp(x[c * pixels + pixel] - largest);
      sum += shares[c];
    }
    for (int c = 0; c < channels; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  private static int channels(Shape shape) {
    return switch (shape) {
      case Maps maps -> maps.channels();
      case Shape.Features features -> Math.toIntExact(features.count());
    };
  }

  /** The four pixels that one of the output blends, and how much of each. */
  private interface Corner {
    void at(int output, int input, double share);
  }

  private static void eachCorner(Upsample up, LayerReading reading, Corner corner) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Blend rows = Blend.of(up, Axis.HEIGHT, reading);
    Blend columns = Blend.of(up, Axis.WIDTH, reading);
    boolean isNearest = up.mode() == UpsampleMode.NEAREST;
    for (int c = 0; c < out.channels(); c++) {
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          int output = (c * out.height() + y) * out.width() + x;
          int low = (c * in.height() + rows.low(y)) * in.width();
          int high = (c * in.height() + rows.high(y)) * in.width();
          double down = isNearest ? 0 : rows.share(y);
          double right = isNearest ? 0 : columns.share(x);
          corner.at(output, low + columns.low(x), (1 - down) * (1 - right));
          corner.at(output, low + columns.high(x), (1 - down) * right);
          corner.at(output, high + columns.low(x), down * (1 - right));
          corner.at(output, high + columns.high(x), down * right);
        }
      }
    }
  }

  static TextbookLayer upsample(Upsample up, LayerReading reading) {
    return layer(
        (inputs, output, _, _) -> {
          Arrays.fill(output, 0);
          eachCorner(up, reading,
              (o, i, share) -> output[o] += share * inputs.getFirst()[i]);
        },
        (_, gradient, into, _, _) -> eachCorner(up, reading,
            (o, i, share) -> into.getFirst()[i] += share * gradient[o]));
  }

  /** Where an input's number for one of the output stands: a 1 × 1 map is spread over all pixels. */
  private static int spread(LayerReading reading, int input, int output) {
    long pixels = reading.output().elements() / channels(reading.output());
    long own = reading.inputShapes().get(input).elements() / channels(reading.output());
    return own == pixels ? output : (int) (output / pixels);
  }

  static TextbookLayer add(LayerReading reading) {
    return layer(
        (inputs, output, _, _) -> {
          for (int at = 0; at < output.length; at++) {
            output[at] = 0;
            for (int i = 0; i < inputs.size(); i++) {
              output[at] += inputs.get(i)[spread(reading, i, at)];
            }
          }
        },
        (_, gradient, into, _, _) -> {
          for (int at = 0; at < gradient.length; at++) {
            for (int i = 0; i < into.size(); i++) {
              into.get(i)[spread(reading, i, at)] += gradient[at];
            }
          }
        });
  }

  static TextbookLayer multiply(LayerReading reading) {
    return layer(
        (inputs, output, _, _) -> {
          for (int at = 0; at < output.length; at++) {
            output[at] = product(reading, inputs, at, -1);
          }
        },
        (inputs, gradient, into, _, _) -> {
          for (int at = 0; at < gradient.length; at++) {
            for (int i = 0; i < into.size(); i++) {
              into.get(i)[spread(reading, i, at)] += gradient[at]
                  * product(reading, inputs, at, i);
            }
          }
        });
  }

  private static double product(LayerReading reading, List<double[]> inputs, int at, int without) {
    double product = 1;
    for (int i = 0; i < inputs.size(); i++) {
      product *= i == without ? 1 : inputs.get(i)[spread(reading, i, at)];
    }
    return product;
  }

  static TextbookLayer concat(LayerReading reading) {
    return layer(
        (inputs, output, _, _) -> {
          int at = 0;
          for (double[] in : inputs) {
            System.arraycopy(in, 0, output, at, in.length);
            at += in.length;
          }
        },
        (_, gradient, into, _, _) -> {
          int at = 0;
          for (double[] in : into) {
            for (int i = 0; i < in.length; i++) {
              in[i] += gradient[at + i];
            }
            at += in.length;
          }
        });
  }

  /** In the public order nothing moves. */
  static TextbookLayer flatten() {
    return layer(
        (inputs, output, _, _) -> System.arraycopy(
            inputs.getFirst(), 0, output, 0, output.length),
        (_, gradient, into, _, _) -> {
          for (int i = 0; i < gradient.length; i++) {
            into.getFirst()[i] += gradient[i];
          }
        });
  }
}
