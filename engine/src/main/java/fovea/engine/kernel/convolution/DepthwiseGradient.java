package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.Scratch;
import fovea.engine.kernel.volume.Volume;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of weights where every channel keeps to itself: for each tap a vector of channels of the
 * input times the same vector of the gradient, summed over all pixels. A tile is a vector of channels.
 */
final class DepthwiseGradient implements WeightGradient {

  /** Floats of a band, 64 KB. */
  private static final int BAND = 1 << 14;

  private final Convolution conv;
  private final Band band;

  DepthwiseGradient(Convolution conv) {
    this.conv = conv;
    this.band = new Band(conv, LENGTH);
  }

  static boolean fits(Convolution conv) {
    return Band.fits(conv, LENGTH, 1);
  }

  @Override
  public int tiles() {
    return Math.ceilDiv(conv.groups, LENGTH);
  }

  @Override
  public int floats() {
    return Math.multiplyExact(tiles(), conv.taps() * LENGTH);
  }

  @Override
  public void add(Volume in, Volume gradient, int from, int to, float[] sums, int at) {
    int height = conv.rows.length();
    int step = Math.min(height, band.rows(BAND));
    float[] laidOut = Scratch.ofThread().first(band.height(step) * band.length);
    for (int tile = from; tile < to; tile++) {
      for (int y = 0; y < height; y += step) {
        int end = Math.min(height, y + step);
        band.fill(in, tile * LENGTH, y, end, 0, laidOut, 0);
        for (int tap = 0; tap < conv.taps(); tap++) {
          int read = band.tap(tap / conv.columns.taps(), tap % conv.columns.taps());
          tapLoop(laidOut, read, band.corner(0, 1), band.corner(1, 0), gradient.data,
              gradient.at(y, 0) + tile * LENGTH, gradient.pitch, gradient.width, end - y, sums,
              at + (tile * conv.taps() + tap) * LENGTH);
        }
      }
    }
  }

  /** Two sums side by side: each waits only half as often for the one before. */
  private static void tapLoop(float[] a, int aAt, int aStep, int aDown, float[] b, int bAt,
      int bStep, int width, int height, float[] sums, int at) {
    FloatVector even = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector odd = FloatVector.zero(SPECIES);
    int j = bAt;
    for (int y = 0; y < height; y++) {
      int i = aAt + y * aDown;
      int x = 0;
      for (; x < width - 1; x += 2) {
        even = FloatVector.fromArray(SPECIES, a, i)
            .fma(FloatVector.fromArray(SPECIES, b, j), even);
        odd = FloatVector.fromArray(SPECIES, a, i + aStep)
            .fma(FloatVector.fromArray(SPECIES, b, j + bStep), odd);
        i += 2 * aStep;
        j += 2 * bStep;
      }
      for (; x < width; x++) {
        even = FloatVector.fromArray(SPECIES, a, i)
            .fma(FloatVector.fromArray(SPECIES, b, j), even);
        j += bStep;
      }
    }
    even.add(odd).intoArray(sums, at);
  }

  @Override
  public void store(int from, int to, float[] sums, int at, float[] gradients) {
    for (int tile = from; tile < to; tile++) {
      for (int c = tile * LENGTH; c < Math.min(conv.groups, (tile + 1) * LENGTH); c++) {
        for (int tap = 0; tap < conv.taps(); tap++) {
          gradients[conv.place(c, 0, tap)] = sums[at + (tile * conv.taps() + tap) * LENGTH + c
              - tile * LENGTH];
        }
      }
    }
  }
}
