package fovea.engine.kernel.learning;

import static fovea.engine.kernel.volume.Lanes.LENGTH;

import fovea.engine.kernel.linear.DotProducts;
import fovea.engine.kernel.linear.OuterProducts;
import fovea.engine.kernel.volume.Scratch;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer while it learns. Forward, a few rows of weights are multiplied with a few pictures
 * at a time, so that each is fetched from memory once. Back, the weights' gradient sums up outer products of
 * gradients and inputs over the pictures, and the inputs' gradient those of weights and gradients over the
 * outputs.
 */
final class LinearLayer implements LearningLayer<Batch> {

  private final LearnedNumbers numbers;
  private final int in;
  private final int out;
  private final int weightAt;
  private final int biasAt;

  /** For each output the gradients of all pictures. */
  private final float[] turned;

  private final int turnedStep;

  LinearLayer(LayerReading reading, LearnedNumbers numbers, int images) {
    this.numbers = numbers;
    this.in = Math.toIntExact(reading.inputShape().elements());
    this.out = Math.toIntExact(reading.output().elements());
    this.weightAt = numbers.place(reading.id() + ".weight");
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.turnedStep = images;
    this.turned = new float[Math.addExact(
        Math.multiplyExact(out, turnedStep), OuterProducts.SLACK)];
  }

  private long work(Round round) {
    return (long) in * out * round.images();
  }

  /** A slice is {@link DotProducts#ROWS} outputs. */
  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    Batch x = inputs.getFirst();
    int rows = DotProducts.ROWS;
    round.workers().compute(Math.ceilDiv(out, rows), work(round), (from, to) -> {
      for (int o = from * rows; o < Math.min(out, to * rows); o += rows) {
        int count = Math.min(rows, out - o);
        DotProducts.multiply(numbers.values, weightAt + o * in, in, count, x.data,
            x.image(0).at(0), x.stride, round.images(), output.data, output.image(0).at(0) + o,
            output.stride);
        for (int n = 0; biasAt >= 0 && n < round.images(); n++) {
          for (int i = 0; i < count; i++) {
            output.data[output.image(n).at(0) + o + i] += numbers.values[biasAt + o + i];
          }
        }
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    learn(inputs.getFirst(), gradient, round);
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      back(gradient, share, round);
    }
  }

  /** A slice is a tile of outputs, with all inputs. */
  private void learn(Batch x, Batch gradient, Round round) {
    int rows = OuterProducts.NARROW_ROWS;
    round.workers().compute(Math.ceilDiv(out, rows), work(round), (from, to) -> {
      float[] sums = Scratch.ofThread().first(rows * LENGTH);
      for (int o = from * rows; o < Math.min(out, to * rows); o++) {
        if (biasAt >= 0) {
          double sum = 0;
          for (int n = 0; n < round.images(); n++) {
            sum += gradient.data[gradient.image(n).at(0) + o];
          }
          numbers.gradients[biasAt + o] = (float) sum;
        }
      }
      for (int o = from * rows; o < Math.min(out, to * rows); o += OuterProducts.WIDE_ROWS) {
        for (int i = 0; i < in; i += 2 * LENGTH) {
          Arrays.fill(sums, 0, rows * LENGTH, 0);
          OuterProducts.add(2, gradient.data, gradient.image(0).at(0) + o, gradient.stride, 0,
              x.data, x.image(0).at(0) + i, x.stride, 0, round.images(), 1, sums, 0);
          int length = Math.min(2 * LENGTH, in - i);
          for (int row = 0; row < Math.min(OuterProducts.WIDE_ROWS, out - o); row++) {
            System.arraycopy(sums, row * 2 * LENGTH, numbers.gradients,
                weightAt + (o + row) * in + i, length);
          }
        }
      }
    });
  }

  /** A slice is two vectors of inputs, with all pictures. */
  private void back(Batch gradient, Share<Batch> share, Round round) {
    Batch into = share.gradient();
    for (int n = 0; n < round.images(); n++) {
      for (int o = 0; o < out; o++) {
        turned[o * turnedStep + n] = gradient.data[gradient.image(n).at(0) + o];
      }
    }
    int rows = OuterProducts.WIDE_ROWS;
    int width = 2 * LENGTH;
    round.workers().compute(Math.ceilDiv(in, width), work(round), (from, to) -> {
      float[] sums = Scratch.ofThread().first(rows * width);
      for (int i = from * width; i < Math.min(in, to * width); i += width) {
        int length = Math.min(width, in - i);
        for (int first = 0; first < round.images(); first += rows) {
          Arrays.fill(sums, 0, rows * width, 0);
          OuterProducts.add(2, turned, first, turnedStep, 0, numbers.values, weightAt + i, in, 0,
              out, 1, sums, 0);
          for (int row = 0; row < Math.min(rows, round.images() - first); row++) {
            int at = into.image(first + row).at(0) + i;
            if (share.adds()) {
              VectorLoops.addProductLoop(1, sums, row * width, into.data, at, length);
            } else {
              System.arraycopy(sums, row * width, into.data, at, length);
            }
          }
        }
      }
    });
  }
}
