package fovea.engine.kernel.convolution;

import fovea.engine.kernel.pointwise.Affine;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Padded;
import fovea.engine.kernel.volume.Parameters;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What convolutions and transposed convolutions have in common: every output pixel sums up input
 * pixels, found by {@code rows} and {@code columns}, times weights in the order {@code [out, in /
 * groups, kh, kw]}.
 */
public final class Convolution {

  final Lookup rows;
  final Lookup columns;
  final int inPerGroup;
  final int outPerGroup;
  final int groups;
  private final float[] weight;
  private final @Nullable Tensor bias;
  private final @Nullable Affine norm;

  private Convolution(
      Lookup rows, Lookup columns, int inPerGroup, int outPerGroup, int groups, float[] weight,
      @Nullable Tensor bias, @Nullable Affine norm) {
    this.rows = rows;
    this.columns = columns;
    this.inPerGroup = inPerGroup;
    this.outPerGroup = outPerGroup;
    this.groups = groups;
    this.weight = weight;
    this.bias = bias;
    this.norm = norm;
  }

  /** A convolution that is legal for its input. */
  public static Convolution of(Conv2d layer, LayerReading reading, Map<String, Tensor> parameters) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    PaddingMode mode = layer.paddingMode();
    return new Convolution(
        Lookup.of(layer.window(), mode, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer.window(), mode, Axis.WIDTH, in.width(), out.width()),
        in.channels() / layer.groups(),
        out.channels() / layer.groups(),
        layer.groups(),
        Parameters.required(parameters, "weight").data(),
        parameters.get("bias"),
        null);
  }

  /** A transposed convolution that is legal for its input. */
  public static Convolution of(ConvTranspose2d layer, LayerReading reading,
      Map<String, Tensor> parameters) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    return new Convolution(
        Lookup.of(layer, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer, Axis.WIDTH, in.width(), out.width()),
        in.channels() / layer.groups(),
        out.channels() / layer.groups(),
        layer.groups(),
        outFirst(Parameters.required(parameters, "weight"), layer.groups()),
        parameters.get("bias"),
        null);
  }

  /** This convolution and a batch norm behind it, which is one convolution with other weights. */
  public Convolution followedBy(@Nullable Affine batchNorm) {
    return new Convolution(
        rows, columns, inPerGroup, outPerGroup, groups, weight, bias, batchNorm);
  }

  /** Where it reads and writes, without the numbers: all that a kernel keeps that has packed them. */
  Convolution withoutWeights() {
    return new Convolution(
        rows, columns, inPerGroup, outPerGroup, groups, new float[0], null, null);
  }

  /** From {@code [in, out / groups, kh, kw]}, a transposed convolution's order, to ours. */
  private static float[] outFirst(Tensor weight, int groups) {
    int in = weight.dimension(0);
    int outPerGroup = weight.dimension(1);
    int taps = weight.dimension(2) * weight.dimension(3);
    int inPerGroup = in / groups;
    float[] result = new float[weight.size()];
    for (int i = 0; i < in; i++) {
      int group = i / inPerGroup;
      for (int o = 0; o < outPerGroup; o++) {
        int to = ((group * outPerGroup + o) * inPerGroup + i % inPerGroup) * taps;
        System.arraycopy(weight.data(), (i * outPerGroup + o) * taps, result, to, taps);
      }
    }
    return result;
  }

  /** How many output channels there are. */
  public int out() {
    return outPerGroup * groups;
  }

  /** How many places a kernel has. */
  public int taps() {
    return rows.taps() * columns.taps();
  }

  /** The weight from the i-th input channel of o's group to output channel o at one tap. */
  public float weight(int o, int i, int ky, int kx) {
    return scale(o) * weight[((o * inPerGroup + i) * rows.taps() + ky) * columns.taps() + kx];
  }

  /** The weights of all taps from the i-th input channel of o's group to output channel o. */
  void weights(int o, int i, float[] taps) {
    float scale = scale(o);
    int from = (o * inPerGroup + i) * taps.length;
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = scale * weight[from + tap];
    }
  }

  private float scale(int o) {
    return norm == null ? 1 : norm.scale(o);
  }

  /** The biases, filled up to whole vectors. */
  float[] paddedBias() {
    float[] biases = new float[out()];
    for (int o = 0; o < biases.length; o++) {
      biases[o] = bias(o);
    }
    return Padded.toLanes(biases);
  }

  /** What is added to output channel {@code o}. */
  public float bias(int o) {
    float own = bias == null ? 0 : bias.data()[o];
    return norm == null ? own : own * norm.scale(o) + norm.shift(o);
  }
}
