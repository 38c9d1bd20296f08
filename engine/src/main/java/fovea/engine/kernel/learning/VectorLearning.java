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
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Layers that learn in vector instructions: the fast family. Maps lie picture by picture, or abreast
 * ({@link Abreast}); features always picture by picture.
 */
public final class VectorLearning implements LearningKernels<Batch> {

  private final boolean isAbreast;

  /** The activations that a pooling does. */
  private final Set<String> pooled;

  /** For a network; {@code isAbreast} only where {@link Abreast#fits} says so. */
  public VectorLearning(NetworkReading network, boolean isAbreast) {
    this.isAbreast = isAbreast;
    this.pooled = PooledActivation.of(network);
  }

  static VectorLearning of(NetworkReading network, int images) {
    return new VectorLearning(network, Abreast.pays(network, images) && Abreast.fits(network));
  }

  private Batch.Order order(Shape shape) {
    return isAbreast && shape instanceof Shape.Maps ? Batch.Order.ABREAST : Batch.Order.FILLED;
  }

  @Override
  public Batch values(Shape shape, int images) {
    return Batch.of(shape, images, order(shape));
  }

  @Override
  public Batch input(Shape shape, int images, List<LayerReading> readers) {
    return Batch.of(shape, images, order(shape, readers));
  }

  @Override
  public long inputBytes(Shape shape, int images, List<LayerReading> readers) {
    return Batch.bytes(shape, images, order(shape, readers));
  }

  /** A picture's few channels are not filled up for convolutions, which lay them out in any case. */
  private Batch.Order order(Shape shape, List<LayerReading> readers) {
    boolean isLaidOut = !isAbreast && Volume.channels(shape) < Lanes.LENGTH
        && readers.stream().allMatch(reader -> reader.node().layer() instanceof Conv2d);
    return isLaidOut ? Batch.Order.BARE : order(shape);
  }

  @Override
  public Batch in(Batch memory, Shape shape) {
    return memory.as(shape, order(shape));
  }

  @Override
  public long bytes(Shape shape, int images) {
    return Batch.bytes(shape, images, order(shape));
  }

  /** Packed weights for both ways, and sums of their gradients. */
  @Override
  public long bytes(LayerReading layer, int images) {
    return switch (layer.node().layer()) {
      case Conv2d _ when isAbreast -> AbreastConvolutionLayer.bytes(layer);
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
      for (int place = 0; place < values.numbers(); place++) {
        if (!Float.isFinite(values.data[values.at(n, place)])) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void set(Batch values, List<Tensor> pictures, Workers workers) {
    int volumes = values.volumes(pictures.size());
    workers.compute(volumes, (long) pictures.size() * values.numbers(), (from, to) -> {
      for (int n = from; n < to; n++) {
        values.set(n, pictures);
      }
    });
  }

  @Override
  public double squares(float[] x, int from, int to) {
    return SquareLoops.squaresLoop(x, from, to);
  }

  @Override
  public double squaredDistance(float[] a, float[] b, int from, int to) {
    return SquareLoops.distanceLoop(a, b, from, to);
  }

  @Override
  public double get(Batch values, int image, int place) {
    return values.data[values.at(image, place)];
  }

  @Override
  public void set(Batch values, int image, int place, double number) {
    values.data[values.at(image, place)] = (float) number;
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
        WayBack back = WayBack.of(layer, reading, numbers.values, weightAt);
        yield isAbreast
            ? new AbreastConvolutionLayer(reading, conv, back, numbers)
            : new ConvolutionLayer(reading, conv, back, conv, numbers);
      }
      case ConvTranspose2d layer -> {
        WayBack back = WayBack.of(layer, reading, numbers.values, weightAt);
        yield new ConvolutionLayer(reading,
            Convolution.of(layer, reading, numbers.values, weightAt, bias, biasAt), back,
            back.phases().getFirst().conv(), numbers);
      }
      case LocallyConnected2d layer -> new LocalLayer(layer, reading, numbers);
      case Linear _ -> new LinearLayer(reading, numbers, images);
      case MaxPool2d pool -> pooling(Pooling.of(pool, reading), reading);
      case AvgPool2d pool -> pooling(Pooling.of(pool, reading), reading);
      case AdaptiveMaxPool2d _ ->
        pooling(Pooling.adaptive(Pooling.Kind.MAX, reading), reading);
      case AdaptiveAvgPool2d _ ->
        pooling(Pooling.adaptive(Pooling.Kind.MEAN, reading), reading);
      case BatchNorm2d norm -> new BatchNormLayer(norm, reading, numbers, images);
      case Activation _ when pooled.contains(reading.id()) -> new PooledActivation();
      case Activation function -> new ActivationLayer(function, reading);
      case Dropout dropout -> new DropoutLayer(dropout, reading.id(),
          Math.toIntExact(reading.output().elements()));
      case Flatten _ when isAbreast && reading.inputShape() instanceof Shape.Maps ->
        new AbreastFlatten(reading);
      case Add _, Softmax _, Upsample _, Multiply _, Concat _, Flatten _ ->
        new KernelLayer(reading);
    };
  }

  private PoolingLayer pooling(Pooling pooling, LayerReading reading) {
    return new PoolingLayer(pooling, reading, pooled.contains(reading.inputs().getFirst()));
  }
}
