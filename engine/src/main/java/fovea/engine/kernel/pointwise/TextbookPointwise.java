package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.ByChannel.eachPixel;

import fovea.engine.kernel.volume.ByChannel.Formula;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** What is done number by number, as the formulas say it. */
public final class TextbookPointwise {

  private TextbookPointwise() {}

  /** Each number scaled and shifted. */
  public static Formula affine(Affine affine) {
    return (inputs, out, c) -> eachPixel(
        out,
        (y, x) -> out.set(c, y, x,
            inputs.getFirst().get(c, y, x) * affine.scale[c] + affine.shift[c]));
  }

  /** A function of each number. */
  public static Formula activation(Activation function) {
    return (inputs, out, c) -> eachPixel(
        out,
        (y, x) -> out.set(
            c, y, x, (float) Functions.apply(function, inputs.getFirst().get(c, y, x))));
  }

  /** Nothing is changed. */
  public static void copy(List<Volume> inputs, Volume out, int c) {
    eachPixel(out, (y, x) -> out.set(c, y, x, inputs.getFirst().get(c, y, x)));
  }

  /** The maps laid end to end. */
  public static void flatten(List<Volume> inputs, Volume out, int i) {
    Volume in = inputs.getFirst();
    int y = i / in.width % in.height;
    out.set(i, 0, 0, in.get(i / in.pixels(), y, i % in.width));
  }

  /** Each output pixel a copy, or a blend of four pixels. */
  public static Formula upsample(Upsample up, LayerReading reading) {
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

  /** All inputs joined number by number. */
  public static Formula elementwise(DoubleBinaryOperator operator) {
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

  /** The maps of all inputs, one behind the other. */
  public static void concat(List<Volume> inputs, Volume out, int c) {
    int first = 0;
    for (Volume in : inputs) {
      int i = c - first;
      if (i >= 0 && i < in.channels) {
        eachPixel(out, (y, x) -> out.set(c, y, x, in.get(i, y, x)));
      }
      first += in.channels;
    }
  }
}
