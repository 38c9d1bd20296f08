package fovea.engine.kernel.learning;

import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Layers that learn, as their formulas say it and in double precision throughout: the reference, and
 * what machines without the Vector API use. A picture's values lie in the public order, {@code [C, H,
 * W]}.
 */
public final class TextbookLearning implements LearningKernels<double[][]> {

  /** All that is learned, in double precision. */
  private double[] values = {};

  private double[] gradients = {};

  @Override
  public double[][] values(Shape shape, int images) {
    return new double[images][Math.toIntExact(shape.elements())];
  }

  @Override
  public double[][] in(double[][] memory, Shape shape) {
    return values(shape, memory.length);
  }

  @Override
  public long bytes(Shape shape, int images) {
    return Math.multiplyExact(
        Math.multiplyExact(shape.elements(), (long) images), (long) Double.BYTES);
  }

  @Override
  public long bytes(LayerReading layer, int images) {
    return 0;
  }

  /** Whoever reads it as the formulas say finds everything where it was. */
  @Override
  public Habits habits(LayerReading layer) {
    return new Habits(false, false, true);
  }

  @Override
  public boolean isFinite(double[][] values, int images) {
    return Arrays.stream(values).limit(images).flatMapToDouble(Arrays::stream)
        .allMatch(Double::isFinite);
  }

  @Override
  public void set(double[][] values, List<Tensor> pictures, Workers workers) {
    for (int n = 0; n < pictures.size(); n++) {
      for (int i = 0; i < values[n].length; i++) {
        values[n][i] = pictures.get(n).data()[i];
      }
    }
  }

  @Override
  public double get(double[][] values, int image, int place) {
    return values[image][place];
  }

  @Override
  public void set(double[][] values, int image, int place, double number) {
    values[image][place] = number;
  }

  /** All that is learned, to be read and changed. */
  public double[] numbers() {
    return values;
  }

  /** The gradient of each of them. */
  public double[] gradients() {
    return gradients;
  }

  @Override
  public void read(LearnedNumbers numbers) {
    hold(numbers);
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.values[i];
    }
  }

  @Override
  public void write(LearnedNumbers numbers) {
    for (int i = 0; i < gradients.length; i++) {
      numbers.gradients[i] = (float) gradients[i];
    }
  }

  private void hold(LearnedNumbers numbers) {
    if (values.length != numbers.size()) {
      values = new double[numbers.size()];
      gradients = new double[numbers.size()];
    }
  }

  @Override
  public LearningLayer<double[][]> layer(
      LayerReading reading, LearnedNumbers numbers, int images) {
    hold(numbers);
    return switch (reading.node().layer()) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _ ->
        TextbookWeightedWindows.of(reading, numbers, values, gradients);
      case Linear _ -> new TextbookLinearLayer(reading, numbers, values, gradients);
      case MaxPool2d pool -> new TextbookPoolingLayer(Pooling.of(pool, reading), reading);
      case AvgPool2d pool -> new TextbookPoolingLayer(Pooling.of(pool, reading), reading);
      case AdaptiveMaxPool2d _ ->
        new TextbookPoolingLayer(Pooling.adaptive(Pooling.Kind.MAX, reading), reading);
      case AdaptiveAvgPool2d _ ->
        new TextbookPoolingLayer(Pooling.adaptive(Pooling.Kind.MEAN, reading), reading);
      case BatchNorm2d norm -> new TextbookBatchNorm(norm, reading, numbers, values, gradients);
      case Activation function -> TextbookNumbers.activation(function);
      case Dropout dropout -> TextbookNumbers.dropout(dropout, reading.id());
      case Softmax _ -> TextbookNumbers.softmax(reading);
      case Upsample up -> TextbookNumbers.upsample(up, reading);
      case Add _ -> TextbookNumbers.add(reading);
      case Multiply _ -> TextbookNumbers.multiply(reading);
      case Concat _ -> TextbookNumbers.concat(reading);
      case Flatten _ -> TextbookNumbers.flatten();
    };
  }
}
