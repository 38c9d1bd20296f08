package fovea.engine.kernel.learning;

import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.convolution.WayBack;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
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
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import java.util.List;

/** Layers that learn in vector instructions: the fast family. */
public final class VectorLearning implements LearningKernels<Batch> {

  @Override
  public Batch values(Shape shape, int images) {
    return Batch.of(shape, images, Lanes.LENGTH);
  }

  @Override
  public Batch input(Shape shape, int images, List<LayerReading> readers) {
    return Batch.of(shape, images, lanes(shape, readers));
  }

  @Override
  public long inputBytes(Shape shape, int images, List<LayerReading> readers) {
    return Batch.bytes(shape, images, lanes(shape, readers));
  }

  /** A picture's few channels are not filled up for convolutions, which lay them out in any case. */
  private static int lanes(Shape shape, List<LayerReading> readers) {
    boolean isLaidOut = Volume.channels(shape) < Lanes.LENGTH
        && readers.stream().allMatch(reader -> reader.node().layer() instanceof Conv2d);
    return isLaidOut ? 1 : Lanes.LENGTH;
  }

  @Override
  public Batch in(Batch memory, Shape shape) {
    return memory.as(shape);
  }

  @Override
  public long bytes(Shape shape, int images) {
    return Batch.bytes(shape, images, Lanes.LENGTH);
  }

  /** Packed weights for both ways, and sums of their gradients. */
  @Override
  public long bytes(LayerReading layer, int images) {
    return switch (layer.node().layer()) {
      case Conv2d _, ConvTranspose2d _ -> {
        long weights = 0;
        for (Parameter parameter : layer.cost().parameters()) {
          weights = Math.addExact(weights, parameter.elements());
        }
        long packed = Math.multiplyExact(weights, 2L * Float.BYTES);
        yield Math.addExact(packed,
            Math.max(Math.multiplyExact(weights, (long) Float.BYTES), ConvolutionLayer.SUMS));
      }
      default -> 0;
    };
  }

  @Override
  public Habits habits(LayerReading reading) {
    return switch (reading.node().layer()) {
      case Activation function -> new Habits(ActivationLayer.isInPlace(function), true, true);
      case BatchNorm2d _ -> new Habits(false, true, false);
      case Dropout _ -> new Habits(true, true, false);
      case Add _ when KernelLayer.isSum(reading) -> new Habits(true, true, false);
      case MaxPool2d _, AdaptiveMaxPool2d _ -> new Habits(false, false, true);
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, Linear _, AvgPool2d _, AdaptiveAvgPool2d _, Flatten _, Softmax _, Upsample _, Add _, Multiply _, Concat _ ->
        Habits.NONE;
    };
  }

  @Override
  public boolean isFinite(Batch values, int images) {
    for (int n = 0; n < images; n++) {
      Volume volume = values.image(n);
      for (int pixel = 0; pixel < volume.pixels(); pixel++) {
        for (int c = 0; c < volume.channels; c++) {
          if (!Float.isFinite(values.data[volume.at(pixel) + c])) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Override
  public void set(Batch values, int image, Tensor tensor) {
    values.image(image).set(tensor);
  }

  @Override
  public double get(Batch values, int image, int place) {
    Volume volume = values.image(image);
    return volume.data[place(volume, place)];
  }

  @Override
  public void set(Batch values, int image, int place, double number) {
    Volume volume = values.image(image);
    volume.data[place(volume, place)] = (float) number;
  }

  private static int place(Volume volume, int place) {
    return volume.at(place % volume.pixels()) + place / volume.pixels();
  }

  @Override
  public LearningLayer<Batch> layer(LayerReading reading, LearnedNumbers numbers, int images) {
    int weightAt = numbers.has(reading.id() + ".weight")
        ? numbers.place(reading.id() + ".weight")
        : 0;
    boolean isBiased = numbers.has(reading.id() + ".bias");
    float[] bias = isBiased ? numbers.values : new float[0];
    int biasAt = isBiased ? numbers.place(reading.id() + ".bias") : 0;
    return switch (reading.node().layer()) {
      case Conv2d layer -> {
        Convolution conv = Convolution.of(layer, reading, numbers.values, weightAt, bias, biasAt);
        yield new ConvolutionLayer(reading, conv,
            WayBack.of(layer, reading, numbers.values, weightAt), conv, numbers);
      }
      case ConvTranspose2d layer -> {
        WayBack back = WayBack.of(layer, reading, numbers.values, weightAt);
        yield new ConvolutionLayer(reading,
            Convolution.of(layer, reading, numbers.values, weightAt, bias, biasAt), back,
            back.phases().getFirst().conv(), numbers);
      }
      case LocallyConnected2d layer -> new LocalLayer(layer, reading, numbers);
      case Linear _ -> new LinearLayer(reading, numbers, images);
      case MaxPool2d pool -> new PoolingLayer(Pooling.of(pool, reading), reading);
      case AvgPool2d pool -> new PoolingLayer(Pooling.of(pool, reading), reading);
      case AdaptiveMaxPool2d _ ->
        new PoolingLayer(Pooling.adaptive(Pooling.Kind.MAX, reading), reading);
      case AdaptiveAvgPool2d _ ->
        new PoolingLayer(Pooling.adaptive(Pooling.Kind.MEAN, reading), reading);
      case BatchNorm2d norm -> new BatchNormLayer(norm, reading, numbers, images);
      case Activation function -> new ActivationLayer(function, reading);
      case Dropout dropout -> new DropoutLayer(dropout, reading.id());
      case Add _, Softmax _, Upsample _, Multiply _, Concat _, Flatten _ ->
        new KernelLayer(reading);
    };
  }
}
