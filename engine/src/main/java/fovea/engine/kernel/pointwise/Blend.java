package fovea.engine.kernel.pointwise;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;

/**
 * Upsampling along one axis: each output row is a blend of two input rows, which for nearest
 * upsampling are the same.
 */
public final class Blend {

  private final int[] low;
  private final int[] high;
  private final float[] share;

  private Blend(int out) {
    low = new int[out];
    high = new int[out];
    share = new float[out];
  }

  /** The blends of a layer that is legal for its input. */
  public static Blend of(Upsample layer, Axis axis, LayerReading reading) {
    int scale = layer.scaleFactor().along(axis);
    int in = ((Maps) reading.inputShape()).along(axis);
    int out = ((Maps) reading.output()).along(axis);
    Blend blend = new Blend(out);
    for (int o = 0; o < out; o++) {
      // Without align_corners the centres of the outermost pixels are not on top of each other.
      double place = layer.mode() == UpsampleMode.NEAREST
          ? Math.floorDiv(o, scale)
          : Math.max(0, (o + 0.5) / scale - 0.5);
      blend.low[o] = (int) place;
      blend.high[o] = Math.min(blend.low[o] + 1, in - 1);
      blend.share[o] = (float) (place - blend.low[o]);
    }
    return blend;
  }

  /** The input row before the blend's place. */
  public int low(int o) {
    return low[o];
  }

  /** The input row behind it. */
  public int high(int o) {
    return high[o];
  }

  /** How much of the row behind is in the blend, 0 to 1. */
  public float share(int o) {
    return share[o];
  }

  float mix(int o, float atLow, float atHigh) {
    return atLow * (1 - share[o]) + atHigh * share[o];
  }
}
