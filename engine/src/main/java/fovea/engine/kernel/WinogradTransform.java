package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The three linear maps of F(4×4, 3×3), for one side of a tile; applied to columns and then to rows
 * they transform a tile. They evaluate polynomials at 0, 1, −1, 2, −2 and ∞, and interpolate.
 */
final class WinogradTransform {

  private WinogradTransform() {}

  /** Transforms the columns of a tile: six by six vectors that stand wherever {@code sources} says. */
  static void inputColumnsLoop(float[] in, int[] sources, int channel, float[] half) {
    for (int j = 0; j < 6; j++) {
      input(in, sources[j] + channel, sources[6 + j] + channel, sources[12 + j] + channel,
          sources[18 + j] + channel, sources[24 + j] + channel, sources[30 + j] + channel,
          half, j * LENGTH, 6 * LENGTH);
    }
  }

  /** Transforms the rows behind {@link #inputColumnsLoop}; results are {@code step} apart. */
  static void inputRowsLoop(float[] half, float[] out, int to, int step) {
    for (int i = 0; i < 6; i++) {
      int at = i * 6 * LENGTH;
      input(half, at, at + LENGTH, at + 2 * LENGTH, at + 3 * LENGTH, at + 4 * LENGTH,
          at + 5 * LENGTH, out, to + i * 6 * step, step);
    }
  }

  /** Transforms the columns of six by six sums, {@code step} apart, back into four by six. */
  static void outputColumnsLoop(float[] sums, int at, int step, float[] zeros, float[] half) {
    for (int j = 0; j < 6; j++) {
      output(sums, at + j * step, 6 * step, zeros, 0, half, j * LENGTH, 6 * LENGTH);
    }
  }

  /** Transforms the rows back into four by four outputs with a bias. */
  static void outputRowsLoop(float[] half, float[] bias, int channel, float[] out, int to,
      int rowStep, int step) {
    for (int i = 0; i < 4; i++) {
      output(half, i * 6 * LENGTH, LENGTH, bias, channel, out, to + i * rowStep, step);
    }
  }

  /** Six numbers of the input, read at the six places, into six: the matrix Bᵀ. */
  private static void input(
      float[] in, int at0, int at1, int at2, int at3, int at4, int at5, float[] out, int to,
      int step) {
    FloatVector d0 = FloatVector.fromArray(SPECIES, in, at0);
    FloatVector d1 = FloatVector.fromArray(SPECIES, in, at1);
    FloatVector d2 = FloatVector.fromArray(SPECIES, in, at2);
    FloatVector d3 = FloatVector.fromArray(SPECIES, in, at3);
    FloatVector d4 = FloatVector.fromArray(SPECIES, in, at4);
    FloatVector d5 = FloatVector.fromArray(SPECIES, in, at5);
    FloatVector four = FloatVector.broadcast(SPECIES, 4);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
    FloatVector minusFive = FloatVector.broadcast(SPECIES, -5);
    FloatVector even = d2.fma(minusFour, d4);
    FloatVector odd = d1.fma(minusFour, d3);
    FloatVector evenOfTwo = d4.sub(d2);
    FloatVector oddOfTwo = d3.sub(d1);
    oddOfTwo = oddOfTwo.add(oddOfTwo);
    d0.fma(four, d2.fma(minusFive, d4)).intoArray(out, to);
    even.add(odd).intoArray(out, to + step);
    even.sub(odd).intoArray(out, to + 2 * step);
    evenOfTwo.add(oddOfTwo).intoArray(out, to + 3 * step);
    evenOfTwo.sub(oddOfTwo).intoArray(out, to + 4 * step);
    d1.fma(four, d3.fma(minusFive, d5)).intoArray(out, to + 5 * step);
  }

  /** Six sums, {@code inStep} apart, into four outputs with an offset: the matrix Aᵀ. */
  private static void output(float[] in, int at, int inStep, float[] offsets, int offsetAt,
      float[] out,
      int to, int step) {
    FloatVector offset = FloatVector.fromArray(SPECIES, offsets, offsetAt);
    FloatVector m0 = FloatVector.fromArray(SPECIES, in, at);
    FloatVector m1 = FloatVector.fromArray(SPECIES, in, at + inStep);
    FloatVector m2 = FloatVector.fromArray(SPECIES, in, at + 2 * inStep);
    FloatVector m3 = FloatVector.fromArray(SPECIES, in, at + 3 * inStep);
    FloatVector m4 = FloatVector.fromArray(SPECIES, in, at + 4 * inStep);
    FloatVector m5 = FloatVector.fromArray(SPECIES, in, at + 5 * inStep);
    FloatVector even = m1.add(m2).add(offset);
    FloatVector odd = m1.sub(m2).add(offset);
    FloatVector evenOfTwo = m3.add(m4);
    FloatVector oddOfTwo = m3.sub(m4);
    m0.add(even).add(evenOfTwo).intoArray(out, to);
    oddOfTwo.fma(FloatVector.broadcast(SPECIES, 2), odd).intoArray(out, to + step);
    evenOfTwo.fma(FloatVector.broadcast(SPECIES, 4), even).intoArray(out, to + 2 * step);
    oddOfTwo.fma(FloatVector.broadcast(SPECIES, 8), odd).add(m5).intoArray(out, to + 3 * step);
  }

  /** Lines of 3×3 weights into lines of 6×6 numbers: G · g · Gᵀ. */
  static void weights(float[] weights, float[] transformed, int lanes) {
    float[] half = new float[6 * 3 * LENGTH];
    for (int lane = 0; lane < lanes; lane += LENGTH) {
      for (int kx = 0; kx < 3; kx++) {
        weights(weights, kx * lanes + lane, 3 * lanes, half, kx * LENGTH, 3 * LENGTH);
      }
      for (int y = 0; y < 6; y++) {
        weights(half, y * 3 * LENGTH, LENGTH, transformed, y * 6 * lanes + lane, lanes);
      }
    }
  }

  /** Three weights, {@code inStep} apart, into six: the matrix G. */
  private static void weights(float[] in, int at, int inStep, float[] out, int to, int step) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, in, at);
    FloatVector g1 = FloatVector.fromArray(SPECIES, in, at + inStep);
    FloatVector g2 = FloatVector.fromArray(SPECIES, in, at + 2 * inStep);
    FloatVector ends = g0.add(g2).div(6);
    FloatVector middle = g1.div(6);
    FloatVector endsOfTwo = g0.div(24).add(g2.div(6));
    FloatVector middleOfTwo = g1.div(12);
    g0.div(4).intoArray(out, to);
    ends.add(middle).neg().intoArray(out, to + step);
    middle.sub(ends).intoArray(out, to + 2 * step);
    endsOfTwo.add(middleOfTwo).intoArray(out, to + 3 * step);
    endsOfTwo.sub(middleOfTwo).intoArray(out, to + 4 * step);
    g2.intoArray(out, to + 5 * step);
  }
}
