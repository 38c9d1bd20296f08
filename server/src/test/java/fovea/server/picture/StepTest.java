package fovea.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.http.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps between picture and network; expected values are worked out by hand. */
class StepTest {

  private static final float[] NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  void aQuarterTurnPutsTheLeftColumnOnTop() {
    is("rotate:90", 7, 4, 1, 8, 5, 2, 9, 6, 3);
    is("rotate:180", 9, 8, 7, 6, 5, 4, 3, 2, 1);
    is("rotate:-90", 3, 6, 9, 2, 5, 8, 1, 4, 7);
    is("rotate:360", NINE);
  }

  @Test
  void aShiftLeavesBlackBehind() {
    is("shift:1:0", 0, 1, 2, 0, 4, 5, 0, 7, 8);
    is("shift:0:-2", 7, 8, 9, 0, 0, 0, 0, 0, 0);
    is("shift:9:9", 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void aCropEnlargesTheMiddle() {
    is("crop:100", NINE);
    // Half of each side: every new pixel half as far from the middle, 5, as before.
    is("crop:50", 3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
  }

  @Test
  void noiseIsNormalAndTheSameFromTheSameSeed() {
    float[] grey = new float[100_000];
    Arrays.fill(grey, 128);
    float[] noisy = applied("noise:20:1", grey, 100, 1_000);
    double mean = IntStream.range(0, grey.length).mapToDouble(i -> noisy[i]).average()
        .orElseThrow();
    double variance = IntStream.range(0, grey.length)
        .mapToDouble(i -> (noisy[i] - mean) * (noisy[i] - mean)).average().orElseThrow();
    assertEquals(128, mean, 0.5);
    assertEquals(20, Math.sqrt(variance), 0.3);
    assertArrayEquals(noisy, applied("noise:20:1", grey, 100, 1_000));
    assertNotEquals(noisy[0], applied("noise:20:2", grey, 100, 1_000)[0]);
    float[] loud = applied("noise:255:1", grey, 100, 1_000);
    assertTrue(IntStream.range(0, loud.length).allMatch(i -> loud[i] >= 0 && loud[i] <= 255));
  }

  @Test
  void aShuffleKeepsEveryPixelAndWholeBlocks() {
    float[] shuffled = applied("shuffle:1:5", NINE, 3, 3);
    float[] sorted = shuffled.clone();
    Arrays.sort(sorted);
    assertArrayEquals(NINE, sorted);
    assertTrue(!Arrays.equals(NINE, shuffled));
    float[] sixteen = new float[16];
    for (int i = 0; i < 16; i++) {
      sixteen[i] = i;
    }
    float[] blocks = applied("shuffle:2:3", sixteen, 4, 4);
    for (int corner : new int[]{0, 2, 8, 10}) {
      assertArrayEquals(new float[]{blocks[corner] + 1, blocks[corner] + 4, blocks[corner] + 5},
          new float[]{blocks[corner + 1], blocks[corner + 4], blocks[corner + 5]});
    }
    // Two blocks of two beside each other, and a rest that stays.
    float[] rest = applied("shuffle:2:1", NINE, 3, 3);
    assertArrayEquals(NINE, rest);
  }

  @Test
  void stepsAreDoneInOrderAndReadBackAsWritten() {
    is("shift:1:0,rotate:180", 8, 7, 0, 5, 4, 0, 2, 1, 0);
    is("rotate:180,shift:1:0", 0, 9, 8, 0, 6, 5, 0, 3, 2);
    for (String text : List.of("", "rotate:12.5", "crop:70,noise:30:7,shuffle:8:0,shift:-3:2")) {
      assertEquals(text, Step.write(Step.parse(text)));
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (String wrong : List.of("crop:0", "crop:101", "rotate:NaN", "shift:1.5:0", "noise:-1:0",
        "noise:1:0.5", "shuffle:0:1", "rotate:1e9")) {
      assertEquals(400, assertThrows(Refusal.class, () -> Step.parse(wrong), wrong).status());
    }
  }

  private static void is(String steps, float... expected) {
    assertArrayEquals(expected, applied(steps, NINE, 3, 3), 1e-4f, steps);
  }

  private static float[] applied(String steps, float[] plane, int height, int width) {
    float[][] planes = {plane};
    for (Step step : Step.parse(steps)) {
      planes = step.applyTo(planes, height, width);
    }
    return planes[0];
  }
}
