package fovea.engine.kernel.learning;

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
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.List;

/**
 * Which networks learn from pictures that lie abreast, a vector holding the same number of each. Where
 * channels are few, vectors of channels leave lanes empty, in memory as in arithmetic, and vectors of
 * pictures none.
 */
public final class Abreast {

  /** Part of the arithmetic that must be saved at least: the other kernels are a little faster where vectors are full. */
  private static final double LEAST = 0.1;

  private Abreast() {}

  /** Whether all maps can lie so: layers one behind the other that know it, and features at the end. */
  public static boolean fits(NetworkReading network) {
    String before = Node.INPUT;
    for (LayerReading layer : network.layers()) {
      if (!layer.inputs().equals(List.of(before)) || !fits(layer)) {
        return false;
      }
      before = layer.id();
    }
    return network.layers().getLast().output() instanceof Shape.Features;
  }

  private static boolean fits(LayerReading layer) {
    return !(layer.inputShape() instanceof Shape.Maps) || switch (layer.node().layer()) {
      case Conv2d conv -> AbreastConvolutionLayer.fits(conv, layer);
      case Activation _, Dropout _, MaxPool2d _, AdaptiveMaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _, Flatten _ ->
        true;
      case ConvTranspose2d _, LocallyConnected2d _, BatchNorm2d _, Linear _, Softmax _, Upsample _, Add _, Multiply _, Concat _ ->
        false;
    };
  }

  /** Whether enough lanes would be empty otherwise, counted by the arithmetic of the convolutions. */
  static boolean pays(NetworkReading network, int images) {
    double filled = 0;
    double abreast = 0;
    for (LayerReading layer : network.layers()) {
      if (layer.node().layer() instanceof Conv2d) {
        double macs = layer.cost().macs().value();
        // Nobody wants the picture's gradient.
        boolean isFirst = layer.inputs().contains(Node.INPUT);
        filled += macs * (spread(Volume.channels(layer.output()))
            + (isFirst ? 1 : spread(Volume.channels(layer.inputShape()))));
        abreast += macs * 2 * spread(images);
      }
    }
    return abreast < (1 - LEAST) * filled;
  }

  /** Lanes that so many numbers take, for each of them. */
  private static double spread(int numbers) {
    return (double) Math.ceilDiv(numbers, Lanes.LENGTH) * Lanes.LENGTH / numbers;
  }
}
