package fovea.engine.kernel.backward;

import fovea.engine.kernel.linear.LocalConnection;
import fovea.engine.kernel.pointwise.Affine;
import fovea.engine.kernel.pointwise.Functions;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
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
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The backward twins of kernels: how the derivative of something with respect to a layer's values
 * becomes its derivative with respect to one of the layer's inputs. A twin reads the first, and behind
 * it the layer's inputs where they matter; it <em>adds</em> to what stands in its output, since a
 * number that several layers read moves all of them.
 */
public final class BackwardKernels {

  private BackwardKernels() {}

  /** Whether the derivative depends on what the layer read, not on its parameters alone. */
  public static boolean needsInputs(Layer layer) {
    return switch (layer) {
      case MaxPool2d _, AdaptiveMaxPool2d _, Activation _, Softmax _, Multiply _ -> true;
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, Linear _, AvgPool2d _, AdaptiveAvgPool2d _, BatchNorm2d _, Flatten _, Dropout _, Upsample _, Add _, Concat _ ->
        false;
    };
  }

  /**
   * The twin of a layer for one of its inputs.
   *
   * @param input which one, counted from 0
   * @throws IllegalArgumentException for convolutions, whose twins are convolutions themselves
   */
  public static Kernel of(LayerReading reading, int input, Weights weights) {
    int channels = Volume.channels(reading.inputShapes().get(input));
    return switch (reading.node().layer()) {
      case Linear _ -> new BackwardLinear(reading, weights);
      case LocallyConnected2d local -> new Sliced(
          channels, BackwardWindows.locallyConnected(
              LocalConnection.of(local, reading, weights.tensors(reading))));
      case MaxPool2d pool ->
        byBlock(channels, BackwardWindows.largest(Pooling.of(pool, reading)));
      case AdaptiveMaxPool2d _ -> byBlock(
          channels, BackwardWindows.largest(Pooling.adaptive(Pooling.Kind.MAX, reading)));
      case AvgPool2d pool -> byBlock(channels, BackwardWindows.mean(Pooling.of(pool, reading)));
      case AdaptiveAvgPool2d _ -> byBlock(
          channels, BackwardWindows.mean(Pooling.adaptive(Pooling.Kind.MEAN, reading)));
      case Upsample up -> byBlock(channels, BackwardWindows.upsample(up, reading));
      case BatchNorm2d norm -> {
        Affine affine = Affine.of(norm, weights.tensors(reading));
        yield byBlock(channels, add(0, affine::scale));
      }
      case Dropout _, Add _ -> byBlock(channels, add(0, _ -> 1));
      case Concat _ -> byBlock(channels, add(channelsBefore(reading, input), _ -> 1));
      case Activation function -> byBlock(channels, slope(function));
      case Multiply _ -> byBlock(channels, others(input));
      case Flatten _ -> byBlock(channels, BackwardKernels::unflatten);
      case Softmax _ ->
        new Sliced(Volume.pixels(reading.inputShape()), BackwardKernels::softmax);
      case Conv2d _, ConvTranspose2d _ ->
        throw new IllegalArgumentException(reading.id() + " is a convolution");
    };
  }

  /** A piece of the work: channels or pixels {@code from} (inclusive) to {@code to} (exclusive). */
  interface Piece {
    void compute(List<Volume> inputs, Volume out, int from, int to);
  }

  /** Channels that one slice has: whole cache lines. */
  private static final int BLOCK = 16;

  static Kernel byBlock(int channels, Piece piece) {
    return new Sliced(
        Math.ceilDiv(channels, BLOCK),
        (inputs, out, from, to) -> piece.compute(
            inputs, out, from * BLOCK, Math.min(to * BLOCK, channels)));
  }

  /** A twin, cut into slices. */
  private record Sliced(int slices, Piece piece) implements Kernel {

    @Override
    public String description() {
      return "backward loops";
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void compute(List<Volume> inputs, Volume output, int from, int to) {
      piece.compute(inputs, output, from, to);
    }
  }

  private static int channelsBefore(LayerReading reading, int input) {
    return reading.inputShapes().subList(0, input).stream().mapToInt(Volume::channels).sum();
  }

  /** The gradient's channels from {@code first} on, times a factor each; summed where one cell was spread. */
  private static Piece add(int first, IntToDoubleFunction factor) {
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      boolean spread = out.pixels() == 1;
      for (int pixel = 0; pixel < gradient.pixels(); pixel++) {
        int source = gradient.at(pixel) + first;
        int target = out.at(spread ? 0 : pixel);
        for (int c = from; c < to; c++) {
          out.data[target + c] += gradient.data[source + c] * (float) factor.applyAsDouble(c);
        }
      }
    };
  }

  private static Piece slope(Activation function) {
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      Volume in = inputs.get(1);
      for (int pixel = 0; pixel < out.pixels(); pixel++) {
        for (int at = out.at(pixel) + from; at < out.at(pixel) + to; at++) {
          if (gradient.data[at] != 0) {
            out.data[at] += gradient.data[at]
                * (float) Functions.derivative(function, in.data[at]);
          }
        }
      }
    };
  }

  /** The derivative of a product by one factor is the product of the others. */
  private static Piece others(int input) {
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      for (int pixel = 0; pixel < gradient.pixels(); pixel++) {
        for (int c = from; c < to; c++) {
          float product = gradient.data[gradient.at(pixel) + c];
          for (int i = 1; i < inputs.size(); i++) {
            Volume other = inputs.get(i);
            product *= i == input + 1
                ? 1
                : other.data[other.at(other.pixels() == 1 ? 0 : pixel) + c];
          }
          out.data[out.at(out.pixels() == 1 ? 0 : pixel) + c] += product;
        }
      }
    };
  }

  private static void unflatten(List<Volume> inputs, Volume out, int from, int to) {
    Volume gradient = inputs.getFirst();
    for (int c = from; c < to; c++) {
      for (int pixel = 0; pixel < out.pixels(); pixel++) {
        out.data[out.at(pixel) + c] += gradient.data[gradient.at(0) + c * out.pixels() + pixel];
      }
    }
  }

  /** With shares s: {@code dx = s · (dy − Σ dy · s)}, over the channels of a pixel. */
  private static void softmax(List<Volume> inputs, Volume out, int from, int to) {
    Volume gradient = inputs.getFirst();
    float[] in = inputs.get(1).data;
    double[] shares = new double[out.channels];
    for (int pixel = from; pixel < to; pixel++) {
      int at = out.at(pixel);
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < shares.length; c++) {
        largest = Math.max(largest, in[at + c]);
      }
      double sum = 0;
      double weighted = 0;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = Math.exp(in[at + c] - largest);
        sum += shares[c];
        weighted += shares[c] * gradient.data[at + c];
      }
      for (int c = 0; c < shares.length; c++) {
        out.data[at + c] += (float) (shares[c] / sum * (gradient.data[at + c] - weighted / sum));
      }
    }
  }

  /** About how much work a twin is, in multiply-accumulates. */
  public static long work(LayerReading reading) {
    long elements = Math.max(reading.output().elements(),
        reading.inputShapes().stream().mapToLong(Shape::elements).sum());
    return Math.max(1, Math.max(elements, reading.cost().macs().value()));
  }
}
