package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * A convolution in which every channel keeps to itself: a vector of channels is multiplied with a
 * vector of weights, tap by tap. There is nothing to share between channels, so no tiles are needed;
 * but the weights of nine taps, a 3×3 kernel, stay in registers while a vector of channels goes along
 * some rows. Larger kernels take nine taps at a time, filled up with taps of weight zero.
 */
final class DepthwiseConvolution implements Kernel {

  private static final int NINE = 9;

  /** Floats of a band: about a quarter of the second-level cache. */
  private static final int BAND = 1 << 16;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final Band band;
  private final int pitch;

  /** Where each tap is from the corner of a window; their number is rounded up to whole nines. */
  private final int[] taps;

  /** For each tap, one weight a channel. */
  private final float[] weights;

  private final float[] bias;

  DepthwiseConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.pitch = Math.ceilDiv(conv.out(), LENGTH) * LENGTH;
    this.band = new Band(conv, pitch);
    this.taps = new int[Math.ceilDiv(conv.taps(), NINE) * NINE];
    this.weights = new float[taps.length * pitch];
    this.bias = conv.paddedBias();
    for (int tap = 0; tap < conv.taps(); tap++) {
      int ky = tap / conv.columns.taps();
      int kx = tap % conv.columns.taps();
      taps[tap] = band.tap(ky, kx);
      for (int c = 0; c < conv.out(); c++) {
        weights[tap * pitch + c] = conv.weight(c, 0, ky, kx);
      }
    }
  }

  /** Whether a convolution is of this kind. */
  static boolean fits(Convolution conv) {
    return conv.inPerGroup == 1 && conv.outPerGroup == 1
        && Band.fits(conv, Math.ceilDiv(conv.out(), LENGTH) * LENGTH, 1);
  }

  @Override
  public String description() {
    return "depthwise %d×%d, %d-bit".formatted(conv.rows.taps(), conv.columns.taps(), Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + (long) Float.BYTES * (weights.length + bias.length);
  }

  /** A slice is a row. */
  @Override
  public int slices() {
    return conv.rows.length();
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    int step = Math.clamp((BAND / band.length - conv.rows.reach()) / conv.rows.stride(), 1,
        to - from);
    float[] laidOut = Scratch.ofThread().first(band.height(step) * band.length);
    for (int first = from; first < to; first += step) {
      int end = Math.min(first + step, to);
      band.fill(inputs.getFirst(), first, end, laidOut);
      for (int c = 0; c < pitch; c += LENGTH) {
        nine(laidOut, 0, bias, c, 0, output, first, end, c);
        for (int tap = NINE; tap < taps.length; tap += NINE) {
          nine(laidOut, tap, output.data, output.at(first, 0) + c, pitch, output, first, end, c);
        }
      }
      if (!epilogue.isEmpty()) {
        epilogue.apply(output.data, output.at(first, 0), pitch, inputs, output,
            first * output.width, (end - first) * output.width, 0, pitch);
      }
    }
  }

  /**
   * Adds nine taps to what stands at {@code start}, for a vector of channels along some rows.
   *
   * @param startStep how far apart two pixels begin there; 0 for a bias
   */
  private void nine(float[] in, int tap, float[] start, int startAt, int startStep, Volume out,
      int fromRow, int toRow, int c) {
    FloatVector w0 = at(weights, tap * pitch + c);
    FloatVector w1 = at(weights, (tap + 1) * pitch + c);
    FloatVector w2 = at(weights, (tap + 2) * pitch + c);
    FloatVector w3 = at(weights, (tap + 3) * pitch + c);
    FloatVector w4 = at(weights, (tap + 4) * pitch + c);
    FloatVector w5 = at(weights, (tap + 5) * pitch + c);
    FloatVector w6 = at(weights, (tap + 6) * pitch + c);
    FloatVector w7 = at(weights, (tap + 7) * pitch + c);
    FloatVector w8 = at(weights, (tap + 8) * pitch + c);
    int t0 = taps[tap] + c;
    int t1 = taps[tap + 1] + c;
    int t2 = taps[tap + 2] + c;
    int t3 = taps[tap + 3] + c;
    int t4 = taps[tap + 4] + c;
    int t5 = taps[tap + 5] + c;
    int t6 = taps[tap + 6] + c;
    int t7 = taps[tap + 7] + c;
    int t8 = taps[tap + 8] + c;
    int step = band.corner(0, 1);
    int begin = startAt;
    int target = out.at(fromRow, 0) + c;
    for (int y = fromRow; y < toRow; y++) {
      int p = band.corner(y - fromRow, 0);
      for (int x = 0; x < out.width; x++) {
        // Two sums side by side: each waits only half as often for the one before.
        FloatVector even = at(in, p + t0).fma(w0, at(start, begin));
        FloatVector odd = at(in, p + t1).mul(w1);
        even = at(in, p + t2).fma(w2, even);
        odd = at(in, p + t3).fma(w3, odd);
        even = at(in, p + t4).fma(w4, even);
        odd = at(in, p + t5).fma(w5, odd);
        even = at(in, p + t6).fma(w6, even);
        odd = at(in, p + t7).fma(w7, odd);
        even = at(in, p + t8).fma(w8, even);
        even.add(odd).intoArray(out.data, target);
        p += step;
        begin += startStep;
        target += pitch;
      }
    }
  }

  private static FloatVector at(float[] data, int place) {
    return FloatVector.fromArray(SPECIES, data, place);
  }
}
