package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.pointwise.VectorFunction;
import fovea.engine.kernel.volume.Volume;
import jdk.incubator.vector.FloatVector;

/** The loops of a depthwise convolution: three by three taps in registers, along some rows. */
final class DepthwiseKernel {

  private DepthwiseKernel() {}

  /**
   * Adds nine taps to what stands at {@code start}, for a vector of channels along some rows.
   *
   * @param middle where the second row of taps is, seen from the first one, and so on
   * @param down how far apart two rows of the output read the band
   * @param step how far apart two of its pixels read it
   * @param startStep how far apart two pixels begin at {@code start}; 0 for a bias
   */
  static void blockLoop(float[] in, int at, int middle, int bottom, int right, int farRight,
      int down, int step, float[] weights, int weightAt, float[] start, int startAt, int startStep,
      float low,
      float high, Volume out, int fromRow, int toRow, int c) {
    int pitch = out.pitch;
    FloatVector w0 = at(weights, weightAt);
    FloatVector w1 = at(weights, weightAt + pitch);
    FloatVector w2 = at(weights, weightAt + 2 * pitch);
    FloatVector w3 = at(weights, weightAt + 3 * pitch);
    FloatVector w4 = at(weights, weightAt + 4 * pitch);
    FloatVector w5 = at(weights, weightAt + 5 * pitch);
    FloatVector w6 = at(weights, weightAt + 6 * pitch);
    FloatVector w7 = at(weights, weightAt + 7 * pitch);
    FloatVector w8 = at(weights, weightAt + 8 * pitch);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector most = FloatVector.broadcast(SPECIES, high);
    int begin = startAt;
    int target = out.at(fromRow, 0) + c;
    for (int y = fromRow; y < toRow; y++) {
      int top = at + (y - fromRow) * down;
      for (int x = 0; x < out.width; x++) {
        // Two sums side by side: each waits only half as often for the one before.
        FloatVector even = at(in, top).fma(w0, at(start, begin));
        FloatVector odd = at(in, top + right).mul(w1);
        even = at(in, top + farRight).fma(w2, even);
        int row = top + middle;
        odd = at(in, row).fma(w3, odd);
        even = at(in, row + right).fma(w4, even);
        odd = at(in, row + farRight).fma(w5, odd);
        row = top + bottom;
        even = at(in, row).fma(w6, even);
        odd = at(in, row + right).fma(w7, odd);
        even = at(in, row + farRight).fma(w8, even);
        VectorFunction.clamp(even.add(odd), least, most).intoArray(out.data, target);
        top += step;
        begin += startStep;
        target += pitch;
      }
    }
  }

  /**
   * The same where neighbours of the output read neighbours of the band: two of them share what they
   * read. The last pixel of an odd row has no such neighbour; what is computed for it is written first
   * and overwritten.
   */
  static void pairLoop(float[] in, int at, int middle, int bottom, int down, float[] weights,
      int weightAt,
      float[] start, int startAt, int startStep, float low, float high, Volume out, int fromRow,
      int toRow, int c) {
    int pitch = out.pitch;
    FloatVector w0 = at(weights, weightAt);
    FloatVector w1 = at(weights, weightAt + pitch);
    FloatVector w2 = at(weights, weightAt + 2 * pitch);
    FloatVector w3 = at(weights, weightAt + 3 * pitch);
    FloatVector w4 = at(weights, weightAt + 4 * pitch);
    FloatVector w5 = at(weights, weightAt + 5 * pitch);
    FloatVector w6 = at(weights, weightAt + 6 * pitch);
    FloatVector w7 = at(weights, weightAt + 7 * pitch);
    FloatVector w8 = at(weights, weightAt + 8 * pitch);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector most = FloatVector.broadcast(SPECIES, high);
    for (int y = fromRow; y < toRow; y++) {
      int top = at + (y - fromRow) * down;
      int begin = startAt + (y - fromRow) * out.width * startStep;
      int target = out.at(y, 0) + c;
      for (int x = 0; x < out.width; x += 2) {
        int second = Math.min(1, out.width - 1 - x);
        FloatVector x0 = at(in, top);
        FloatVector x1 = at(in, top + Panels.WIDE);
        FloatVector x2 = at(in, top + 2 * Panels.WIDE);
        FloatVector x3 = at(in, top + 3 * Panels.WIDE);
        FloatVector left = x0.fma(w0, at(start, begin));
        FloatVector right = x1.fma(w0, at(start, begin + second * startStep));
        left = x1.fma(w1, left);
        right = x2.fma(w1, right);
        left = x2.fma(w2, left);
        right = x3.fma(w2, right);
        int row = top + middle;
        x0 = at(in, row);
        x1 = at(in, row + Panels.WIDE);
        x2 = at(in, row + 2 * Panels.WIDE);
        x3 = at(in, row + 3 * Panels.WIDE);
        left = x0.fma(w3, left);
        right = x1.fma(w3, right);
        left = x1.fma(w4, left);
        right = x2.fma(w4, right);
        left = x2.fma(w5, left);
        right = x3.fma(w5, right);
        row = top + bottom;
        x0 = at(in, row);
        x1 = at(in, row + Panels.WIDE);
        x2 = at(in, row + 2 * Panels.WIDE);
        x3 = at(in, row + 3 * Panels.WIDE);
        left = x0.fma(w6, left);
        right = x1.fma(w6, right);
        left = x1.fma(w7, left);
        right = x2.fma(w7, right);
        left = x2.fma(w8, left);
        right = x3.fma(w8, right);
        VectorFunction.clamp(right, least, most).intoArray(out.data, target + second * pitch);
        VectorFunction.clamp(left, least, most).intoArray(out.data, target);
        top += 2 * Panels.WIDE;
        begin += 2 * startStep;
        target += 2 * pitch;
      }
    }
  }

  private static FloatVector at(float[] data, int place) {
    return FloatVector.fromArray(SPECIES, data, place);
  }
}
