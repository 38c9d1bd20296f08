package fovea.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantsTest {

  private static final Strokes STROKES = new Strokes(28, 28, 1);

  @Test
  void randomLabelsSayNothingAboutTheOldOnes() {
    Relabelled random = new Relabelled(STROKES, 4);
    int[] counts = new int[10];
    int same = 0;
    for (int i = 0; i < 5_000; i++) {
      counts[random.label(i)]++;
      same += random.label(i) == STROKES.label(i) ? 1 : 0;
      assertEquals(random.label(i), new Relabelled(STROKES, 4).label(i));
    }
    // Five deviations of √(5000 · 0.1 · 0.9).
    assertEquals(500, same, 106);
    for (int count : counts) {
      assertEquals(500, count, 106);
    }
    assertEquals(STROKES.image(8).word(), random.image(8).word());
  }

  @Test
  void onePermutationMovesThePixelsOfAllPictures() {
    Permuted permuted = new Permuted(STROKES, 4);
    float[] before = STROKES.image(8).data();
    float[] after = permuted.image(8).data();
    assertFalse(Arrays.equals(before, after));
    assertArrayEquals(sorted(before), sorted(after));
    assertEquals(STROKES.label(8), permuted.label(8));
    assertEquals(permuted.image(8).word(), new Permuted(STROKES, 4).image(8).word());
    assertFalse(Arrays.equals(after, new Permuted(STROKES, 5).image(8).data()));
  }

  @Test
  void channelsOfAPixelStayTogether() {
    Stored colours = new Stored.Builder(List.of("a"), new Shape.Maps(2, 2, 3))
        .add(0, new byte[]{1, 2, 3, 4, 5, 6, 101, 102, 103, 104, 105, 106}).build();
    float[] permuted = new Permuted(colours, 1).image(0).data();
    for (int i = 0; i < 6; i++) {
      assertEquals(100 / 255f, permuted[6 + i] - permuted[i], 1e-6);
    }
  }

  @Test
  void whatIsKeptIsAByteForEachNumber() {
    Tensor picture = Tensor.of(new float[]{0, 0.5f, 1, 2, -1, 127f / 255}, 1, 2, 3);
    assertArrayEquals(new byte[]{0, (byte) 128, (byte) 255, (byte) 255, 0, 127},
        Stored.pixels(picture));
    float[] batch = new float[10];
    new Stored.Builder(List.of("a"), new Shape.Maps(1, 2, 3)).add(0, Stored.pixels(picture)).build()
        .image(0, batch, 4);
    assertArrayEquals(
        new float[]{0, 0, 0, 0, 0, 128 / 255f, 1, 1, 0, 127 / 255f}, batch);
  }

  @Test
  void picturesOfAnotherSizeAndLabelsWithoutAClassAreMistakes() {
    Stored.Builder set = new Stored.Builder(List.of("a"), new Shape.Maps(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> set.add(0, new byte[2]));
    assertThrows(IndexOutOfBoundsException.class, () -> set.add(1, new byte[1]));
  }

  @Test
  void aFrameMovesThePictureAndLosesNothing() {
    Stored dots = new Stored.Builder(List.of("a"), new Shape.Maps(1, 1, 2))
        .add(0, new byte[]{51, 102}).add(0, new byte[]{51, 102}).build();
    assertArrayEquals(new float[]{
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0.2f, 0.4f, 0,
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0}, new Framed(dots, 2, 1).image(0).data());
    assertArrayEquals(new float[]{
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0,
      0, 0, 0.2f, 0.4f, 0, 0}, new Framed(dots, 2, 2).image(1).data());
    for (int index = 0; index < 8; index++) {
      Framed moved = new Framed(STROKES, 5, 5);
      assertArrayEquals(sorted(new Framed(STROKES, 5, 0).image(index).data()),
          sorted(moved.image(index).data()));
      assertEquals(STROKES.label(index), moved.label(index));
    }
    assertThrows(IllegalArgumentException.class, () -> new Framed(STROKES, 2, 3));
  }

  @Test
  void twoMoreChannelsSayWhereAPixelIs() {
    Stored dots = new Stored.Builder(List.of("a"), new Shape.Maps(1, 2, 3))
        .add(0, new byte[]{0, 51, 102, 51, 0, 51}).build();
    assertArrayEquals(new float[]{
      0, 0.2f, 0.4f, 0.2f, 0, 0.2f,
      0, 0, 0, 1, 1, 1,
      0, 0.5f, 1, 0, 0.5f, 1}, new WithCoordinates(dots).image(0).data());
  }

  private static float[] sorted(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
