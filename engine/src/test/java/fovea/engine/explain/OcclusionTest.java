package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.explain.Occlusion.Patch;
import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcclusionTest {

  private static final Inference INFERENCE = new Inference(2, 1 << 22, Kernels.best());
  private static final Inference TEXTBOOK = new Inference(1, 1 << 22, Kernels.textbook());

  @AfterAll
  static void close() {
    INFERENCE.close();
    TEXTBOOK.close();
  }

  @Test
  void theShareFallsWhereThePatchHidesWhatSpeaksForTheClass() {
    Classifier network = classifier("""
        {"name": "corner", "input": [1, 4, 4], "layers": [
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 2, "bias": false}]}""");
    // The first class's number is the sum of the upper left quarter, the second's is always zero.
    float[] corner = new float[32];
    for (int pixel : new int[]{0, 1, 4, 5}) {
      corner[pixel] = 1;
    }
    float[] ones = new float[16];
    Arrays.fill(ones, 0.5f);
    Occlusion found = Occlusion.of(INFERENCE, network,
        Weights.of(Map.of("fc.weight", Tensor.of(corner, 2, 16)), 0), Tensor.of(ones, 1, 4, 4),
        Tensor.of(new float[16], 1, 4, 4), new Patch(4, 4, 2, 1), new Cancellation());
    double whole = 1 / (1 + Math.exp(-2));
    assertEquals(whole, found.whole().data()[0], 1e-6);
    // All four hidden leaves 0; two of them, 1; one of them, 1.5; none, 2.
    double[][] left = {{0, 1, 2}, {1, 1.5, 2}, {2, 2, 2}};
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double expected = whole - 1 / (1 + Math.exp(-left[row][column]));
        assertEquals(expected, found.fall(row, column, 0), 1e-6);
        assertEquals(-expected, found.fall(row, column, 1), 1e-6);
      }
    }
    // The first pixel lies below one place only, the one beside it below two, the last below none that tells.
    float[] map = found.map(0).data();
    assertEquals(found.fall(0, 0, 0), map[0], 1e-6);
    assertEquals((found.fall(0, 0, 0) + found.fall(0, 1, 0)) / 2, map[1], 1e-6);
    assertEquals(0, map[15], 1e-6);
  }

  @Test
  void eachPlaceIsWhatTheTextbookSaysOfThePictureSoCovered() {
    Classifier network = classifier("""
        {"name": "net", "input": [3, 19, 23], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 3, "stride": 2},
          {"id": "relu1", "type": "ReLU"},
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 5}]}""");
    Weights weights = Weights.seeded(3);
    Tensor picture = new Shapes(19, 23, 1).image(0);
    Tensor grey = filled(picture, 0.5f);
    Patch patch = new Patch(19, 23, 6, 4);
    Occlusion found = Occlusion.of(
        INFERENCE, network, weights, picture, grey, patch, new Cancellation());
    for (int row = 0; row < patch.rows(); row++) {
      for (int column = 0; column < patch.columns(); column++) {
        float[] covered = picture.data().clone();
        for (int i = 0; i < covered.length; i++) {
          int y = i / 23 % 19 - patch.top(row);
          int x = i % 23 - patch.left(column);
          covered[i] = y >= 0 && y < 6 && x >= 0 && x < 6 ? 0.5f : covered[i];
        }
        float[] shares = TEXTBOOK.run(network.reading(), weights, Tensor.of(covered, 3, 19, 23),
            Set.of(network.shares()), Progress.NONE, new Cancellation())
            .tensor(network.shares()).data();
        for (int target = 0; target < shares.length; target++) {
          assertEquals(shares[target], found.share(row, column, target), 1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 7, 2, 2", "28, 28, 7, 2", "9, 9, 9, 3", "31, 17, 5, 4", "1, 1, 1, 1"})
  void placesCoverEveryPixelAndEndWithThePicture(int height, int width, int size, int stride) {
    Patch patch = new Patch(height, width, size, stride);
    boolean[] covered = new boolean[height];
    for (int row = 0; row < patch.rows(); row++) {
      for (int y = patch.top(row); y < patch.top(row) + size; y++) {
        covered[y] = true;
      }
    }
    boolean[] all = new boolean[height];
    Arrays.fill(all, true);
    assertArrayEquals(all, covered);
    assertEquals(width, patch.left(patch.columns() - 1) + size);
  }

  @Test
  void aPatchGoesInCoarserStepsWhereTheNetworkIsLarge() {
    Maps picture = new Maps(3, 64, 64);
    assertEquals(new Patch(64, 64, 16, 4), Occlusion.finest(picture, 16, 400));
    Patch coarse = Occlusion.finest(picture, 16, 40);
    assertEquals(36, coarse.places());
    assertEquals(16, Occlusion.finest(picture, 16, 1).stride());
    assertTrue(Occlusion.finest(picture, 16, 1).places() > 1);
  }

  @Test
  void aPatchThatLeavesGapsIsRefusedAndACancellationIsHeard() {
    assertThrows(IllegalArgumentException.class, () -> new Patch(8, 8, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new Patch(8, 4, 5, 1));
    Classifier network = classifier("""
        {"name": "net", "input": [3, 16, 16], "layers": [
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 2}]}""");
    Tensor picture = new Shapes(16, 16, 1).image(0);
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    assertThrows(CancellationException.class,
        () -> Occlusion.of(INFERENCE, network, Weights.seeded(1), picture, picture,
            new Patch(16, 16, 4, 4), cancelled));
  }

  private static Tensor filled(Tensor like, float value) {
    float[] numbers = new float[like.size()];
    Arrays.fill(numbers, value);
    return Tensor.of(numbers, like.shape());
  }

  private static Classifier classifier(String document) {
    return Classifier.of(NetworkReading.of(NetworkDocument.parse(document))).orElseThrow();
  }
}
