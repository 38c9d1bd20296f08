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
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

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
        byChannel(reading, convolution(Convolution.of(conv, reading, parameters)));
      case ConvTranspose2d conv ->
        byChannel(reading, convolution(Convolution.of(conv, reading, parameters)));
      case LocallyConnected2d local ->
        byChannel(reading, locallyConnected(LocalConnection.of(local, reading, parameters)));
      case Linear _ ->
        byChannel(
            reading, linear(Parameters.required(parameters, "weight"), parameters.get("bias")));
      case MaxPool2d pool -> byChannel(reading, pooling(Pooling.of(pool, reading)));
      case AvgPool2d pool -> byChannel(reading, pooling(Pooling.of(pool, reading)));
      case AdaptiveMaxPool2d _ ->
        byChannel(reading, pooling(Pooling.adaptive(Pooling.Kind.MAX, reading)));
      case AdaptiveAvgPool2d _ ->
        byChannel(reading, pooling(Pooling.adaptive(Pooling.Kind.MEAN, reading)));
      case BatchNorm2d norm -> byChannel(reading, affine(Affine.of(norm, parameters)));
      case Activation function -> byChannel(reading, activation(function));
      case Softmax _ -> new SoftmaxKernel(Volume.pixels(reading.output()));
      case Upsample up -> byChannel(reading, upsample(up, reading));
      case Add _ -> byChannel(reading, elementwise(Double::sum));
      case Multiply _ -> byChannel(reading, elementwise((a, b) -> a * b));
      case Concat _ -> byChannel(reading, TextbookKernels::concat);
      case Flatten _, Dropout _ -> move(reading);
    };
  }

  /** Numbers that only move, or not even that; the same in all families. */
  static Kernel move(LayerReading reading) {
    return byChannel(
        reading,
        reading.node().layer() instanceof Flatten
            ? TextbookKernels::flatten
            : TextbookKernels::copy);
  }

  private static Kernel byChannel(LayerReading reading, Formula formula) {
    long parameters = reading.cost().parameters().stream().mapToLong(Parameter::elements).sum();
    return new ByChannel(formula, Volume.channels(reading.output()), parameters * Float.BYTES);
  }

  /** How one output channel is computed. */
  private interface Formula {
    void compute(List<Volume> inputs, Volume out, int c);
  }

  /** The formula for each channel: a slice is a channel. */
  private record ByChannel(Formula formula, int slices, long bytes) implements Kernel {

    @Override
    public String description() {
      return "textbook loops";
    }

    @Override
    public void compute(List<Volume> inputs, Volume output, int from, int to) {
      for (int c = from; c < to; c++) {
        formula.compute(inputs, output, c);
      }
    }
  }

  private static Formula convolution(Convolution conv) {
    return (inputs, out, o) -> {
      Volume in = inputs.getFirst();
      int firstIn = o / conv.outPerGroup * conv.inPerGroup;
      for (int y = 0; y < out.height; y++) {
        for (int x = 0; x < out.width; x++) {
          double sum = conv.bias(o);
          for (int c = 0; c < conv.inPerGroup; c++) {
            for (int ky = 0; ky < conv.rows.taps(); ky++) {
              int iy = conv.rows.source(y, ky);
              for (int kx = 0; kx < conv.columns.taps(); kx++) {
                int ix = conv.columns.source(x, kx);
                if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                  sum += (double) conv.weight(o, c, ky, kx) * in.get(firstIn + c, iy, ix);
                }
              }
            }
          }
          out.set(o, y, x, (float) sum);
        }
      }
    };
  }

  private static Formula locallyConnected(LocalConnection local) {
    return (inputs, out, o) -> {
      Volume in = inputs.getFirst();
      for (int y = 0; y < out.height; y++) {
        for (int x = 0; x < out.width; x++) {
          int position = y * out.width + x;
          double sum = local.bias(o, position);
          int weight = local.weightAt(o, position);
          for (int c = 0; c < in.channels; c++) {
            for (int ky = 0; ky < local.rows.taps(); ky++) {
              int iy = local.rows.source(y, ky);
              for (int kx = 0; kx < local.columns.taps(); kx++) {
                int ix = local.columns.source(x, kx);
                if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                  sum += (double) local.weight[weight] * in.get(c, iy, ix);
                }
                weight++;
              }
            }
          }
          out.set(o, y, x, (float) sum);
        }
      }
    };
  }

  private static Formula linear(Tensor weight, @Nullable Tensor bias) {
    float[] w = weight.data();
    int in = weight.dimension(1);
    return (inputs, out, o) -> {
      double sum = bias == null ? 0 : bias.data()[o];
      for (int i = 0; i < in; i++) {
        sum += (double) w[o * in + i] * inputs.getFirst().get(i, 0, 0);
      }
      out.set(o, 0, 0, (float) sum);
    };
  }

  private static Formula pooling(Pooling pooling) {
    return (inputs, out, c) -> {
      Volume in = inputs.getFirst();
      boolean max = pooling.kind == Pooling.Kind.MAX;
      for (int y = 0; y < out.height; y++) {
        for (int x = 0; x < out.width; x++) {
          double result = max ? Double.NEGATIVE_INFINITY : 0;
          for (int ky = 0; ky < pooling.rows.taps(); ky++) {
            int iy = pooling.rows.source(y, ky);
            for (int kx = 0; kx < pooling.columns.taps(); kx++) {
              int ix = pooling.columns.source(x, kx);
              if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                float value = in.get(c, iy, ix);
                result = max ? Math.max(result, value) : result + value;
              }
            }
          }
          out.set(c, y, x, (float) (max ? result : result / pooling.divisor(y, x)));
        }
      }
    };
  }

  private static Formula affine(Affine affine) {
    return (inputs, out, c) -> eachPixel(
        out,
        (y, x) -> out.set(c, y, x,
            inputs.getFirst().get(c, y, x) * affine.scale[c] + affine.shift[c]));
  }

  private static Formula activation(Activation function) {
    return (inputs, out, c) -> eachPixel(
        out,
        (y, x) -> out.set(
            c, y, x, (float) Functions.apply(function, inputs.getFirst().get(c, y, x))));
  }

  private static void copy(List<Volume> inputs, Volume out, int c) {
    eachPixel(out, (y, x) -> out.set(c, y, x, inputs.getFirst().get(c, y, x)));
  }

  private static void flatten(List<Volume> inputs, Volume out, int i) {
    Volume in = inputs.getFirst();
    int y = i / in.width % in.height;
    out.set(i, 0, 0, in.get(i / in.pixels(), y, i % in.width));
  }

  private static Formula upsample(Upsample up, LayerReading reading) {
    Blend rows = Blend.of(up, Axis.HEIGHT, reading);
    Blend columns = Blend.of(up, Axis.WIDTH, reading);
    if (up.mode() == UpsampleMode.NEAREST) {
      return (inputs, out, c) -> eachPixel(
          out,
          (y, x) -> out.set(c, y, x, inputs.getFirst().get(c, rows.low(y), columns.low(x))));
    }
    return (inputs, out, c) -> {
      Volume in = inputs.getFirst();
      eachPixel(
          out,
          (y, x) -> {
            float top = columns.mix(x, in.get(c, rows.low(y), columns.low(x)),
                in.get(c, rows.low(y), columns.high(x)));
            float bottom = columns.mix(x, in.get(c, rows.high(y), columns.low(x)),
                in.get(c, rows.high(y), columns.high(x)));
            out.set(c, y, x, rows.mix(y, top, bottom));
          });
    };
  }

  private static Formula elementwise(DoubleBinaryOperator operator) {
    return (inputs, out, c) -> eachPixel(
        out,
        (y, x) -> {
          double result = spread(inputs.getFirst(), c, y, x);
          for (Volume in : inputs.subList(1, inputs.size())) {
            result = operator.applyAsDouble(result, spread(in, c, y, x));
          }
          out.set(c, y, x, (float) result);
        });
  }

  /** A 1 × 1 map has the same value everywhere. */
  private static float spread(Volume in, int c, int y, int x) {
    return in.pixels() == 1 ? in.get(c, 0, 0) : in.get(c, y, x);
  }

  private static void concat(List<Volume> inputs, Volume out, int c) {
    int first = 0;
    for (Volume in : inputs) {
      int i = c - first;
      if (i >= 0 && i < in.channels) {
        eachPixel(out, (y, x) -> out.set(c, y, x, in.get(i, y, x)));
      }
      first += in.channels;
    }
  }

  private interface Pixel {
    void at(int y, int x);
  }

  private static void eachPixel(Volume out, Pixel pixel) {
    for (int y = 0; y < out.height; y++) {
      for (int x = 0; x < out.width; x++) {
        pixel.at(y, x);
      }
    }
  }
}
