package fovea.engine.kernel.convolution;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Multiplies a few rows with a panel of weights, all sums in registers: {@code out[row][channel] =
 * before[row][channel] + Σ weights[tap][c][channel] · in[sources[tap][row] + c]}. What was before is a
 * bias, or what an earlier part of the weights came to. The loop that most of the
 * engine's time is spent in; written out row by row, because only local variables become registers.
 *
 * <p>Six rows by two vectors are twelve sums: enough to keep two multiply-adders busy, each of which
 * takes four cycles, and with two vectors of weights and one input they just fit into the sixteen
 * registers of a 256-bit machine.
 */
final class MicroKernel {

  /** Rows that are computed at once. */
  static final int ROWS = 6;

  private MicroKernel() {}

  /**
   * Multiplies rows with one or two vectors of channels.
   *
   * @param vectors one or two
   * @param rows how many there are; a rest may be filled up, so the tables go on to whole {@link #ROWS}
   * @param sources for each {@link #ROWS} rows, for each of {@code sourceTaps} taps, where each row begins
   *     in {@code in}
   * @param tap the first of {@code taps} taps that are summed up
   * @param firstIn where the numbers that are multiplied begin behind a row's source
   * @param countIn how many there are
   * @param weightAt where the weights begin: for each tap and number one or two vectors
   * @param starts where each row of what was before begins, behind {@code startAt}
   * @param targets where each row of the sums begins, behind {@code targetAt}
   */
  static void multiply(int vectors, int rows, float[] in, int[] sources, int sourceTaps, int tap,
      int taps, int firstIn, int countIn, float[] weights, int weightAt, float[] before,
      int[] starts, int startAt, float[] out, int[] targets, int targetAt) {
    // The rest comes first: a few rows pass so fast that the weights come from memory as fast as that
    // gives them, and all others find them in the cache.
    int rest = rows % ROWS;
    if (vectors == 2 && rest > 0 && rest <= 4) {
      int row = rows - rest;
      int at = row * sourceTaps + tap * ROWS;
      if (rest == 1) {
        oneByTwoLoop(in, sources, at, taps, firstIn, countIn, weights, weightAt, before, starts,
            startAt, out, targets, targetAt, row);
      } else {
        fourByTwoLoop(in, sources, at, taps, firstIn, countIn, weights, weightAt, before, starts,
            startAt, out, targets, targetAt, row);
      }
    } else {
      rest = 0;
    }
    for (int row = 0; row < rows - rest; row += ROWS) {
      int at = row * sourceTaps + tap * ROWS;
      if (vectors == 2) {
        sixByTwoLoop(in, sources, at, taps, firstIn, countIn, weights, weightAt, before, starts,
            startAt, out, targets, targetAt, row);
      } else {
        sixByOneLoop(in, sources, at, taps, firstIn, countIn, weights, weightAt, before, starts,
            startAt, out, targets, targetAt, row);
      }
    }
  }

  /** Six rows by two vectors of channels. */
  private static void sixByTwoLoop(float[] in, int[] sources, int sourceAt, int taps, int firstIn,
      int countIn,
      float[] weights, int weightAt, float[] before, int[] starts, int startAt, float[] out,
      int[] targets, int targetAt, int row) {
    int b0 = starts[row + 0] + startAt;
    FloatVector s00 = FloatVector.fromArray(SPECIES, before, b0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, before, b0 + LENGTH);
    int b1 = starts[row + 1] + startAt;
    FloatVector s10 = FloatVector.fromArray(SPECIES, before, b1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, before, b1 + LENGTH);
    int b2 = starts[row + 2] + startAt;
    FloatVector s20 = FloatVector.fromArray(SPECIES, before, b2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, before, b2 + LENGTH);
    int b3 = starts[row + 3] + startAt;
    FloatVector s30 = FloatVector.fromArray(SPECIES, before, b3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, before, b3 + LENGTH);
    int b4 = starts[row + 4] + startAt;
    FloatVector s40 = FloatVector.fromArray(SPECIES, before, b4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, before, b4 + LENGTH);
    int b5 = starts[row + 5] + startAt;
    FloatVector s50 = FloatVector.fromArray(SPECIES, before, b5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, before, b5 + LENGTH);
    int w = weightAt;
    for (int tap = 0; tap < taps; tap++) {
      int at = sourceAt + tap * ROWS;
      int row0 = sources[at] + firstIn;
      int row1 = sources[at + 1] + firstIn;
      int row2 = sources[at + 2] + firstIn;
      int row3 = sources[at + 3] + firstIn;
      int row4 = sources[at + 4] + firstIn;
      int row5 = sources[at + 5] + firstIn;
      for (int c = 0; c < countIn; c++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH + LENGTH);
        FloatVector x0 = FloatVector.broadcast(SPECIES, in[row0 + c]);
        s00 = x0.fma(w0, s00);
        s01 = x0.fma(w1, s01);
        FloatVector x1 = FloatVector.broadcast(SPECIES, in[row1 + c]);
        s10 = x1.fma(w0, s10);
        s11 = x1.fma(w1, s11);
        FloatVector x2 = FloatVector.broadcast(SPECIES, in[row2 + c]);
        s20 = x2.fma(w0, s20);
        s21 = x2.fma(w1, s21);
        FloatVector x3 = FloatVector.broadcast(SPECIES, in[row3 + c]);
        s30 = x3.fma(w0, s30);
        s31 = x3.fma(w1, s31);
        FloatVector x4 = FloatVector.broadcast(SPECIES, in[row4 + c]);
        s40 = x4.fma(w0, s40);
        s41 = x4.fma(w1, s41);
        FloatVector x5 = FloatVector.broadcast(SPECIES, in[row5 + c]);
        s50 = x5.fma(w0, s50);
        s51 = x5.fma(w1, s51);
      }
      w += countIn * 2 * LENGTH;
    }
    int t0 = targets[row] + targetAt;
    s00.intoArray(out, t0);
    s01.intoArray(out, t0 + LENGTH);
    int t1 = targets[row + 1] + targetAt;
    s10.intoArray(out, t1);
    s11.intoArray(out, t1 + LENGTH);
    int t2 = targets[row + 2] + targetAt;
    s20.intoArray(out, t2);
    s21.intoArray(out, t2 + LENGTH);
    int t3 = targets[row + 3] + targetAt;
    s30.intoArray(out, t3);
    s31.intoArray(out, t3 + LENGTH);
    int t4 = targets[row + 4] + targetAt;
    s40.intoArray(out, t4);
    s41.intoArray(out, t4 + LENGTH);
    int t5 = targets[row + 5] + targetAt;
    s50.intoArray(out, t5);
    s51.intoArray(out, t5 + LENGTH);
  }

  /** Four rows by two vectors of channels. */
  private static void fourByTwoLoop(float[] in, int[] sources, int sourceAt, int taps, int firstIn,
      int countIn, float[] weights, int weightAt, float[] before, int[] starts, int startAt,
      float[] out, int[] targets, int targetAt, int row) {
    int b0 = starts[row + 0] + startAt;
    FloatVector s00 = FloatVector.fromArray(SPECIES, before, b0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, before, b0 + LENGTH);
    int b1 = starts[row + 1] + startAt;
    FloatVector s10 = FloatVector.fromArray(SPECIES, before, b1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, before, b1 + LENGTH);
    int b2 = starts[row + 2] + startAt;
    FloatVector s20 = FloatVector.fromArray(SPECIES, before, b2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, before, b2 + LENGTH);
    int b3 = starts[row + 3] + startAt;
    FloatVector s30 = FloatVector.fromArray(SPECIES, before, b3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, before, b3 + LENGTH);
    int w = weightAt;
    for (int tap = 0; tap < taps; tap++) {
      int at = sourceAt + tap * ROWS;
      int row0 = sources[at] + firstIn;
      int row1 = sources[at + 1] + firstIn;
      int row2 = sources[at + 2] + firstIn;
      int row3 = sources[at + 3] + firstIn;
      for (int c = 0; c < countIn; c++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH + LENGTH);
        FloatVector x0 = FloatVector.broadcast(SPECIES, in[row0 + c]);
        s00 = x0.fma(w0, s00);
        s01 = x0.fma(w1, s01);
        FloatVector x1 = FloatVector.broadcast(SPECIES, in[row1 + c]);
        s10 = x1.fma(w0, s10);
        s11 = x1.fma(w1, s11);
        FloatVector x2 = FloatVector.broadcast(SPECIES, in[row2 + c]);
        s20 = x2.fma(w0, s20);
        s21 = x2.fma(w1, s21);
        FloatVector x3 = FloatVector.broadcast(SPECIES, in[row3 + c]);
        s30 = x3.fma(w0, s30);
        s31 = x3.fma(w1, s31);
      }
      w += countIn * 2 * LENGTH;
    }
    int t0 = targets[row] + targetAt;
    s00.intoArray(out, t0);
    s01.intoArray(out, t0 + LENGTH);
    int t1 = targets[row + 1] + targetAt;
    s10.intoArray(out, t1);
    s11.intoArray(out, t1 + LENGTH);
    int t2 = targets[row + 2] + targetAt;
    s20.intoArray(out, t2);
    s21.intoArray(out, t2 + LENGTH);
    int t3 = targets[row + 3] + targetAt;
    s30.intoArray(out, t3);
    s31.intoArray(out, t3 + LENGTH);
  }

  /** One row by two vectors of channels. */
  private static void oneByTwoLoop(float[] in, int[] sources, int sourceAt, int taps, int firstIn,
      int countIn, float[] weights, int weightAt, float[] before, int[] starts, int startAt,
      float[] out, int[] targets, int targetAt, int row) {
    int b0 = starts[row + 0] + startAt;
    FloatVector s00 = FloatVector.fromArray(SPECIES, before, b0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, before, b0 + LENGTH);
    int w = weightAt;
    for (int tap = 0; tap < taps; tap++) {
      int at = sourceAt + tap * ROWS;
      int row0 = sources[at] + firstIn;
      for (int c = 0; c < countIn; c++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + c * 2 * LENGTH + LENGTH);
        FloatVector x0 = FloatVector.broadcast(SPECIES, in[row0 + c]);
        s00 = x0.fma(w0, s00);
        s01 = x0.fma(w1, s01);
      }
      w += countIn * 2 * LENGTH;
    }
    int t0 = targets[row] + targetAt;
    s00.intoArray(out, t0);
    s01.intoArray(out, t0 + LENGTH);
  }

  /**
   * Six rows by one vector of channels: the rest at the end. Two sums for each row, of every other number,
   * since six would wait for each other.
   */
  private static void sixByOneLoop(float[] in, int[] sources, int sourceAt, int taps, int firstIn,
      int countIn, float[] weights, int weightAt, float[] before, int[] starts, int startAt,
      float[] out, int[] targets, int targetAt, int row) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, before, starts[row + 0] + startAt);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, before, starts[row + 1] + startAt);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, before, starts[row + 2] + startAt);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, before, starts[row + 3] + startAt);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, before, starts[row + 4] + startAt);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, before, starts[row + 5] + startAt);
    FloatVector s51 = FloatVector.zero(SPECIES);
    int w = weightAt;
    for (int tap = 0; tap < taps; tap++) {
      int at = sourceAt + tap * ROWS;
      int row0 = sources[at] + firstIn;
      int row1 = sources[at + 1] + firstIn;
      int row2 = sources[at + 2] + firstIn;
      int row3 = sources[at + 3] + firstIn;
      int row4 = sources[at + 4] + firstIn;
      int row5 = sources[at + 5] + firstIn;
      int c = 0;
      for (; c < countIn - 1; c += 2) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w + c * LENGTH);
        FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + c * LENGTH + LENGTH);
        s00 = FloatVector.broadcast(SPECIES, in[row0 + c]).fma(w0, s00);
        s01 = FloatVector.broadcast(SPECIES, in[row0 + c + 1]).fma(w1, s01);
        s10 = FloatVector.broadcast(SPECIES, in[row1 + c]).fma(w0, s10);
        s11 = FloatVector.broadcast(SPECIES, in[row1 + c + 1]).fma(w1, s11);
        s20 = FloatVector.broadcast(SPECIES, in[row2 + c]).fma(w0, s20);
        s21 = FloatVector.broadcast(SPECIES, in[row2 + c + 1]).fma(w1, s21);
        s30 = FloatVector.broadcast(SPECIES, in[row3 + c]).fma(w0, s30);
        s31 = FloatVector.broadcast(SPECIES, in[row3 + c + 1]).fma(w1, s31);
        s40 = FloatVector.broadcast(SPECIES, in[row4 + c]).fma(w0, s40);
        s41 = FloatVector.broadcast(SPECIES, in[row4 + c + 1]).fma(w1, s41);
        s50 = FloatVector.broadcast(SPECIES, in[row5 + c]).fma(w0, s50);
        s51 = FloatVector.broadcast(SPECIES, in[row5 + c + 1]).fma(w1, s51);
      }
      for (; c < countIn; c++) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w + c * LENGTH);
        s00 = FloatVector.broadcast(SPECIES, in[row0 + c]).fma(w0, s00);
        s10 = FloatVector.broadcast(SPECIES, in[row1 + c]).fma(w0, s10);
        s20 = FloatVector.broadcast(SPECIES, in[row2 + c]).fma(w0, s20);
        s30 = FloatVector.broadcast(SPECIES, in[row3 + c]).fma(w0, s30);
        s40 = FloatVector.broadcast(SPECIES, in[row4 + c]).fma(w0, s40);
        s50 = FloatVector.broadcast(SPECIES, in[row5 + c]).fma(w0, s50);
      }
      w += countIn * LENGTH;
    }
    s00.add(s01).intoArray(out, targets[row] + targetAt);
    s10.add(s11).intoArray(out, targets[row + 1] + targetAt);
    s20.add(s21).intoArray(out, targets[row + 2] + targetAt);
    s30.add(s31).intoArray(out, targets[row + 3] + targetAt);
    s40.add(s41).intoArray(out, targets[row + 4] + targetAt);
    s50.add(s51).intoArray(out, targets[row + 5] + targetAt);
  }
}
