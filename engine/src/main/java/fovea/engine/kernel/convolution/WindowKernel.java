package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel for windows of few numbers, as where a network reads a picture: {@code
 * out[window][channel] = bias[channel] + Σ weights[k][channel] · in[corners[window] + offsets[k]]}.
 * Where a window's numbers lie, seen from its corner, is the same for all windows, so one long loop
 * goes over them all, though they lie in several rows.
 */
final class WindowKernel {

  /** Windows that are computed at once. */
  static final int ROWS = MicroKernel.ROWS;

  private WindowKernel() {}

  /** Six windows by two vectors of channels. */
  static void wideLoop(float[] in, int[] corners, int first, int[] offsets, float[] weights,
      int weightAt, float[] bias, int channel, float[] out, int[] targets) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, channel);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, channel + LENGTH);
    int row0 = corners[first];
    int row1 = corners[first + 1];
    int row2 = corners[first + 2];
    int row3 = corners[first + 3];
    int row4 = corners[first + 4];
    int row5 = corners[first + 5];
    FloatVector s00 = b0;
    FloatVector s01 = b1;
    FloatVector s10 = b0;
    FloatVector s11 = b1;
    FloatVector s20 = b0;
    FloatVector s21 = b1;
    FloatVector s30 = b0;
    FloatVector s31 = b1;
    FloatVector s40 = b0;
    FloatVector s41 = b1;
    FloatVector s50 = b0;
    FloatVector s51 = b1;
    for (int k = 0; k < offsets.length; k++) {
      int offset = offsets[k];
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weightAt + k * 2 * LENGTH);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weightAt + k * 2 * LENGTH + LENGTH);
      FloatVector x0 = FloatVector.broadcast(SPECIES, in[row0 + offset]);
      s00 = x0.fma(w0, s00);
      s01 = x0.fma(w1, s01);
      FloatVector x1 = FloatVector.broadcast(SPECIES, in[row1 + offset]);
      s10 = x1.fma(w0, s10);
      s11 = x1.fma(w1, s11);
      FloatVector x2 = FloatVector.broadcast(SPECIES, in[row2 + offset]);
      s20 = x2.fma(w0, s20);
      s21 = x2.fma(w1, s21);
      FloatVector x3 = FloatVector.broadcast(SPECIES, in[row3 + offset]);
      s30 = x3.fma(w0, s30);
      s31 = x3.fma(w1, s31);
      FloatVector x4 = FloatVector.broadcast(SPECIES, in[row4 + offset]);
      s40 = x4.fma(w0, s40);
      s41 = x4.fma(w1, s41);
      FloatVector x5 = FloatVector.broadcast(SPECIES, in[row5 + offset]);
      s50 = x5.fma(w0, s50);
      s51 = x5.fma(w1, s51);
    }
    int t0 = targets[first] + channel;
    s00.intoArray(out, t0);
    s01.intoArray(out, t0 + LENGTH);
    int t1 = targets[first + 1] + channel;
    s10.intoArray(out, t1);
    s11.intoArray(out, t1 + LENGTH);
    int t2 = targets[first + 2] + channel;
    s20.intoArray(out, t2);
    s21.intoArray(out, t2 + LENGTH);
    int t3 = targets[first + 3] + channel;
    s30.intoArray(out, t3);
    s31.intoArray(out, t3 + LENGTH);
    int t4 = targets[first + 4] + channel;
    s40.intoArray(out, t4);
    s41.intoArray(out, t4 + LENGTH);
    int t5 = targets[first + 5] + channel;
    s50.intoArray(out, t5);
    s51.intoArray(out, t5 + LENGTH);
  }

  /** Six windows by one vector of channels; two sums for each, since six would wait for each other. */
  static void narrowLoop(float[] in, int[] corners, int first, int[] offsets, float[] weights,
      int weightAt, float[] bias, int channel, float[] out, int[] targets) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, channel);
    int row0 = corners[first];
    int row1 = corners[first + 1];
    int row2 = corners[first + 2];
    int row3 = corners[first + 3];
    int row4 = corners[first + 4];
    int row5 = corners[first + 5];
    FloatVector s00 = b0;
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = b0;
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = b0;
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = b0;
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s40 = b0;
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s50 = b0;
    FloatVector s51 = FloatVector.zero(SPECIES);
    int k = 0;
    for (; k < offsets.length - 1; k += 2) {
      int even = offsets[k];
      int odd = offsets[k + 1];
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weightAt + k * LENGTH);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weightAt + k * LENGTH + LENGTH);
      s00 = FloatVector.broadcast(SPECIES, in[row0 + even]).fma(w0, s00);
      s01 = FloatVector.broadcast(SPECIES, in[row0 + odd]).fma(w1, s01);
      s10 = FloatVector.broadcast(SPECIES, in[row1 + even]).fma(w0, s10);
      s11 = FloatVector.broadcast(SPECIES, in[row1 + odd]).fma(w1, s11);
      s20 = FloatVector.broadcast(SPECIES, in[row2 + even]).fma(w0, s20);
      s21 = FloatVector.broadcast(SPECIES, in[row2 + odd]).fma(w1, s21);
      s30 = FloatVector.broadcast(SPECIES, in[row3 + even]).fma(w0, s30);
      s31 = FloatVector.broadcast(SPECIES, in[row3 + odd]).fma(w1, s31);
      s40 = FloatVector.broadcast(SPECIES, in[row4 + even]).fma(w0, s40);
      s41 = FloatVector.broadcast(SPECIES, in[row4 + odd]).fma(w1, s41);
      s50 = FloatVector.broadcast(SPECIES, in[row5 + even]).fma(w0, s50);
      s51 = FloatVector.broadcast(SPECIES, in[row5 + odd]).fma(w1, s51);
    }
    for (; k < offsets.length; k++) {
      int even = offsets[k];
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weightAt + k * LENGTH);
      s00 = FloatVector.broadcast(SPECIES, in[row0 + even]).fma(w0, s00);
      s10 = FloatVector.broadcast(SPECIES, in[row1 + even]).fma(w0, s10);
      s20 = FloatVector.broadcast(SPECIES, in[row2 + even]).fma(w0, s20);
      s30 = FloatVector.broadcast(SPECIES, in[row3 + even]).fma(w0, s30);
      s40 = FloatVector.broadcast(SPECIES, in[row4 + even]).fma(w0, s40);
      s50 = FloatVector.broadcast(SPECIES, in[row5 + even]).fma(w0, s50);
    }
    s00.add(s01).intoArray(out, targets[first] + channel);
    s10.add(s11).intoArray(out, targets[first + 1] + channel);
    s20.add(s21).intoArray(out, targets[first + 2] + channel);
    s30.add(s31).intoArray(out, targets[first + 3] + channel);
    s40.add(s41).intoArray(out, targets[first + 4] + channel);
    s50.add(s51).intoArray(out, targets[first + 5] + channel);
  }
}
