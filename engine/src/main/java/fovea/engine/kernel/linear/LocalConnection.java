package fovea.engine.kernel.linear;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Parameters;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  final int positions;

  /** How many weights one output has: in · kh · kw. */
  final int terms;

  private final @Nullable Tensor bias;

  private LocalConnection(Lookup rows, Lookup columns, Tensor weight, @Nullable Tensor bias) {
    this.rows = rows;
    this.columns = columns;
    this.weight = weight.data();
    this.positions = weight.dimension(1);
    this.terms = weight.dimension(2);
    this.bias = bias;
  }

  /** A layer that is legal for its input. */
  public static LocalConnection of(
      LocallyConnected2d layer, LayerReading reading, Map<String, Tensor> parameters) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    return new LocalConnection(
        Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.HEIGHT, in.height(), out.height()),
        Lookup.of(layer.window(), PaddingMode.ZEROS, Axis.WIDTH, in.width(), out.width()),
        Parameters.required(parameters, "weight"),
        parameters.get("bias"));
  }

  /** Where the weights of output channel o at a position begin. */
  public int weightAt(int o, int position) {
    return (o * positions + position) * terms;
  }

  float bias(int o, int position) {
    return bias == null ? 0 : bias.data()[o * positions + position];
  }
}
