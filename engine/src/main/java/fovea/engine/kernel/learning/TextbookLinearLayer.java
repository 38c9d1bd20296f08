package fovea.engine.kernel.learning;

import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;

/** A fully connected layer: {@code out[o] = bias[o] + Σ weight[o, i] · in[i]}. */
final class TextbookLinearLayer extends TextbookLayer {

  private final int in;
  private final int out;
  private final int weightAt;
  private final int biasAt;
  private final double[] values;
  private final double[] gradients;

  TextbookLinearLayer(LayerReading reading, LearnedNumbers numbers, double[] values,
      double[] gradients) {
    this.in = Math.toIntExact(reading.inputShape().elements());
    this.out = Math.toIntExact(reading.output().elements());
    this.weightAt = numbers.place(reading.id() + ".weight");
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  void forward(List<double[]> inputs, double[] output, int image, Round round) {
    for (int o = 0; o < out; o++) {
      output[o] = biasAt < 0 ? 0 : values[biasAt + o];
      for (int i = 0; i < in; i++) {
        output[o] += values[weightAt + o * in + i] * inputs.getFirst()[i];
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(gradients, weightAt, weightAt + out * in, 0);
    if (biasAt >= 0) {
      Arrays.fill(gradients, biasAt, biasAt + out, 0);
    }
  }

  @Override
  void backward(List<double[]> inputs, double[] output, double[] gradient, List<double[]> into,
      int image, Round round) {
    for (int o = 0; o < out; o++) {
      if (biasAt >= 0) {
        gradients[biasAt + o] += gradient[o];
      }
      for (int i = 0; i < in; i++) {
        gradients[weightAt + o * in + i] += gradient[o] * inputs.getFirst()[i];
        into.getFirst()[i] += gradient[o] * values[weightAt + o * in + i];
      }
    }
  }
}
