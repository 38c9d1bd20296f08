package fovea.engine.kernel.linear;

import fovea.engine.kernel.volume.ByChannel.Formula;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Layers whose weights are used once, as their formulas say it. Sums are kept in double precision. */
public final class TextbookLinear {

  private TextbookLinear() {}

  /** A convolution with weights of its own at each position. */
  public static Formula locallyConnected(LocalConnection local) {
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

  /** A weighted sum of all inputs for each output. */
  public static Formula linear(Tensor weight, @Nullable Tensor bias) {
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
}
