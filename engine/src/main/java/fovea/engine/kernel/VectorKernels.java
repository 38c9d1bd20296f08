package fovea.engine.kernel;

import fovea.engine.kernel.convolution.Convolution;
import fovea.engine.kernel.convolution.ConvolutionKernel;
import fovea.engine.kernel.convolution.DepthwiseConvolution;
import fovea.engine.kernel.convolution.Expansion;
import fovea.engine.kernel.convolution.PointwiseConvolution;
import fovea.engine.kernel.linear.DotProducts;
import fovea.engine.kernel.linear.LocalConnection;
import fovea.engine.kernel.linear.LocalDotProducts;
import fovea.engine.kernel.pointwise.Blend;
import fovea.engine.kernel.pointwise.Epilogue;
import fovea.engine.kernel.pointwise.Pointwise;
import fovea.engine.kernel.pointwise.SoftmaxKernel;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.pooling.VectorPooling;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Parameters;
import fovea.engine.kernel.volume.Volume;
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
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.List;
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
  public int joined(List<LayerReading> chain) {
    return switch (chain.getFirst().node().layer()) {
      case Conv2d _ -> {
        int first = 1 + Epilogue.length(chain, 1);
        yield Expansion.fits(chain, first)
            ? first + 1 + Epilogue.length(chain, first + 1)
            : averages(chain, 0) ? 2 + Epilogue.length(chain, 2) : first;
      }
      case ConvTranspose2d _ -> 1 + Epilogue.length(chain, 1);
      case BatchNorm2d _ -> {
        int before = Epilogue.length(chain, 0);
        if (isReadByPointwise(chain, before)) {
          int first = before + (averages(chain, before) ? 2 : 1);
          yield first + Epilogue.length(chain, first);
        }
        yield before;
      }
      case Add _ -> Math.max(1, Epilogue.length(chain, 0));
      default -> 1;
    };
  }

  /** Whether a batch norm and its activation are read by a pointwise convolution behind them. */
  private static boolean isReadByPointwise(List<LayerReading> chain, int before) {
    return before < chain.size()
        && PointwiseConvolution.fits(chain.get(before).node().layer())
        && chain.subList(0, before).stream()
            .noneMatch(layer -> layer.node().layer() instanceof Add);
  }

  /** Whether a pointwise convolution stands somewhere and an average pooling behind it. */
  private static boolean averages(List<LayerReading> chain, int conv) {
    return conv + 1 < chain.size()
        && PointwiseConvolution.fits(chain.get(conv).node().layer())
        && PointwiseConvolution.averages(chain.get(conv + 1));
  }

  @Override
  public Kernel kernel(LayerReading layer, Map<String, Tensor> parameters) {
    return kernel(List.of(layer), List.of(parameters));
  }

  @Override
  public Kernel kernel(List<LayerReading> chain, List<Map<String, Tensor>> ofEach) {
    LayerReading reading = chain.getFirst();
    Map<String, Tensor> parameters = ofEach.getFirst();
    int pixels = Volume.pixels(reading.output());
    return switch (reading.node().layer()) {
      case Conv2d conv -> convolutions(chain, ofEach, conv);
      case ConvTranspose2d conv ->
        convolution(Convolution.of(conv, reading, parameters), Epilogue.of(chain, ofEach, 1));
      case LocallyConnected2d local ->
        new LocalDotProducts(LocalConnection.of(local, reading, parameters));
      case Linear _ ->
        new DotProducts(Parameters.required(parameters, "weight"), parameters.get("bias"));
      case MaxPool2d pool -> new VectorPooling(Pooling.of(pool, reading));
      case AvgPool2d pool -> new VectorPooling(Pooling.of(pool, reading));
      case AdaptiveMaxPool2d _ -> new VectorPooling(Pooling.adaptive(Pooling.Kind.MAX, reading));
      case AdaptiveAvgPool2d _ -> new VectorPooling(Pooling.adaptive(Pooling.Kind.MEAN, reading));
      case BatchNorm2d _ -> {
        int before = Epilogue.length(chain, 0);
        yield before < chain.size()
            ? pointwise(chain, ofEach, before)
            : Pointwise.epilogue(Epilogue.of(chain, ofEach, 0), pixels);
      }
      case Activation _ -> Pointwise.epilogue(Epilogue.of(chain, ofEach, 0), pixels);
      case Softmax _ -> new SoftmaxKernel(pixels);
      case Upsample up -> {
        Blend rows = Blend.of(up, Axis.HEIGHT, reading);
        Blend columns = Blend.of(up, Axis.WIDTH, reading);
        yield up.mode() == UpsampleMode.NEAREST
            ? Pointwise.repeat(rows, columns, pixels)
            : Pointwise.upsample(rows, columns, pixels);
      }
      case Add _ ->
        Epilogue.addsEqualShapes(reading)
            ? Pointwise.epilogue(Epilogue.of(chain, ofEach, 0), pixels)
            : Pointwise.add(pixels);
      case Multiply _ -> Pointwise.multiply(pixels);
      case Concat _ -> Pointwise.concat(pixels);
      case Flatten _ -> Pointwise.flatten(Volume.channels(reading.inputShape()));
      case Dropout _ -> TextbookKernels.move(reading);
    };
  }

  /** A convolution with its epilogue, or a pointwise one and the depthwise one behind it with theirs. */
  private static Kernel convolutions(
      List<LayerReading> chain, List<Map<String, Tensor>> ofEach, Conv2d layer) {
    if (averages(chain, 0)) {
      return pointwise(chain, ofEach, 0);
    }
    Convolution conv = Convolution.of(layer, chain.getFirst(), ofEach.getFirst());
    int first = 1 + Epilogue.length(chain, 1);
    if (first == chain.size()) {
      return convolution(conv, Epilogue.of(chain, ofEach, 1));
    }
    Epilogue between = Epilogue.of(chain.subList(0, first), ofEach, 1);
    Expansion expansion = new Expansion(conv.followedBy(between.norm()), between.withoutNorm());
    if (!(chain.get(first).node().layer() instanceof Conv2d depthwise)) {
      throw new IllegalArgumentException("expected a depthwise convolution at " + first);
    }
    Epilogue rest = Epilogue.of(chain, ofEach, first + 1);
    return new DepthwiseConvolution(
        Convolution.of(depthwise, chain.get(first), ofEach.get(first)).followedBy(rest.norm()),
        rest.withoutNorm(), expansion);
  }

  /** A pointwise convolution with what stands before it, and the average pooling behind it. */
  private static Kernel pointwise(
      List<LayerReading> chain, List<Map<String, Tensor>> ofEach, int at) {
    LayerReading reading = chain.get(at);
    if (!(reading.node().layer() instanceof Conv2d layer)) {
      throw new IllegalArgumentException("expected a pointwise convolution at " + at);
    }
    Pooling pooling = averages(chain, at)
        ? Pooling.of((AvgPool2d) chain.get(at + 1).node().layer(), chain.get(at + 1))
        : null;
    Epilogue rest = Epilogue.of(chain, ofEach, at + (pooling == null ? 1 : 2));
    return new PointwiseConvolution(
        Epilogue.of(chain.subList(0, at), ofEach, 0),
        Convolution.of(layer, reading, ofEach.get(at)).followedBy(rest.norm()),
        pooling, rest.withoutNorm());
  }

  private static Kernel convolution(Convolution plain, Epilogue rest) {
    return ConvolutionKernel.of(plain.followedBy(rest.norm()), rest.withoutNorm());
  }
}
