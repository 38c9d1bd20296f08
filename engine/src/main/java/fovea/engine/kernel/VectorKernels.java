package fovea.engine.kernel;

import fovea.engine.network.Axis;
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

/** Every layer in vector instructions, many channels at a time: the fast family. */
final class VectorKernels implements Kernels {

  @Override
  public String reason() {
    return "%d-bit vectors, %s"
        .formatted(
            Lanes.BITS,
            Integer.getInteger(Lanes.BITS_PROPERTY) == null
                ? "what this machine prefers"
                : "as " + Lanes.BITS_PROPERTY + " asks for");
  }

  @Override
  public int lanes() {
    return Lanes.LENGTH;
  }

  @Override
  public Kernel kernel(LayerReading reading, Map<String, Tensor> parameters) {
    int pixels = Volume.pixels(reading.output());
    return switch (reading.node().layer()) {
      case Conv2d conv -> convolution(Convolution.of(conv, reading, parameters));
      case ConvTranspose2d conv -> convolution(Convolution.of(conv, reading, parameters));
      case LocallyConnected2d local ->
        new LocalDotProducts(LocalConnection.of(local, reading, parameters));
      case Linear _ ->
        new DotProducts(Parameters.required(parameters, "weight"), parameters.get("bias"));
      case MaxPool2d pool -> new VectorPooling(Pooling.of(pool, reading));
      case AvgPool2d pool -> new VectorPooling(Pooling.of(pool, reading));
      case AdaptiveMaxPool2d _ -> new VectorPooling(Pooling.adaptive(Pooling.Kind.MAX, reading));
      case AdaptiveAvgPool2d _ -> new VectorPooling(Pooling.adaptive(Pooling.Kind.MEAN, reading));
      case BatchNorm2d norm -> Pointwise.affine(Affine.of(norm, parameters), pixels);
      case Activation function -> Pointwise.activation(function, pixels);
      case Softmax _ -> new SoftmaxKernel(pixels);
      case Upsample up ->
        Pointwise.upsample(
            Blend.of(up, Axis.HEIGHT, reading), Blend.of(up, Axis.WIDTH, reading), pixels);
      case Add _ -> Pointwise.add(pixels);
      case Multiply _ -> Pointwise.multiply(pixels);
      case Concat _ -> Pointwise.concat(pixels);
      case Flatten _, Dropout _ -> TextbookKernels.move(reading);
    };
  }

  private static Kernel convolution(Convolution conv) {
    if (DepthwiseConvolution.fits(conv)) {
      return new DepthwiseConvolution(conv);
    }
    return Winograd.fits(conv) ? new Winograd(conv) : new DenseConvolution(conv);
  }
}
