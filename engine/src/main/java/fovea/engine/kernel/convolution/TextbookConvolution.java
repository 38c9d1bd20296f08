package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.ByChannel.Formula;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;

/** A convolution as its formula says it. Sums are kept in double precision. */
public final class TextbookConvolution {

  private TextbookConvolution() {}

  /** Sums up, for each output pixel, inputs times weights over {@code c, ky, kx}. */
  public static Formula of(Convolution conv) {
    return (inputs, out, o) -> {
      Volume in = inputs.getFirst();
      int firstIn = o / conv.outPerGroup * conv.inPerGroup;
      for (int y = 0; y < out.height; y++) {
        for (int x = 0; x < out.width; x++) {
          double sum = conv.bias(o);
          for (int c = 0; c < conv.inPerGroup; c++) {
            for (int ky = 0; ky < conv.rows.taps(); ky++) {
              int iy = conv.rows.source(y, ky);
              for (int kx = 0; kx < conv.columns.taps(); kx++) {
                int ix = conv.columns.source(x, kx);
                if (iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE) {
                  sum += (double) conv.weight(o, c, ky, kx) * in.get(firstIn + c, iy, ix);
                }
              }
            }
          }
          out.set(o, y, x, (float) sum);
        }
      }
    };
  }
}
