package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;

/**
 * The gradient of weights where the padding is so much larger than the picture that it cannot be laid out:
 * each number of the gradient meets what its taps find inside. A tile is an output channel.
 */
record TapwiseGradient(Convolution conv) implements WeightGradient {

  @Override
  public int tiles() {
    return conv.out();
  }

  private int ofTile() {
    return conv.inPerGroup * conv.taps();
  }

  @Override
  public int floats() {
    return Math.multiplyExact(tiles(), ofTile());
  }

  @Override
  public void add(Volume in, Volume gradient, int from, int to, float[] sums, int at) {
    for (int o = from; o < to; o++) {
      int firstIn = o / conv.outPerGroup * conv.inPerGroup;
      for (int y = 0; y < gradient.height; y++) {
        for (int x = 0; x < gradient.width; x++) {
          float g = gradient.get(o, y, x);
          for (int tap = 0; tap < conv.taps(); tap++) {
            int iy = conv.rows.source(y, tap / conv.columns.taps());
            int ix = conv.columns.source(x, tap % conv.columns.taps());
            for (int c = 0; iy != Lookup.OUTSIDE && ix != Lookup.OUTSIDE
                && c < conv.inPerGroup; c++) {
              sums[at + o * ofTile() + tap * conv.inPerGroup + c] += g
                  * in.get(firstIn + c, iy, ix);
            }
          }
        }
      }
    }
  }

  @Override
  public void store(int from, int to, float[] sums, int at, float[] gradients) {
    for (int o = from; o < to; o++) {
      for (int i = 0; i < ofTile(); i++) {
        gradients[conv.place(o, i % conv.inPerGroup, i / conv.inPerGroup)] = sums[at + o * ofTile()
            + i];
      }
    }
  }
}
