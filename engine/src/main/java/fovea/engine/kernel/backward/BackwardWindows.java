package fovea.engine.kernel.backward;

import fovea.engine.kernel.linear.LocalConnection;
import fovea.engine.kernel.pointwise.Blend;
import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;

/** The backward twins of layers that look through windows: each number goes back to where it came from. */
final class BackwardWindows {

  private BackwardWindows() {}

  /** The first of the largest gets all, and the last NaN if there is any, as in PyTorch. */
  static BackwardKernels.Piece largest(Pooling pooling) {
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      Volume in = inputs.get(1);
      float[] largest = new float[to - from];
      int[] winner = new int[to - from];
      for (int y = 0; y < gradient.height; y++) {
        for (int x = 0; x < gradient.width; x++) {
          if (isZero(gradient, gradient.at(y, x), from, to)) {
            continue; // most windows lie outside of a unit's field: nobody asks who won there
          }
          Arrays.fill(largest, Float.NEGATIVE_INFINITY);
          Arrays.fill(winner, -1);
          for (int ky = 0; ky < pooling.rows.taps(); ky++) {
            int iy = pooling.rows.source(y, ky);
            for (int kx = 0; iy != Lookup.OUTSIDE && kx < pooling.columns.taps(); kx++) {
              int ix = pooling.columns.source(x, kx);
              for (int c = from; ix != Lookup.OUTSIDE && c < to; c++) {
                float value = in.data[in.at(iy, ix) + c];
                if (winner[c - from] < 0 || value > largest[c - from] || Float.isNaN(value)) {
                  largest[c - from] = value;
                  winner[c - from] = in.at(iy, ix) + c;
                }
              }
            }
          }
          for (int c = from; c < to; c++) {
            if (winner[c - from] >= 0) {
              out.data[winner[c - from]] += gradient.data[gradient.at(y, x) + c];
            }
          }
        }
      }
    };
  }

  private static boolean isZero(Volume gradient, int at, int from, int to) {
    for (int c = from; c < to; c++) {
      if (gradient.data[at + c] != 0) {
        return false;
      }
    }
    return true;
  }

  static BackwardKernels.Piece mean(Pooling pooling) {
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      for (int y = 0; y < gradient.height; y++) {
        for (int x = 0; x < gradient.width; x++) {
          float share = 1 / pooling.divisor(y, x);
          for (int ky = 0; ky < pooling.rows.taps(); ky++) {
            int iy = pooling.rows.source(y, ky);
            for (int kx = 0; iy != Lookup.OUTSIDE && kx < pooling.columns.taps(); kx++) {
              int ix = pooling.columns.source(x, kx);
              if (ix != Lookup.OUTSIDE) {
                add(gradient, gradient.at(y, x), share, out, out.at(iy, ix), from, to);
              }
            }
          }
        }
      }
    };
  }

  static BackwardKernels.Piece upsample(Upsample up, LayerReading reading) {
    Blend rows = Blend.of(up, Axis.HEIGHT, reading);
    Blend columns = Blend.of(up, Axis.WIDTH, reading);
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      for (int y = 0; y < gradient.height; y++) {
        float down = rows.share(y);
        for (int x = 0; x < gradient.width; x++) {
          float across = columns.share(x);
          int source = gradient.at(y, x);
          add(gradient, source, (1 - down) * (1 - across), out,
              out.at(rows.low(y), columns.low(x)), from, to);
          add(gradient, source, (1 - down) * across, out,
              out.at(rows.low(y), columns.high(x)), from, to);
          add(gradient, source, down * (1 - across), out,
              out.at(rows.high(y), columns.low(x)), from, to);
          add(gradient, source, down * across, out,
              out.at(rows.high(y), columns.high(x)), from, to);
        }
      }
    };
  }

  private static void add(Volume gradient, int source, float factor, Volume out, int target,
      int from, int to) {
    for (int c = from; c < to; c++) {
      out.data[target + c] += factor * gradient.data[source + c];
    }
  }

  /** Input channels {@code from} to {@code to}. */
  static BackwardKernels.Piece locallyConnected(LocalConnection local) {
    int taps = local.rows.taps() * local.columns.taps();
    return (inputs, out, from, to) -> {
      Volume gradient = inputs.getFirst();
      for (int y = 0; y < gradient.height; y++) {
        for (int x = 0; x < gradient.width; x++) {
          for (int o = 0; o < gradient.channels; o++) {
            float g = gradient.get(o, y, x);
            int weight = local.weightAt(o, y * gradient.width + x) + from * taps;
            for (int c = from; g != 0 && c < to; c++) {
              for (int ky = 0; ky < local.rows.taps(); ky++) {
                int iy = local.rows.source(y, ky);
                for (int kx = 0; kx < local.columns.taps(); kx++) {
                  int ix = local.columns.source(x, kx);
                  if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                    out.data[out.at(iy, ix) + c] += g * local.weight[weight];
                  }
                  weight++;
                }
              }
            }
          }
        }
      }
    };
  }
}
