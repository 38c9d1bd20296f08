package fovea.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final Tensor PICTURE = new Strokes(28, 28, 1).image(3);

  @Test
  void withoutStrengthNothingChanges() {
    assertArrayEquals(PICTURE.data(), Augmentation.NONE.of(PICTURE, 1, 2, 3).data());
  }

  @Test
  void seedEpochAndPlaceDecideWhatBecomesOfAPicture() {
    Augmentation all = new Augmentation(3, 0.5, 20, 0.1);
    String one = all.of(PICTURE, 1, 2, 3).word();
    assertEquals(one, all.of(PICTURE, 1, 2, 3).word());
    assertNotEquals(one, all.of(PICTURE, 2, 2, 3).word());
    assertNotEquals(one, all.of(PICTURE, 1, 3, 3).word());
    assertNotEquals(one, all.of(PICTURE, 1, 2, 4).word());
  }

  @Test
  void aShiftOfTwoHasTwentyFiveOutcomes() {
    float[] dot = new float[81];
    dot[40] = 1;
    Tensor picture = Tensor.of(dot, 1, 9, 9);
    Augmentation shift = new Augmentation(2, 0, 0, 0);
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      float[] moved = shift.of(picture, 1, 0, i).data();
      int at = 0;
      while (moved[at] != 1) {
        at++;
      }
      places.add(at);
    }
    assertEquals(25, places.size());
    assertTrue(places.stream().allMatch(
        at -> Math.abs(at / 9 - 4) <= 2 && Math.abs(at % 9 - 4) <= 2), places::toString);
  }

  @Test
  void aFlipComesAsOftenAsItsShareSays() {
    Tensor picture = Tensor.of(new float[]{0, 1}, 1, 1, 2);
    Augmentation flip = new Augmentation(0, 0.25, 0, 0);
    int flipped = 0;
    for (int i = 0; i < 4_000; i++) {
      flipped += (int) flip.of(picture, 1, 0, i).data()[0];
    }
    // Four deviations of √(4000 · ¼ · ¾).
    assertEquals(1_000, flipped, 110);
  }

  @Test
  void noiseHasItsDeviationAndStaysWithinZeroAndOne() {
    Tensor grey = Tensor.of(filled(10_000, 0.5f), 1, 100, 100);
    float[] noisy = new Augmentation(0, 0, 0, 0.1).of(grey, 1, 0, 0).data();
    double squares = 0;
    for (float number : noisy) {
      squares += (number - 0.5) * (number - 0.5);
    }
    assertEquals(0.1, Math.sqrt(squares / noisy.length), 0.003);
    for (float number : new Augmentation(0, 0, 0, 1).of(grey, 1, 0, 0).data()) {
      assertTrue(number >= 0 && number <= 1);
    }
  }

  @Test
  void anAugmentedSetIsTheSetOfOneEpoch() {
    Strokes strokes = new Strokes(28, 28, 1);
    Augmentation turn = new Augmentation(0, 0, 30, 0);
    Augmented first = new Augmented(strokes, turn, 9, 1);
    assertEquals(turn.of(strokes.image(5), 9, 1, 5).word(), first.image(5).word());
    assertNotEquals(first.image(5).word(), new Augmented(strokes, turn, 9, 2).image(5).word());
    assertEquals(strokes.label(5), first.label(5));
  }

  @Test
  void strengthsThatMeanNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 1.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 0, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 0, 0, -0.1));
  }

  private static float[] filled(int count, float value) {
    float[] numbers = new float[count];
    Arrays.fill(numbers, value);
    return numbers;
  }
}
