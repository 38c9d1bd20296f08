package fovea.engine.kernel.learning;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.reading.LayerReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch norm in training mode, whose formulas stand at its textbook twin. Each picture's sums are taken
 * in float, of what is left when a channel's first number is subtracted, so that a large mean costs no
 * digits; they are added up in double, picture by picture.
 */
final class BatchNormLayer implements LearningLayer<Batch> {

  private final double eps;
  private final LearnedNumbers numbers;
  private final int channels;
  private final int pitch;
  private final int weightAt;
  private final int biasAt;
  private final int meanAt;
  private final int varianceAt;
  private final long work;

  /** For each picture two sums of each channel. */
  private final float[] sums;

  /** What the last way forward has found: mean, and 1 / √(variance + eps). */
  private final float[] mean;
  private final double[] inverse;

  private final float[] scale;
  private final float[] slope;
  private final float[] shift;

  BatchNormLayer(BatchNorm2d norm, LayerReading reading, LearnedNumbers numbers, int images) {
    this.eps = norm.eps();
    this.numbers = numbers;
    this.channels = Volume.channels(reading.output());
    this.pitch = Math.ceilDiv(channels, LENGTH) * LENGTH;
    this.weightAt = numbers.place(reading.id() + ".weight");
    this.biasAt = numbers.place(reading.id() + ".bias");
    this.meanAt = numbers.place(reading.id() + ".running_mean");
    this.varianceAt = numbers.place(reading.id() + ".running_var");
    this.work = reading.output().elements();
    this.sums = new float[Math.multiplyExact(images, 2 * pitch)];
    this.mean = new float[pitch];
    this.inverse = new double[channels];
    this.scale = new float[pitch];
    this.slope = new float[pitch];
    this.shift = new float[pitch];
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    Batch in = inputs.getFirst();
    if (round.isTraining()) {
      measure(in, round);
    } else {
      recall();
    }
    round.workers().compute(round.images(), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        Volume x = in.image(n);
        VectorLoops.scaleLoop(
            x.data, x.at(0), pitch, x.pixels(), scale, shift, output.data);
      }
    });
  }

  /** The running statistics. */
  private void recall() {
    for (int c = 0; c < channels; c++) {
      settle(c, numbers.values[meanAt + c], numbers.values[varianceAt + c]);
    }
  }

  /** Keeps what a channel is normalised by. */
  private void settle(int c, double found, double variance) {
    mean[c] = (float) found;
    inverse[c] = 1 / Math.sqrt(variance + eps);
    scale[c] = (float) (numbers.values[weightAt + c] * inverse[c]);
    shift[c] = (float) (numbers.values[biasAt + c]
        - found * numbers.values[weightAt + c] * inverse[c]);
  }

  /** The statistics of the batch. */
  private void measure(Batch in, Round round) {
    int images = round.images();
    System.arraycopy(in.data, in.image(0).at(0), mean, 0, pitch);
    round.workers().compute(images, work * images, (from, to) -> {
      for (int n = from; n < to; n++) {
        Volume x = in.image(n);
        VectorLoops.momentsLoop(
            x.data, x.at(0), pitch, x.pixels(), mean, sums, n * 2 * pitch);
      }
    });
    double count = (double) images * in.image(0).pixels();
    for (int c = 0; c < channels; c++) {
      double sum = sum(c, images);
      double variance = Math.max(0, sum(pitch + c, images) / count - sum / count * sum / count);
      double found = mean[c] + sum / count;
      settle(c, found, variance);
      numbers.gradients[meanAt + c] = running(numbers.values[meanAt + c], found);
      numbers.gradients[varianceAt + c] = running(
          numbers.values[varianceAt + c], variance * count / (count - 1));
    }
  }

  private double sum(int at, int images) {
    double sum = 0;
    for (int n = 0; n < images; n++) {
      sum += sums[n * 2 * pitch + at];
    }
    return sum;
  }

  private static float running(float before, double now) {
    return (float) ((1 - TextbookBatchNorm.MOMENTUM) * before + TextbookBatchNorm.MOMENTUM * now);
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Batch in = inputs.getFirst();
    int images = round.images();
    round.workers().compute(images, work * images, (from, to) -> {
      for (int n = from; n < to; n++) {
        Volume x = in.image(n);
        VectorLoops.normSumsLoop(gradient.data, x.data, x.at(0), pitch, x.pixels(), mean, sums,
            n * 2 * pitch);
      }
    });
    double count = (double) images * in.image(0).pixels();
    for (int c = 0; c < channels; c++) {
      double sum = sum(c, images);
      double products = sum(pitch + c, images) * inverse[c];
      numbers.gradients[biasAt + c] = (float) sum;
      numbers.gradients[weightAt + c] = (float) products;
      double factor = numbers.values[weightAt + c] * inverse[c];
      double ofInput = -factor * products / count * inverse[c];
      scale[c] = (float) factor;
      slope[c] = (float) ofInput;
      shift[c] = (float) (-factor * sum / count - ofInput * mean[c]);
    }
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      round.workers().compute(images, work * images, (from, to) -> {
        for (int n = from; n < to; n++) {
          back(in.image(n), gradient.data, share);
        }
      });
    }
  }

  private void back(Volume x, float[] gradient, Share<Batch> share) {
    float[] into = share.gradient().data;
    int length = x.pixels() * pitch;
    if (share.adds()) {
      VectorLoops.normBackLoop(gradient, x.data, x.at(0), pitch, x.pixels(), scale, slope, shift,
          gradient);
      VectorLoops.addLoop(gradient, x.at(0), into, x.at(0), length);
    } else {
      VectorLoops.normBackLoop(
          gradient, x.data, x.at(0), pitch, x.pixels(), scale, slope, shift, into);
    }
  }
}
