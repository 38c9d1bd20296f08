package fovea.engine.kernel.pointwise;

import fovea.engine.kernel.volume.Parameters;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.tensor.Tensor;
import java.util.Map;

/**
 * Batch norm in evaluation mode, where its four numbers a channel come down to two: {@code y = x ·
 * scale + shift} with {@code scale = weight / √(running_var + eps)} and {@code shift = bias −
 * running_mean · scale}.
 */
public final class Affine {

  final float[] scale;
  final float[] shift;

  private Affine(float[] scale, float[] shift) {
    this.scale = scale;
    this.shift = shift;
  }

  /** The two numbers of each channel. */
  public static Affine of(BatchNorm2d norm, Map<String, Tensor> parameters) {
    float[] weight = Parameters.required(parameters, "weight").data();
    float[] bias = Parameters.required(parameters, "bias").data();
    float[] mean = Parameters.required(parameters, "running_mean").data();
    float[] variance = Parameters.required(parameters, "running_var").data();
    float[] scale = new float[weight.length];
    float[] shift = new float[weight.length];
    for (int c = 0; c < weight.length; c++) {
      double factor = weight[c] / Math.sqrt(variance[c] + norm.eps());
      scale[c] = (float) factor;
      shift[c] = (float) (bias[c] - mean[c] * factor);
    }
    return new Affine(scale, shift);
  }

  /** What a channel is multiplied with. */
  public float scale(int c) {
    return scale[c];
  }

  /** What is added to a channel. */
  public float shift(int c) {
    return shift[c];
  }
}
