package fovea.engine.dataset.drawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutlineTest {

  private static final double STEP = 0.005;

  @ParameterizedTest
  @EnumSource(Outline.class)
  void everyFigureIsAsLargeAsTheOthersAndWithinItsReach(Outline outline) {
    int inside = 0;
    for (double y = -1; y < 1; y += STEP) {
      for (double x = -1; x < 1; x += STEP) {
        if (outline.distance(x, y) < 0) {
          inside++;
          assertTrue(x * x + y * y < Outline.REACH * Outline.REACH);
        }
      }
    }
    assertEquals(1, inside * STEP * STEP, 0.01);
  }

  @ParameterizedTest
  @EnumSource(Outline.class)
  void noDistanceIsLargerThanTheWayBetweenTwoPoints(Outline outline) {
    for (double y = -1; y < 1; y += 0.05) {
      for (double x = -1; x < 1; x += 0.05) {
        double change = outline.distance(x + 0.03, y + 0.04) - outline.distance(x, y);
        assertTrue(Math.abs(change) < 0.05 + 1e-9, outline::word);
      }
    }
  }
}
