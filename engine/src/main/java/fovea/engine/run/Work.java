package fovea.engine.run;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Merge;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import java.util.List;

/**
 * How much computing a layer is, in multiply-accumulates and steps that cost about as much. Unlike
 * the MACs of a reading it counts all layers: a pooling window may be as large as its picture.
 */
final class Work {

  private Work() {}

  /** At least 1; at most {@link Long#MAX_VALUE}, which stands for everything beyond as well. */
  static long of(LayerReading layer) {
    try {
      long elements = Math.max(layer.output().elements(), layer.inputShape().elements());
      return Math.max(1, Math.addExact(elements, steps(layer)));
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /** The work of all these layers, with the same bounds. */
  static long of(List<LayerReading> layers) {
    long work = 0;
    for (LayerReading layer : layers) {
      work += of(layer);
      if (work < 0) {
        return Long.MAX_VALUE;
      }
    }
    return Math.max(1, work);
  }

  private static long steps(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, Linear _ ->
        layer.cost().macs().value();
      case MaxPool2d pool -> pooling(layer, pool.kernelSize());
      case AvgPool2d pool -> pooling(layer, pool.kernelSize());
      case AdaptiveMaxPool2d _, AdaptiveAvgPool2d _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _, Activation _ ->
        layer.inputShapes().stream().mapToLong(Shape::elements).reduce(0, Math::addExact);
    };
  }

  /** Windows are trimmed to the picture, so the picture bounds their cost. */
  private static long pooling(LayerReading layer, Pair kernel) {
    Maps in = (Maps) layer.inputShape();
    return Math.multiplyExact(
        layer.output().elements(),
        (long) Math.min(kernel.height(), in.height()) * Math.min(kernel.width(), in.width()));
  }
}
