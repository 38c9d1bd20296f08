package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The three linear maps of F(4×4, 3×3), for one side of a tile; applied to columns and then to rows
 * they transform a tile. They evaluate polynomials at 0, 1, −1, 2, −2 and ∞, and interpolate.
 */
final class WinogradTransform {

  /** The matrix G: six rows for three weights. */
  private static final float[] WEIGHTS = {
    1f / 4, 0, 0,
    -1f / 6, -1f / 6, -1f / 6,
    -1f / 6, 1f / 6, -1f / 6,
    1f / 24, 1f / 12, 1f / 6,
    1f / 24, -1f / 12, 1f / 6,
    0, 0, 1};

  private WinogradTransform() {}

  /**
   * Transforms the columns of a tile, each of whose 36 pixels is a line of channels.
   *
   * @param sources where the pixels begin
   * @param half gets 36 lines, one behind the other
   * @param length floats of a line, whole vectors
   */
  static void inputColumnsLoop(
      float[] in, int[] sources, int channel, float[] half, int halfAt, int length) {
    for (int j = 0; j < 6; j++) {
      int at0 = sources[j] + channel;
      int at1 = sources[6 + j] + channel;
      int at2 = sources[12 + j] + channel;
      int at3 = sources[18 + j] + channel;
      int at4 = sources[24 + j] + channel;
      int at5 = sources[30 + j] + channel;
      int to = halfAt + j * length;
      for (int c = 0; c < length; c += LENGTH) {
        input(in, at0 + c, at1 + c, at2 + c, at3 + c, at4 + c, at5 + c, half, to + c, 6 * length);
      }
    }
  }

  /** Transforms the rows behind {@link #inputColumnsLoop}; results are {@code step} apart. */
  static void inputRowsLoop(float[] half, int halfAt, float[] out, int to, int step, int length) {
    for (int i = 0; i < 6; i++) {
      int at = halfAt + i * 6 * length;
      int target = to + i * 6 * step;
      for (int c = 0; c < length; c += LENGTH) {
        input(half, at + c, at + length + c, at + 2 * length + c, at + 3 * length + c,
            at + 4 * length + c, at + 5 * length + c, out, target + c, step);
      }
    }
  }

  /** Transforms the columns of six by six lines of sums, {@code step} apart, back into four by six. */
  static void outputColumnsLoop(
      float[] sums, int at, int step, float[] half, int halfAt, int length) {
    for (int j = 0; j < 6; j++) {
      for (int c = 0; c < length; c += LENGTH) {
        output(sums, at + j * step + c, 6 * step, half, halfAt + j * length + c, 6 * length);
      }
    }
  }

  /**
   * Transforms the rows back into outputs: a row of all tiles behind the other, each pixel with the
   * channels of a panel.
   */
  static void outputRowsLoop(float[] half, int halfAt, float[] out, int to, int length) {
    int target = to;
    for (int i = 0; i < 4; i++) {
      for (int tile = 0; tile < length; tile += Panels.WIDE) {
        for (int c = tile; c < tile + Panels.WIDE; c += LENGTH) {
          output(half, halfAt + i * 6 * length + c, length, out, target + c - tile, Panels.WIDE);
        }
        target += 4 * Panels.WIDE;
      }
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

  /** Six sums, {@code inStep} apart, into four outputs: the matrix Aᵀ. */
  private static void output(float[] in, int at, int inStep, float[] out, int to, int step) {
    FloatVector m1 = FloatVector.fromArray(SPECIES, in, at + inStep);
    FloatVector m2 = FloatVector.fromArray(SPECIES, in, at + 2 * inStep);
    FloatVector m3 = FloatVector.fromArray(SPECIES, in, at + 3 * inStep);
    FloatVector m4 = FloatVector.fromArray(SPECIES, in, at + 4 * inStep);
    FloatVector even = m1.add(m2);
    FloatVector odd = m1.sub(m2);
    FloatVector evenOfTwo = m3.add(m4);
    FloatVector oddOfTwo = m3.sub(m4);
    FloatVector.fromArray(SPECIES, in, at).add(even).add(evenOfTwo).intoArray(out, to);
    oddOfTwo.fma(FloatVector.broadcast(SPECIES, 2), odd).intoArray(out, to + step);
    evenOfTwo.fma(FloatVector.broadcast(SPECIES, 4), even).intoArray(out, to + 2 * step);
    oddOfTwo.fma(FloatVector.broadcast(SPECIES, 8), odd)
        .add(FloatVector.fromArray(SPECIES, in, at + 5 * inStep)).intoArray(out, to + 3 * step);
  }

  /**
   * One row of what 3×3 weights come to, G · g · Gᵀ: six of the 36 numbers.
   *
   * @param in the nine taps' lines, {@code step} apart
   * @param row which of the six rows
   * @param to where six lines of {@code length} go, one behind the other
   */
  static void weightsLoop(
      float[] in, int at, int step, int row, float[] out, int to, int length) {
    FloatVector a = FloatVector.broadcast(SPECIES, WEIGHTS[3 * row]);
    FloatVector b = FloatVector.broadcast(SPECIES, WEIGHTS[3 * row + 1]);
    FloatVector c = FloatVector.broadcast(SPECIES, WEIGHTS[3 * row + 2]);
    for (int i = 0; i < length; i += LENGTH) {
      FloatVector g0 = column(in, at + i, 3 * step, a, b, c);
      FloatVector g1 = column(in, at + step + i, 3 * step, a, b, c);
      FloatVector g2 = column(in, at + 2 * step + i, 3 * step, a, b, c);
      FloatVector middle = g1.mul(1f / 6);
      FloatVector half = g1.mul(1f / 12);
      FloatVector ends = g0.add(g2).mul(-1f / 6);
      FloatVector endsOfTwo = g0.mul(1f / 4).add(g2).mul(1f / 6);
      g0.mul(1f / 4).intoArray(out, to + i);
      ends.sub(middle).intoArray(out, to + length + i);
      ends.add(middle).intoArray(out, to + 2 * length + i);
      endsOfTwo.add(half).intoArray(out, to + 3 * length + i);
      endsOfTwo.sub(half).intoArray(out, to + 4 * length + i);
      g2.intoArray(out, to + 5 * length + i);
    }
  }

  private static FloatVector column(
      float[] in, int at, int step, FloatVector a, FloatVector b, FloatVector c) {
    return FloatVector.fromArray(SPECIES, in, at + 2 * step).fma(c,
        FloatVector.fromArray(SPECIES, in, at + step).fma(b,
            FloatVector.fromArray(SPECIES, in, at).mul(a)));
  }
}
