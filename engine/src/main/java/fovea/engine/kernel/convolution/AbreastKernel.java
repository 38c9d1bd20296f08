package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.volume.LaneSum;
import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernels for pictures that lie abreast, a vector being the same number of each. Forward, weights
 * are single numbers: {@code out[o][pixel] = bias[o] + Σ weights[k][o] · in[pixel + offsets[k]]}. For the
 * gradient of weights vectors are multiplied with vectors, and only at last their lanes are added up.
 */
final class AbreastKernel {

  /** Output channels of the two loops forward, each by two pixels. */
  static final int MANY = 6;

  static final int FEW = 4;

  /** Rows of both sides of the loop for gradients. */
  static final int LEFT = 4;

  static final int RIGHT = 3;

  private AbreastKernel() {}

  /**
   * Six output channels by two pixels.
   *
   * @param first where the window of the first pixel begins
   * @param second the same of the second one
   * @param offsets where a window's numbers lie, seen from there
   * @param from the first of a window's numbers that are summed up
   * @param to the one behind the last
   * @param weights for each number of a window those of six channels, from {@code weightAt} on
   * @param firstTarget where the first pixel of the first channel goes
   * @param plane how far apart two channels of {@code out} are
   * @param last the last channel that there is; those behind it are the same once more
   */
  static void sixByTwoLoop(float[] in, int first, int second, int[] offsets, int from, int to,
      float[] weights, int weightAt, float[] bias, int channel, float[] out, int firstTarget,
      int secondTarget, int plane, int last) {
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[channel]);
    FloatVector s01 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
    FloatVector s11 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
    FloatVector s21 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
    FloatVector s31 = s30;
    FloatVector s40 = FloatVector.broadcast(SPECIES, bias[channel + 4]);
    FloatVector s41 = s40;
    FloatVector s50 = FloatVector.broadcast(SPECIES, bias[channel + 5]);
    FloatVector s51 = s50;
    for (int k = from; k < to; k++) {
      int offset = offsets[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, first + offset);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, second + offset);
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY]);
      s00 = w0.fma(x0, s00);
      s01 = w0.fma(x1, s01);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY + 1]);
      s10 = w1.fma(x0, s10);
      s11 = w1.fma(x1, s11);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY + 2]);
      s20 = w2.fma(x0, s20);
      s21 = w2.fma(x1, s21);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY + 3]);
      s30 = w3.fma(x0, s30);
      s31 = w3.fma(x1, s31);
      FloatVector w4 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY + 4]);
      s40 = w4.fma(x0, s40);
      s41 = w4.fma(x1, s41);
      FloatVector w5 = FloatVector.broadcast(SPECIES, weights[weightAt + k * MANY + 5]);
      s50 = w5.fma(x0, s50);
      s51 = w5.fma(x1, s51);
    }
    s00.intoArray(out, firstTarget);
    s01.intoArray(out, secondTarget);
    int p1 = Math.min(1, last) * plane;
    s10.intoArray(out, firstTarget + p1);
    s11.intoArray(out, secondTarget + p1);
    int p2 = Math.min(2, last) * plane;
    s20.intoArray(out, firstTarget + p2);
    s21.intoArray(out, secondTarget + p2);
    int p3 = Math.min(3, last) * plane;
    s30.intoArray(out, firstTarget + p3);
    s31.intoArray(out, secondTarget + p3);
    int p4 = Math.min(4, last) * plane;
    s40.intoArray(out, firstTarget + p4);
    s41.intoArray(out, secondTarget + p4);
    int p5 = Math.min(5, last) * plane;
    s50.intoArray(out, firstTarget + p5);
    s51.intoArray(out, secondTarget + p5);
  }

  /** Four output channels by two pixels. */
  static void fourByTwoLoop(float[] in, int first, int second, int[] offsets, int from, int to,
      float[] weights, int weightAt, float[] bias, int channel, float[] out, int firstTarget,
      int secondTarget, int plane, int last) {
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[channel]);
    FloatVector s01 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[channel + 1]);
    FloatVector s11 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[channel + 2]);
    FloatVector s21 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[channel + 3]);
    FloatVector s31 = s30;
    for (int k = from; k < to; k++) {
      int offset = offsets[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, first + offset);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, second + offset);
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[weightAt + k * FEW]);
      s00 = w0.fma(x0, s00);
      s01 = w0.fma(x1, s01);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[weightAt + k * FEW + 1]);
      s10 = w1.fma(x0, s10);
      s11 = w1.fma(x1, s11);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[weightAt + k * FEW + 2]);
      s20 = w2.fma(x0, s20);
      s21 = w2.fma(x1, s21);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[weightAt + k * FEW + 3]);
      s30 = w3.fma(x0, s30);
      s31 = w3.fma(x1, s31);
    }
    s00.intoArray(out, firstTarget);
    s01.intoArray(out, secondTarget);
    int p1 = Math.min(1, last) * plane;
    s10.intoArray(out, firstTarget + p1);
    s11.intoArray(out, secondTarget + p1);
    int p2 = Math.min(2, last) * plane;
    s20.intoArray(out, firstTarget + p2);
    s21.intoArray(out, secondTarget + p2);
    int p3 = Math.min(3, last) * plane;
    s30.intoArray(out, firstTarget + p3);
    s31.intoArray(out, secondTarget + p3);
  }

  /**
   * Four rows of one array by three of another, each vector by vector: adds up their products, lane by lane.
   *
   * @param aDown how far apart two lines are
   * @param line floats of a line
   * @param sums twelve vectors, from {@code at} on
   */
  static void fourByThreeLoop(float[] a, int a0, int a1, int a2, int a3, int aDown, float[] b,
      int b0, int b1, int b2, int bDown, int line, int lines, float[] sums, int at) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector s01 = FloatVector.fromArray(SPECIES, sums, at + LENGTH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, sums, at + 2 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + 3 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + 4 * LENGTH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, sums, at + 5 * LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, sums, at + 6 * LENGTH);
    FloatVector s21 = FloatVector.fromArray(SPECIES, sums, at + 7 * LENGTH);
    FloatVector s22 = FloatVector.fromArray(SPECIES, sums, at + 8 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, sums, at + 9 * LENGTH);
    FloatVector s31 = FloatVector.fromArray(SPECIES, sums, at + 10 * LENGTH);
    FloatVector s32 = FloatVector.fromArray(SPECIES, sums, at + 11 * LENGTH);
    for (int y = 0; y < lines; y++) {
      int right0 = b0 + y * bDown;
      int right1 = b1 + y * bDown;
      int right2 = b2 + y * bDown;
      int left0 = a0 + y * aDown;
      int left1 = a1 + y * aDown;
      int left2 = a2 + y * aDown;
      int left3 = a3 + y * aDown;
      for (int x = 0; x < line; x += LENGTH) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, b, right0 + x);
        FloatVector v1 = FloatVector.fromArray(SPECIES, b, right1 + x);
        FloatVector v2 = FloatVector.fromArray(SPECIES, b, right2 + x);
        FloatVector u0 = FloatVector.fromArray(SPECIES, a, left0 + x);
        s00 = u0.fma(v0, s00);
        s01 = u0.fma(v1, s01);
        s02 = u0.fma(v2, s02);
        FloatVector u1 = FloatVector.fromArray(SPECIES, a, left1 + x);
        s10 = u1.fma(v0, s10);
        s11 = u1.fma(v1, s11);
        s12 = u1.fma(v2, s12);
        FloatVector u2 = FloatVector.fromArray(SPECIES, a, left2 + x);
        s20 = u2.fma(v0, s20);
        s21 = u2.fma(v1, s21);
        s22 = u2.fma(v2, s22);
        FloatVector u3 = FloatVector.fromArray(SPECIES, a, left3 + x);
        s30 = u3.fma(v0, s30);
        s31 = u3.fma(v1, s31);
        s32 = u3.fma(v2, s32);
      }
    }
    s00.intoArray(sums, at);
    s01.intoArray(sums, at + LENGTH);
    s02.intoArray(sums, at + 2 * LENGTH);
    s10.intoArray(sums, at + 3 * LENGTH);
    s11.intoArray(sums, at + 4 * LENGTH);
    s12.intoArray(sums, at + 5 * LENGTH);
    s20.intoArray(sums, at + 6 * LENGTH);
    s21.intoArray(sums, at + 7 * LENGTH);
    s22.intoArray(sums, at + 8 * LENGTH);
    s30.intoArray(sums, at + 9 * LENGTH);
    s31.intoArray(sums, at + 10 * LENGTH);
    s32.intoArray(sums, at + 11 * LENGTH);
  }

  /** Adds up the lanes of some vectors. */
  static void reduceLoop(float[] vectors, int at, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      sums[i] = LaneSum.of(FloatVector.fromArray(SPECIES, vectors, at + i * LENGTH));
    }
  }
}
