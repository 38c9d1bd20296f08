package fovea.engine.dataset.drawn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Chance;
import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.tensor.Digest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnTest {

  private static final List<Dataset> SETS = List.of(new Shapes(32, 32, 1), new Strokes(28, 28, 1),
      new Places(32, 32, 1));

  @Test
  void everyMachineDrawsTheSamePictures() {
    assertEquals(
        List.of("84c272420c386d61b7a6fb360e09f854", "fe98209a4a28379ffdd09dc1e341712a",
            "6886696814363f9d5f615dd2bd412673"),
        SETS.stream().map(DrawnTest::wordOfSome).toList());
  }

  private static String wordOfSome(Dataset set) {
    return Digest.of(IntStream.of(0, 1, 12_345, 1_000_000_007, Dataset.ENDLESS - 1)
        .mapToObj(i -> set.label(i) + set.image(i).word()).collect(Collectors.joining()));
  }

  @Test
  void aPictureIsTheSameAmongOthersInABatch() {
    for (Dataset set : SETS) {
      int size = (int) set.shape().elements();
      float[] batch = new float[3 * size];
      Arrays.fill(batch, 7);
      set.image(5, batch, size);
      float[] expected = new float[3 * size];
      Arrays.fill(expected, 7);
      System.arraycopy(set.image(5).data(), 0, expected, size, size);
      assertArrayEquals(expected, batch);
    }
  }

  @Test
  void everyRunOfClassesHasEachOnce() {
    for (Dataset set : SETS) {
      int classes = set.classes().size();
      Set<List<Integer>> orders = new HashSet<>();
      for (int run = 0; run < 50; run++) {
        int begin = run * classes;
        List<Integer> order = IntStream.range(begin, begin + classes).map(set::label).boxed()
            .toList();
        assertEquals(classes, Set.copyOf(order).size());
        orders.add(order);
      }
      assertTrue(orders.size() > 45, "orders differ");
    }
  }

  @Test
  void noTwoPicturesAreAlikeAndNoSeedDrawsAsAnother() {
    Set<String> words = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      words.add(new Shapes(16, 16, 1).image(i).word());
      words.add(new Shapes(16, 16, 2).image(i).word());
      words.add(new Strokes(16, 16, 1).image(i).word());
      words.add(new Strokes(16, 16, 2).image(i).word());
    }
    assertEquals(1_200, words.size());
  }

  @Test
  void numbersAreWhole255thsFromZeroToOne() {
    for (Dataset set : SETS) {
      for (float number : set.image(9).data()) {
        assertTrue(number >= 0 && number <= 1);
        assertEquals(Math.round(number * 255) / 255f, number);
      }
    }
  }

  @Test
  void aDigitKeepsAwayFromTheBorder() {
    for (Strokes strokes : List.of(new Strokes(28, 28, 3), new Strokes(16, 40, 3),
        new Strokes(40, 16, 3))) {
      int height = strokes.shape().height();
      int width = strokes.shape().width();
      for (int i = 0; i < 300; i++) {
        float[] picture = strokes.image(i).data();
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            boolean border = y == 0 || x == 0 || y == height - 1 || x == width - 1;
            // Noise alone: 3.5 deviations of 0.06, and the soft border of a line.
            assertTrue(!border || picture[y * width + x] < 0.55, "picture " + i);
          }
        }
      }
    }
  }

  @Test
  void theMiddleOfAFigureLiesInTheCellThatNamesTheClass() {
    Places places = new Places(60, 90, 1);
    for (int label = 0; label < 9; label++) {
      int other = (label + 4) % 9;
      float[] here = new float[3 * 60 * 90];
      float[] there = new float[3 * 60 * 90];
      places.draw(Chance.of(label), label, here, 0);
      places.draw(Chance.of(label), other, there, 0);
      // Where the same picture with its figure elsewhere is another, one of both figures stands.
      Set<Integer> cells = new TreeSet<>();
      for (int i = 0; i < 60 * 90; i++) {
        if (here[i] != there[i]) {
          cells.add(i / 90 / 20 * 3 + i % 90 / 30);
        }
      }
      assertEquals(new TreeSet<>(List.of(label, other)), cells);
    }
    assertEquals(List.of("top left", "top", "top right", "left", "middle", "right", "bottom left",
        "bottom", "bottom right"), places.classes());
  }

  @Test
  void theMeanPictureOfAClassDoesNotTellDigitsApart() {
    double right = nearestMean(new Strokes(28, 28, 1), 3_000, 1_000);
    assertTrue(right > 0.3 && right < 0.7, "right: " + right);
  }

  @Test
  void neitherColourNorPlaceTellsShapesApart() {
    double right = nearestMean(new Shapes(32, 32, 1), 2_400, 1_200);
    // An eighth, and four deviations of √(1/8 · 7/8 / 1200).
    assertTrue(right < 0.165, "right: " + right);
  }

  @Test
  void sidesBelowSixteenAreAMistake() {
    assertThrows(IllegalArgumentException.class, () -> new Shapes(15, 32, 1));
    assertThrows(IllegalArgumentException.class, () -> new Strokes(28, 15, 1));
  }

  /** How many are nearest to their own class's mean picture. */
  private static double nearestMean(Dataset set, int training, int validation) {
    Split split = Split.ofEndless(set, training, validation);
    int size = (int) set.shape().elements();
    double[][] means = new double[set.classes().size()][size];
    for (int i = 0; i < training; i++) {
      float[] picture = split.training().image(i).data();
      double[] mean = means[split.training().label(i)];
      for (int j = 0; j < size; j++) {
        mean[j] += picture[j] * means.length / training;
      }
    }
    int right = 0;
    for (int i = 0; i < validation; i++) {
      right += nearest(means, split.validation().image(i).data()) == split.validation().label(i)
          ? 1
          : 0;
    }
    return (double) right / validation;
  }

  private static int nearest(double[][] means, float[] picture) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int label = 0; label < means.length; label++) {
      double squares = 0;
      for (int j = 0; j < picture.length; j++) {
        squares += (picture[j] - means[label][j]) * (picture[j] - means[label][j]);
      }
      if (squares < least) {
        least = squares;
        nearest = label;
      }
    }
    return nearest;
  }
}
