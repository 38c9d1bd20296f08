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
 * pixels, found by {@code rows} and {@code columns}, times weights, which lie somewhere in an array in
 * an order of their own.
 */
public final class Convolution {

  final Lookup rows;
  final Lookup columns;
  final int inPerGroup;
  final int outPerGroup;
  final int groups;
  private final WeightOrder order;
  private final float[] weight;
  private final float[] bias;
  private final int biasAt;
  private final @Nullable Affine norm;

  Convolution(Lookup rows, Lookup columns, int inPerGroup, int outPerGroup, int groups,
      WeightOrder order, float[] weight, float[] bias, int biasAt, @Nullable Affine norm) {
    this.rows = rows;
    this.columns = columns;
    this.inPerGroup = inPerGroup;
    this.outPerGroup = outPerGroup;
    this.groups = groups;
    this.order = order;
    this.weight = weight;
    this.bias = bias;
    this.biasAt = biasAt;
    this.norm = norm;
  }

  /** A convolution that is legal for its input. */
  public static Convolution of(
      Conv2d layer, LayerReading reading, Map<String, Tensor> parameters) {
    return of(layer, reading, Parameters.required(parameters, "weight").data(), 0,
        bias(parameters), 0);
  }

  /** A transposed convolution that is legal for its input. */
  public static Convolution of(ConvTranspose2d layer, LayerReading reading,
      Map<String, Tensor> parameters) {
    return of(layer, reading, Parameters.required(parameters, "weight").data(), 0,
        bias(parameters), 0);
  }

  private static float[] bias(Map<String, Tensor> parameters) {
    Tensor bias = parameters.get("bias");
    return bias == null ? new float[0] : bias.data();
  }

  /**
   * A convolution whose numbers lie in arrays of others.
   *
   * @param bias empty if nothing is added
   */
  public static Convolution of(Conv2d layer, LayerReading reading, float[] weight, int weightAt,
      float[] bias, int biasAt) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    PaddingMode mode = layer.paddingMode();
    int inPerGroup = in.channels() / layer.groups();
    int outPerGroup = out.channels() / layer.groups();
    return new Convolution(
        Lookup.of(layer.window(), mode, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer.window(), mode, Axis.WIDTH, in.width(), out.width()),
        inPerGroup, outPerGroup, layer.groups(),
        WeightOrder.outFirst(weightAt, outPerGroup, inPerGroup, layer.kernelSize().height(),
            layer.kernelSize().width()),
        weight, bias, biasAt, null);
  }

  /** A transposed convolution whose numbers lie in arrays of others. */
  public static Convolution of(ConvTranspose2d layer, LayerReading reading, float[] weight,
      int weightAt, float[] bias, int biasAt) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    int inPerGroup = in.channels() / layer.groups();
    int outPerGroup = out.channels() / layer.groups();
    return new Convolution(
        Lookup.of(layer, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer, Axis.WIDTH, in.width(), out.width()),
        inPerGroup, outPerGroup, layer.groups(),
        WeightOrder.inFirst(weightAt, outPerGroup, inPerGroup, layer.kernelSize().height(),
            layer.kernelSize().width()),
        weight, bias, biasAt, null);
  }

  /** This convolution and a batch norm behind it, which is one convolution with other weights. */
  public Convolution followedBy(@Nullable Affine batchNorm) {
    return new Convolution(rows, columns, inPerGroup, outPerGroup, groups, order, weight, bias,
        biasAt, batchNorm);
  }

  /** Where it reads and writes, without the numbers: all that a kernel keeps that has packed them. */
  Convolution withoutWeights() {
    return new Convolution(rows, columns, inPerGroup, outPerGroup, groups, order, new float[0],
        new float[0], 0, null);
  }

  /** How many output channels there are. */
  public int out() {
    return outPerGroup * groups;
  }

  /** How many places a kernel has. */
  public int taps() {
    return rows.taps() * columns.taps();
  }

  /** Where the weight from the i-th input channel of o's group to output channel o lies, at one tap. */
  public int place(int o, int i, int tap) {
    return order.first() + o / outPerGroup * order.group() + o % outPerGroup * order.out()
        + i * order.in() + tap / columns.taps() * order.down()
        + tap % columns.taps() * order.right();
  }

  /** The weight from the i-th input channel of o's group to output channel o at one tap. */
  float weight(int o, int i, int ky, int kx) {
    return scale(o) * weight[place(o, i, ky * columns.taps() + kx)];
  }

  /** The weights of all taps from the i-th input channel of o's group to output channel o. */
  void weights(int o, int i, float[] taps) {
    float scale = scale(o);
    int tap = 0;
    for (int ky = 0; ky < rows.taps(); ky++) {
      int at = place(o, i, tap);
      for (int kx = 0; kx < columns.taps(); kx++) {
        taps[tap++] = scale * weight[at];
        at += order.right();
      }
    }
  }

  private float scale(int o) {
    return norm == null ? 1 : norm.scale(o);
  }

  /** Puts the biases into an array that may be longer. */
  void biases(float[] into) {
    for (int o = 0; o < out(); o++) {
      into[o] = bias(o);
    }
  }

  /** The biases, filled up to whole vectors. */
  float[] paddedBias() {
    float[] biases = new float[out()];
    biases(biases);
    return Padded.toLanes(biases);
  }

  /** What is added to output channel {@code o}. */
  public float bias(int o) {
    float own = bias.length == 0 ? 0 : bias[biasAt + o];
    return norm == null ? own : own * norm.scale(o) + norm.shift(o);
  }
}
