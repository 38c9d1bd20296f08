package fovea.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.engine.network.Pair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected numbers are those of the textbooks, or worked out by hand. */
class FilterTest {

  private static final Pair THREE = new Pair(3, 3);

  @Test
  void theClassicKernelsAreThoseOfTheTextbooks() {
    is(Filter.IDENTITY, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    is(Filter.BOX, 0, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f);
    is(Filter.GAUSSIAN, 0, 0.0625f, 0.125f, 0.0625f, 0.125f, 0.25f, 0.125f, 0.0625f, 0.125f,
        0.0625f);
    is(Filter.SOBEL, 0, -1, 0, 1, -2, 0, 2, -1, 0, 1);
    is(Filter.SOBEL, 90, -1, -2, -1, 0, 0, 0, 1, 2, 1);
    is(Filter.SOBEL, 180, 1, 0, -1, 2, 0, -2, 1, 0, -1);
    is(Filter.PREWITT, 0, -1, 0, 1, -1, 0, 1, -1, 0, 1);
    is(Filter.LAPLACIAN, 0, 0, 1, 0, 1, -4, 1, 0, 1, 0);
    is(Filter.SHARPEN, 0, 0, -1, 0, -1, 5, -1, 0, -1, 0);
    is(Filter.EMBOSS, 45, -2, -1, 0, -1, 1, 1, 0, 1, 2);
  }

  @Test
  void aSlantedEdgeFilterIsTheMixOfTheUprightOnes() {
    float half = (float) Math.sqrt(0.5);
    is(Filter.SOBEL, 45, -2 * half, -2 * half, 0, -2 * half, 0, 2 * half, 0, 2 * half, 2 * half);
  }

  @Test
  void largerOnesAreTheSmallOnesOverABlur() {
    // OpenCV's 5 × 5 Sobel, (1 4 6 4 1) across and (−1 −2 0 2 1) along, over the 16 of the blur.
    float[] across = {1, 4, 6, 4, 1};
    float[] along = {-1, -2, 0, 2, 1};
    float[] sobel = new float[25];
    for (int i = 0; i < 25; i++) {
      sobel[i] = across[i / 5] * along[i % 5] / 16;
    }
    assertArrayEquals(sobel, kernel(Filter.SOBEL, new Pair(5, 5), 0, 1), 1e-6f);
    assertArrayEquals(
        new float[]{1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f},
        kernel(Filter.GAUSSIAN, new Pair(1, 5), 0, 1), 1e-7f);
    // Its middle row, by hand: 2 · (0 1 2 1 0) above and below, (2 4 2) ∗ (1 −4 1) between.
    float[] laplacian = kernel(Filter.LAPLACIAN, new Pair(5, 5), 0, 1);
    assertArrayEquals(new float[]{2 / 16f, -2 / 16f, -8 / 16f, -2 / 16f, 2 / 16f},
        Arrays.copyOfRange(laplacian, 10, 15), 1e-6f);
    // Even sides have a blur with an even side between.
    assertArrayEquals(new float[]{-0.25f, -0.25f, 0.25f, 0.25f},
        Arrays.copyOf(kernel(Filter.PREWITT, new Pair(4, 4), 0, 1), 4), 1e-6f);
  }

  @Test
  void whatFindsEdgesIsSilentOnEvenLightAndWhatKeepsThePictureKeepsItsBrightness() {
    for (Pair size : new Pair[]{THREE, new Pair(5, 5), new Pair(7, 3), new Pair(4, 6)}) {
      for (Filter silent : new Filter[]{Filter.SOBEL, Filter.PREWITT, Filter.LAPLACIAN}) {
        assertEquals(0, sum(kernel(silent, size, 30, 1)), 1e-5, silent + " " + size);
      }
      for (Filter keeps : new Filter[]{Filter.IDENTITY, Filter.BOX, Filter.GAUSSIAN,
        Filter.SHARPEN, Filter.EMBOSS}) {
        assertEquals(1, sum(kernel(keeps, size, 30, 1)), 1e-5, keeps + " " + size);
      }
    }
  }

  @Test
  void aGaborKernelIsAWaveUnderABell() {
    // λ = 4, σ = 2.24: beside the middle a quarter of a wave, two beside half of one.
    float[] upright = kernel(Filter.GABOR, new Pair(5, 5), 0, 4);
    double two = 2 * 2.24 * 2.24;
    assertEquals(1, upright[12]);
    assertEquals(0, upright[13], 1e-6);
    assertEquals(-Math.exp(-4 / two), upright[14], 1e-6);
    assertEquals(Math.exp(-0.25 / two), upright[7], 1e-6);
    float[] lying = kernel(Filter.GABOR, new Pair(5, 5), 90, 4);
    for (int i = 0; i < 25; i++) {
      assertEquals(upright[i], lying[i % 5 * 5 + i / 5], 1e-6, "the transpose at " + i);
    }
  }

  @Test
  void whatNeedsNeighboursCannotBeSmallerThanThree() {
    assertThrows(IllegalArgumentException.class,
        () -> Filter.SOBEL.kernel(new Pair(1, 3), 0, 1));
    assertEquals(1, kernel(Filter.IDENTITY, new Pair(1, 1), 0, 1)[0]);
    for (Filter filter : Filter.values()) {
      assertEquals(filter, Filter.of(filter.word()).orElseThrow());
    }
  }

  private static void is(Filter filter, double degrees, float... expected) {
    assertArrayEquals(expected, kernel(filter, THREE, degrees, 4), 1e-6f);
  }

  private static float[] kernel(Filter filter, Pair size, double degrees, double wavelength) {
    return filter.kernel(size, degrees, wavelength).data();
  }

  private static double sum(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum;
  }
}
