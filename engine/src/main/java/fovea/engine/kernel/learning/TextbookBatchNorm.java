package fovea.engine.kernel.learning;

import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch norm in training mode. With mean and variance over all pictures and pixels of a channel and
 * {@code x̂ = (x − mean) / √(variance + eps)} it gives {@code weight · x̂ + bias}; and back, {@code dx =
 * weight / √(variance + eps) · (dy − mean(dy) − x̂ · mean(dy · x̂))}.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe, Szegedy: Batch Normalization</a>
 */
final class TextbookBatchNorm implements LearningLayer<double[][]> {

  /** How much of a batch's statistics goes into the running ones: PyTorch's momentum. */
  static final double MOMENTUM = 0.1;

  private final double eps;
  private final int channels;
  private final int pixels;
  private final int weightAt;
  private final int biasAt;
  private final int meanAt;
  private final int varianceAt;
  private final double[] values;
  private final double[] gradients;

  TextbookBatchNorm(BatchNorm2d norm, LayerReading reading, LearnedNumbers numbers,
      double[] values, double[] gradients) {
    Maps shape = (Maps) reading.output();
    this.eps = norm.eps();
    this.channels = shape.channels();
    this.pixels = shape.height() * shape.width();
    this.weightAt = numbers.place(reading.id() + ".weight");
    this.biasAt = numbers.place(reading.id() + ".bias");
    this.meanAt = numbers.place(reading.id() + ".running_mean");
    this.varianceAt = numbers.place(reading.id() + ".running_var");
    this.values = values;
    this.gradients = gradients;
  }

  /** What is asked of each number of a channel. */
  private interface OfNumber {
    double of(int image, int at);
  }

  private double mean(int c, int images, OfNumber number) {
    double sum = 0;
    for (int n = 0; n < images; n++) {
      for (int at = c * pixels; at < (c + 1) * pixels; at++) {
        sum += number.of(n, at);
      }
    }
    return sum / ((double) images * pixels);
  }

  @Override
  public void forward(List<double[][]> inputs, double[][] output, Round round) {
    double[][] x = inputs.getFirst();
    double count = (double) round.images() * pixels;
    for (int c = 0; c < channels; c++) {
      double mean = round.isTraining()
          ? mean(c, round.images(), (n, at) -> x[n][at])
          : values[meanAt + c];
      double variance = round.isTraining()
          ? mean(c, round.images(), (n, at) -> square(x[n][at] - mean))
          : values[varianceAt + c];
      double scale = values[weightAt + c] / Math.sqrt(variance + eps);
      for (int n = 0; n < round.images(); n++) {
        for (int at = c * pixels; at < (c + 1) * pixels; at++) {
          output[n][at] = (x[n][at] - mean) * scale + values[biasAt + c];
        }
      }
      gradients[meanAt + c] = running(values[meanAt + c], mean);
      gradients[varianceAt + c] = running(values[varianceAt + c], variance * count / (count - 1));
    }
  }

  private static double running(double before, double now) {
    return (1 - MOMENTUM) * before + MOMENTUM * now;
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public void backward(List<double[][]> inputs, double[][] output, double[][] gradient,
      List<@Nullable Share<double[][]>> shares, Round round) {
    double[][] x = inputs.getFirst();
    double count = (double) round.images() * pixels;
    for (int c = 0; c < channels; c++) {
      double mean = mean(c, round.images(), (n, at) -> x[n][at]);
      double variance = mean(c, round.images(), (n, at) -> square(x[n][at] - mean));
      double inverse = 1 / Math.sqrt(variance + eps);
      double shift = mean(c, round.images(), (n, at) -> gradient[n][at]);
      double slope = mean(c, round.images(),
          (n, at) -> gradient[n][at] * (x[n][at] - mean) * inverse);
      gradients[biasAt + c] = shift * count;
      gradients[weightAt + c] = slope * count;
      Share<double[][]> share = shares.getFirst();
      for (int n = 0; share != null && n < round.images(); n++) {
        for (int at = c * pixels; at < (c + 1) * pixels; at++) {
          double dx = values[weightAt + c] * inverse
              * (gradient[n][at] - shift - (x[n][at] - mean) * inverse * slope);
          share.gradient()[n][at] = dx + (share.adds() ? share.gradient()[n][at] : 0);
        }
      }
    }
  }
}
