package fovea.engine.kernel.linear;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Parameters;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.Map;

/**
 * A locally connected layer: a convolution whose every output pixel has weights of its own, in the
 * order {@code [out, positions, in · kh · kw]}.
 */
public final class LocalConnection {

  /** Which input row each output row reads. */
  public final Lookup rows;
  /** The same for columns. */
  public final Lookup columns;
  /** All weights in their order. */
  public final float[] weight;
  /** How many places the window has. */
  public final int positions;

  /** How many weights one output has: in · kh · kw. */
  public final int terms;

  private final int weightAt;
  private final float[] bias;
  private final int biasAt;

  private LocalConnection(Lookup rows, Lookup columns, int channels, float[] weight, int weightAt,
      float[] bias, int biasAt) {
    this.rows = rows;
    this.columns = columns;
    this.weight = weight;
    this.weightAt = weightAt;
    this.positions = rows.length() * columns.length();
    this.terms = channels * rows.taps() * columns.taps();
    this.bias = bias;
    this.biasAt = biasAt;
  }

  /** A layer that is legal for its input. */
  public static LocalConnection of(
      LocallyConnected2d layer, LayerReading reading, Map<String, Tensor> parameters) {
    Tensor bias = parameters.get("bias");
    return of(layer, reading, Parameters.required(parameters, "weight").data(), 0,
        bias == null ? new float[0] : bias.data(), 0);
  }

  /**
   * A layer whose numbers lie in arrays of others.
   *
   * @param bias empty if nothing is added
   */
  public static LocalConnection of(LocallyConnected2d layer, LayerReading reading, float[] weight,
      int weightAt, float[] bias, int biasAt) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    return new LocalConnection(
        Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.WIDTH, in.width(), out.width()),
        in.channels(), weight, weightAt, bias, biasAt);
  }

  /** Where the weights of output channel o at a position begin. */
  public int weightAt(int o, int position) {
    return weightAt + (o * positions + position) * terms;
  }

  float bias(int o, int position) {
    return bias.length == 0 ? 0 : bias[biasAt + o * positions + position];
  }

  /** Lays the numbers of a window side by side, in the order of the weights; the padding gives zeros. */
  public void collect(Volume in, int y, int x, float[] window) {
    int term = 0;
    for (int c = 0; c < in.channels; c++) {
      for (int ky = 0; ky < rows.taps(); ky++) {
        int iy = rows.source(y, ky);
        for (int kx = 0; kx < columns.taps(); kx++) {
          int ix = columns.source(x, kx);
          boolean outside = iy == Lookup.OUTSIDE || ix == Lookup.OUTSIDE;
          window[term++] = outside ? 0 : in.get(c, iy, ix);
        }
      }
    }
  }

  /** Adds the numbers of a window to where they come from. */
  public void scatter(float[] window, int y, int x, Volume into) {
    int term = 0;
    for (int c = 0; c < into.channels; c++) {
      for (int ky = 0; ky < rows.taps(); ky++) {
        int iy = rows.source(y, ky);
        for (int kx = 0; kx < columns.taps(); kx++) {
          int ix = columns.source(x, kx);
          if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
            into.data[into.at(iy, ix) + c] += window[term];
          }
          term++;
        }
      }
    }
  }
}
