package fovea.engine.kernel;

import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.convolution.TextbookConvolution;
import fovea.engine.kernel.linear.LocalConnection;
import fovea.engine.kernel.linear.TextbookLinear;
import fovea.engine.kernel.pointwise.Affine;
import fovea.engine.kernel.pointwise.SoftmaxKernel;
import fovea.engine.kernel.pointwise.TextbookPointwise;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.pooling.TextbookPooling;
import fovea.engine.kernel.volume.ByChannel;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Parameters;
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
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.Map;

/**
 * Every layer as its formula says it, one output channel after the other, in loops over {@code c, y,
 * x, ky, kx}. Sums are kept in double precision, so the order of terms does not matter: the reference
 * for every faster kernel.
 */
final class TextbookKernels implements Kernels {

  private final String reason;

  TextbookKernels(String reason) {
    this.reason = reason;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public Kernel kernel(LayerReading reading, Map<String, Tensor> parameters) {
    return switch (reading.node().layer()) {
      case Conv2d conv ->
        ByChannel.of(reading, TextbookConvolution.of(Convolution.of(conv, reading, parameters)));
      case ConvTranspose2d conv ->
        ByChannel.of(reading, TextbookConvolution.of(Convolution.of(conv, reading, parameters)));
      case LocallyConnected2d local ->
        ByChannel.of(reading,
            TextbookLinear.locallyConnected(LocalConnection.of(local, reading, parameters)));
      case Linear _ ->
        ByChannel.of(
            reading, TextbookLinear.linear(Parameters.required(parameters, "weight"),
                parameters.get("bias")));
      case MaxPool2d pool -> ByChannel.of(reading, TextbookPooling.of(Pooling.of(pool, reading)));
      case AvgPool2d pool -> ByChannel.of(reading, TextbookPooling.of(Pooling.of(pool, reading)));
      case AdaptiveMaxPool2d _ ->
        ByChannel.of(reading, TextbookPooling.of(Pooling.adaptive(Pooling.Kind.MAX, reading)));
      case AdaptiveAvgPool2d _ ->
        ByChannel.of(reading, TextbookPooling.of(Pooling.adaptive(Pooling.Kind.MEAN, reading)));
      case BatchNorm2d norm ->
        ByChannel.of(reading, TextbookPointwise.affine(Affine.of(norm, parameters)));
      case Activation function -> ByChannel.of(reading, TextbookPointwise.activation(function));
      case Softmax _ -> new SoftmaxKernel(Volume.pixels(reading.output()));
      case Upsample up -> ByChannel.of(reading, TextbookPointwise.upsample(up, reading));
      case Add _ -> ByChannel.of(reading, TextbookPointwise.elementwise(Double::sum));
      case Multiply _ -> ByChannel.of(reading, TextbookPointwise.elementwise((a, b) -> a * b));
      case Concat _ -> ByChannel.of(reading, TextbookPointwise::concat);
      case Flatten _, Dropout _ -> move(reading);
    };
  }

  /** Numbers that only move, or not even that; the same in all families. */
  static Kernel move(LayerReading reading) {
    return ByChannel.of(
        reading,
        reading.node().layer() instanceof Flatten
            ? TextbookPointwise::flatten
            : TextbookPointwise::copy);
  }
}
