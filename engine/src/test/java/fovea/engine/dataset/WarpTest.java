package fovea.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WarpTest {

  /** Two channels of three rows and three columns. */
  private static final Tensor PICTURE = Tensor.of(
      new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90}, 2, 3, 3);

  @Test
  void aShiftByOneMovesEveryPixelAndCopiesTheBorder() {
    assertBecomes(new Warp(0, 1, 0, false),
        1, 1, 2, 4, 4, 5, 7, 7, 8, 10, 10, 20, 40, 40, 50, 70, 70, 80);
    assertBecomes(new Warp(-1, 0, 0, false),
        4, 5, 6, 7, 8, 9, 7, 8, 9, 40, 50, 60, 70, 80, 90, 70, 80, 90);
  }

  @Test
  void halfAPixelIsTheMeanOfTwo() {
    assertBecomes(new Warp(0, 0.5, 0, false),
        1, 1.5f, 2.5f, 4, 4.5f, 5.5f, 7, 7.5f, 8.5f, 10, 15, 25, 40, 45, 55, 70, 75, 85);
  }

  @Test
  void mirroringTwiceChangesNothing() {
    Warp mirror = new Warp(0, 0, 0, true);
    assertBecomes(mirror, 3, 2, 1, 6, 5, 4, 9, 8, 7, 30, 20, 10, 60, 50, 40, 90, 80, 70);
    assertArrayEquals(PICTURE.data(), mirror.of(mirror.of(PICTURE)).data());
  }

  @Test
  void aQuarterOfATurnIsExactAndAnticlockwise() {
    assertBecomes(new Warp(0, 0, 90, false),
        3, 6, 9, 2, 5, 8, 1, 4, 7, 30, 60, 90, 20, 50, 80, 10, 40, 70);
    assertBecomes(new Warp(0, 0, -270, false),
        3, 6, 9, 2, 5, 8, 1, 4, 7, 30, 60, 90, 20, 50, 80, 10, 40, 70);
    assertBecomes(new Warp(0, 0, 180, false),
        9, 8, 7, 6, 5, 4, 3, 2, 1, 90, 80, 70, 60, 50, 40, 30, 20, 10);
  }

  @Test
  void aPictureIsMirroredThenTurnedThenShifted() {
    Warp mirror = new Warp(0, 0, 0, true);
    Warp turn = new Warp(0, 0, 90, false);
    Warp shift = new Warp(1, 0, 0, false);
    assertArrayEquals(shift.of(turn.of(mirror.of(PICTURE))).data(),
        new Warp(1, 0, 90, true).of(PICTURE).data());
  }

  @Test
  void aTurnByHalfAQuarterBlendsFourNeighbours() {
    // What comes to the middle of the upper row stood half way to the right of it: row 1 − √½, column 1 + √½.
    double share = Math.sqrt(0.5);
    double expected = (1 - share) * (1 - share) * 5 + share * (1 - share) * (2 + 6)
        + share * share * 3;
    assertEquals(expected, new Warp(0, 0, 45, false).of(PICTURE).data()[1], 1e-6);
  }

  private static void assertBecomes(Warp warp, float... expected) {
    assertArrayEquals(expected, warp.of(PICTURE).data());
  }
}
