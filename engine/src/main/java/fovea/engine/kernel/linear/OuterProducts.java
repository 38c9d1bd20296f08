package fovea.engine.kernel.linear;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel of gradients: {@code sums[r][c] += Σ a[place + r] · b[place' + c]} over the places of a
 * rectangle, all sums in registers. Each place gives a few neighbouring numbers of one array and a few
 * neighbouring vectors of another one, whose outer product is added up; so the sum goes over pixels, where
 * the micro-kernel of convolutions goes over channels and taps.
 */
public final class OuterProducts {

  /** Rows of a tile of two vectors. */
  public static final int WIDE_ROWS = 6;

  /** Rows of a tile of one vector. */
  public static final int NARROW_ROWS = 12;

  /** What may be read behind the last row or vector of a tile that is not full. */
  public static final int SLACK = NARROW_ROWS + 2 * LENGTH;

  private OuterProducts() {}

  /** How many rows a tile of one or two vectors has. */
  public static int rows(int vectors) {
    return vectors == 2 ? WIDE_ROWS : NARROW_ROWS;
  }

  /**
   * Adds to the sums of one tile.
   *
   * @param vectors one or two
   * @param a gives the rows, neighbours, from {@code aAt} on
   * @param aStep how far apart two places of a row of the rectangle are
   * @param aDown how far apart two rows of the rectangle are
   * @param b gives the vectors
   * @param sums rows of {@code vectors} vectors, from {@code at} on
   */
  public static void add(int vectors, float[] a, int aAt, int aStep, int aDown, float[] b,
      int bAt, int bStep, int bDown, int width, int height, float[] sums, int at) {
    if (vectors == 2) {
      sixByTwoLoop(a, aAt, aStep, aDown, b, bAt, bStep, bDown, width, height, sums, at);
    } else {
      twelveByOneLoop(a, aAt, aStep, aDown, b, bAt, bStep, bDown, width, height, sums, at);
    }
  }

  private static void sixByTwoLoop(float[] a, int aAt, int aStep, int aDown, float[] b, int bAt,
      int bStep, int bDown, int width, int height, float[] sums, int at) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector s01 = FloatVector.fromArray(SPECIES, sums, at + LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + 2 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + 3 * LENGTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, sums, at + 4 * LENGTH);
    FloatVector s21 = FloatVector.fromArray(SPECIES, sums, at + 5 * LENGTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, sums, at + 6 * LENGTH);
    FloatVector s31 = FloatVector.fromArray(SPECIES, sums, at + 7 * LENGTH);
    FloatVector s40 = FloatVector.fromArray(SPECIES, sums, at + 8 * LENGTH);
    FloatVector s41 = FloatVector.fromArray(SPECIES, sums, at + 9 * LENGTH);
    FloatVector s50 = FloatVector.fromArray(SPECIES, sums, at + 10 * LENGTH);
    FloatVector s51 = FloatVector.fromArray(SPECIES, sums, at + 11 * LENGTH);
    for (int y = 0; y < height; y++) {
      int i = aAt + y * aDown;
      int j = bAt + y * bDown;
      for (int x = 0; x < width; x++) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, b, j);
        FloatVector v1 = FloatVector.fromArray(SPECIES, b, j + LENGTH);
        FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
        s00 = x0.fma(v0, s00);
        s01 = x0.fma(v1, s01);
        FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
        s10 = x1.fma(v0, s10);
        s11 = x1.fma(v1, s11);
        FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
        s20 = x2.fma(v0, s20);
        s21 = x2.fma(v1, s21);
        FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3]);
        s30 = x3.fma(v0, s30);
        s31 = x3.fma(v1, s31);
        FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4]);
        s40 = x4.fma(v0, s40);
        s41 = x4.fma(v1, s41);
        FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5]);
        s50 = x5.fma(v0, s50);
        s51 = x5.fma(v1, s51);
        i += aStep;
        j += bStep;
      }
    }
    s00.intoArray(sums, at);
    s01.intoArray(sums, at + LENGTH);
    s10.intoArray(sums, at + 2 * LENGTH);
    s11.intoArray(sums, at + 3 * LENGTH);
    s20.intoArray(sums, at + 4 * LENGTH);
    s21.intoArray(sums, at + 5 * LENGTH);
    s30.intoArray(sums, at + 6 * LENGTH);
    s31.intoArray(sums, at + 7 * LENGTH);
    s40.intoArray(sums, at + 8 * LENGTH);
    s41.intoArray(sums, at + 9 * LENGTH);
    s50.intoArray(sums, at + 10 * LENGTH);
    s51.intoArray(sums, at + 11 * LENGTH);
  }

  private static void twelveByOneLoop(float[] a, int aAt, int aStep, int aDown, float[] b,
      int bAt, int bStep, int bDown, int width, int height, float[] sums, int at) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, at + LENGTH);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, at + 2 * LENGTH);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, at + 3 * LENGTH);
    FloatVector s4 = FloatVector.fromArray(SPECIES, sums, at + 4 * LENGTH);
    FloatVector s5 = FloatVector.fromArray(SPECIES, sums, at + 5 * LENGTH);
    FloatVector s6 = FloatVector.fromArray(SPECIES, sums, at + 6 * LENGTH);
    FloatVector s7 = FloatVector.fromArray(SPECIES, sums, at + 7 * LENGTH);
    FloatVector s8 = FloatVector.fromArray(SPECIES, sums, at + 8 * LENGTH);
    FloatVector s9 = FloatVector.fromArray(SPECIES, sums, at + 9 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, at + 10 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, at + 11 * LENGTH);
    for (int y = 0; y < height; y++) {
      int i = aAt + y * aDown;
      int j = bAt + y * bDown;
      for (int x = 0; x < width; x++) {
        FloatVector v = FloatVector.fromArray(SPECIES, b, j);
        s0 = FloatVector.broadcast(SPECIES, a[i]).fma(v, s0);
        s1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(v, s1);
        s2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(v, s2);
        s3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(v, s3);
        s4 = FloatVector.broadcast(SPECIES, a[i + 4]).fma(v, s4);
        s5 = FloatVector.broadcast(SPECIES, a[i + 5]).fma(v, s5);
        s6 = FloatVector.broadcast(SPECIES, a[i + 6]).fma(v, s6);
        s7 = FloatVector.broadcast(SPECIES, a[i + 7]).fma(v, s7);
        s8 = FloatVector.broadcast(SPECIES, a[i + 8]).fma(v, s8);
        s9 = FloatVector.broadcast(SPECIES, a[i + 9]).fma(v, s9);
        s10 = FloatVector.broadcast(SPECIES, a[i + 10]).fma(v, s10);
        s11 = FloatVector.broadcast(SPECIES, a[i + 11]).fma(v, s11);
        i += aStep;
        j += bStep;
      }
    }
    s0.intoArray(sums, at);
    s1.intoArray(sums, at + LENGTH);
    s2.intoArray(sums, at + 2 * LENGTH);
    s3.intoArray(sums, at + 3 * LENGTH);
    s4.intoArray(sums, at + 4 * LENGTH);
    s5.intoArray(sums, at + 5 * LENGTH);
    s6.intoArray(sums, at + 6 * LENGTH);
    s7.intoArray(sums, at + 7 * LENGTH);
    s8.intoArray(sums, at + 8 * LENGTH);
    s9.intoArray(sums, at + 9 * LENGTH);
    s10.intoArray(sums, at + 10 * LENGTH);
    s11.intoArray(sums, at + 11 * LENGTH);
  }
}
