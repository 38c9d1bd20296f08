package fovea.engine.explain;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Statistics;
import fovea.engine.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What a pooling layer forgives: how far its numbers change, in place, when the picture moves or gets
 * noisy, beside how far the numbers change that it reads. All are parts: ‖change‖ / ‖values‖.
 *
 * @param layer the pooling layer's id
 * @param shiftIn what the shift changes in what it reads
 * @param shiftOut what the shift changes in what it gives
 * @param noiseIn what the noise changes in what it reads
 * @param noiseOut what the noise changes in what it gives
 */
public record Tolerance(
    String layer, double shiftIn, double shiftOut, double noiseIn, double noiseOut) {

  /** The layers whose values {@link #of} reads: those that pool, and those that they read. */
  public static Set<String> layers(NetworkReading network) {
    Set<String> layers = new LinkedHashSet<>();
    for (LayerReading layer : pooling(network)) {
      layers.add(layer.id());
      layers.addAll(layer.inputs());
    }
    return layers;
  }

  /** Every pooling layer's, from the values on the picture, on the moved one and on the noisy one. */
  public static List<Tolerance> of(
      NetworkReading network, Activations still, Activations moved, Activations noisy) {
    return pooling(network).stream().map(layer -> {
      String in = layer.inputs().getFirst();
      String out = layer.id();
      return new Tolerance(out,
          Change.of(still.tensor(in), moved.tensor(in)),
          Change.of(still.tensor(out), moved.tensor(out)),
          Change.of(still.tensor(in), noisy.tensor(in)),
          Change.of(still.tensor(out), noisy.tensor(out)));
    }).toList();
  }

  private static List<LayerReading> pooling(NetworkReading network) {
    return network.layers().stream().filter(layer -> pools(layer.node().layer())).toList();
  }

  private static boolean pools(Layer layer) {
    return switch (layer) {
      case MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> true;
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, BatchNorm2d _, Linear _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _, Activation _ ->
        false;
    };
  }

  /**
   * A picture with noise on it, the same for the same seed.
   *
   * @param strength the noise's standard deviation in parts of the picture's
   */
  public static Tensor noisy(Tensor picture, double strength, long seed) {
    double std = strength * Statistics.of(picture.data(), 0, picture.size()).std();
    Random random = new Random(seed);
    float[] noisy = picture.data().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (std * random.nextGaussian());
    }
    return Tensor.of(noisy, picture.shape());
  }
}
