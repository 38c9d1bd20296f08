package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EquivarianceTest {

  private static final Inference INFERENCE = new Inference(1, 1 << 20, Kernels.textbook());

  private static final String NETWORK = """
      {"input": [2, 32, 24], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
        {"id": "relu", "type": "ReLU"},
        {"id": "half", "type": "Conv2d", "out_channels": 4, "kernel_size": 3, "stride": 2,
         "padding": 1},
        {"id": "pool", "type": "MaxPool2d", "kernel_size": 2},
        {"id": "flat", "type": "Flatten"}]}
      """;

  @AfterAll
  static void close() {
    INFERENCE.close();
  }

  @Test
  void onePixelMovesAConvolutionAndIsBrokenByAStride() {
    List<Equivariance> layers = shifted(1, 0);
    assertEquals(5, layers.size());
    for (Equivariance layer : layers.subList(0, 2)) {
      assertTrue(layer.isWhole());
      assertEquals(0, layer.inside(), layer.layer());
      assertTrue(layer.difference() > 0.01, "the padding breaks it at the border");
    }
    assertFalse(layers.get(2).isWhole());
    assertEquals(0.5, layers.get(2).down());
    assertTrue(layers.get(2).inside() > 0.01);
    assertEquals(0.25, layers.get(3).down());
  }

  @Test
  void aShiftByTheJumpMovesEveryLayerByWholeCells() {
    for (Equivariance layer : shifted(4, -4).subList(0, 4)) {
      assertTrue(layer.isWhole());
      assertTrue(layer.cells() > 0);
      assertEquals(0, layer.inside(), layer.layer());
    }
  }

  @Test
  void noShiftChangesNothing() {
    for (Equivariance layer : shifted(0, 0)) {
      assertEquals(0, layer.difference());
    }
  }

  @Test
  void featuresHaveNoPlaceToMoveTo() {
    Equivariance flat = shifted(4, 0).getLast();
    assertEquals(0, flat.cells());
    assertTrue(flat.difference() > 0.01, "what a feature counts has moved on to another");
  }

  @Test
  void theMapsSideBySideHoldTheLargestDifference() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(NETWORK));
    Tensor picture = picture();
    Activations still = run(network, picture);
    Activations moved = run(network, Equivariance.shift(picture, 1, 0));
    Equivariance half = Equivariance.of(network, still, moved, 1, 0).get(2);
    Tensor values = still.tensor("half");
    Tensor three = half.sideBySide(values, moved.tensor("half"), half.map());
    int cells = three.size() / 3;
    float largest = 0;
    float scale = 0;
    for (int i = 0; i < cells; i++) {
      assertEquals(three.data()[i] - three.data()[cells + i], three.data()[2 * cells + i]);
      largest = Math.max(largest, Math.abs(three.data()[2 * cells + i]));
    }
    for (float value : values.data()) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertEquals(half.difference(), largest / scale, 1e-6);
  }

  @Test
  void poolingForgivesMostOfTheNoiseAndNothingWhereNothingChanged() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"input": [1, 32, 32], "layers": [
          {"id": "mean", "type": "AvgPool2d", "kernel_size": 4}]}
        """));
    float[] numbers = new float[32 * 32];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i / 32 < 16 ? 1 : 3;
    }
    Tensor picture = Tensor.of(numbers, 1, 32, 32);
    Tensor noisy = Tolerance.noisy(picture, 0.5, 1);
    assertEquals(Set.of("mean", "input"), Tolerance.layers(network));
    Tolerance mean = Tolerance.of(network, withInput(network, picture),
        withInput(network, picture), withInput(network, noisy)).getFirst();
    assertEquals(0, mean.shiftIn());
    assertEquals(0, mean.shiftOut());
    // Noise of 0.5 · 1 on numbers of √5 each; the mean of 16 has a quarter of it.
    assertEquals(0.5 / Math.sqrt(5), mean.noiseIn(), 0.02);
    assertEquals(mean.noiseIn() / 4, mean.noiseOut(), 0.015);
  }

  private static Activations withInput(NetworkReading network, Tensor picture) {
    return INFERENCE.run(network, Weights.seeded(5), picture, Set.of("input", "mean"),
        Progress.NONE, new Cancellation());
  }

  @Test
  void aShiftLetsZerosIn() {
    Tensor maps = Tensor.of(new float[]{1, 2, 3, 4, 5, 6}, 1, 2, 3);
    assertEquals(List.of(0f, 0f, 0f, 2f, 3f, 0f), list(Equivariance.shift(maps, 1, -1)));
    assertEquals(List.of(0f, 0f, 0f, 0f, 0f, 0f), list(Equivariance.shift(maps, -2, 0)));
  }

  private static List<Float> list(Tensor tensor) {
    return IntStream.range(0, tensor.size())
        .mapToObj(i -> tensor.data()[i]).toList();
  }

  private static List<Equivariance> shifted(int dy, int dx) {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(NETWORK));
    Tensor picture = picture();
    return Equivariance.of(network, run(network, picture),
        run(network, Equivariance.shift(picture, dy, dx)), dy, dx);
  }

  private static Tensor picture() {
    Random random = new Random(3);
    float[] numbers = new float[2 * 32 * 24];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return Tensor.of(numbers, 2, 32, 24);
  }

  private static Activations run(NetworkReading network, Tensor picture) {
    return INFERENCE.run(network, Weights.seeded(5), picture, Set.of(), Progress.NONE,
        new Cancellation());
  }
}
