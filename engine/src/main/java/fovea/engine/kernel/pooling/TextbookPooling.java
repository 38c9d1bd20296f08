package fovea.engine.kernel.pooling;

import fovea.engine.kernel.volume.ByChannel.Formula;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;

/** Pooling as its formula says it. */
public final class TextbookPooling {

  private TextbookPooling() {}

  /** The largest number or the mean of each window, in double precision. */
  public static Formula of(Pooling pooling) {
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
}
