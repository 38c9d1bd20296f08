package fovea.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TrainingTest {

  private static final Inference ENGINE = new Inference(2, 1 << 20, Kernels.best());

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static NetworkReading network() {
    return NetworkReading.of(NetworkDocument.parse("""
        {"name": "small", "input": [3, 16, 16], "layers": [
         {"id": "conv1", "type": "Conv2d", "out_channels": 18, "kernel_size": 3, "padding": 1},
         {"id": "bn", "type": "BatchNorm2d"}, {"id": "relu1", "type": "ReLU"},
         {"id": "drop", "type": "Dropout", "p": 0.2},
         {"id": "conv2", "type": "Conv2d", "out_channels": 18, "kernel_size": 3, "padding": 1},
         {"id": "sum", "type": "Add", "inputs": ["conv2", "drop"]},
         {"id": "relu2", "type": "ReLU"}, {"id": "pool", "type": "MaxPool2d", "kernel_size": 4},
         {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 3},
         {"id": "shares", "type": "Softmax"}]}"""));
  }

  /** Channels are so few that its pictures lie abreast; every third batch of 40 pictures has fewer than 16. */
  private static NetworkReading narrow() {
    return NetworkReading.of(NetworkDocument.parse(
        """
        {"name": "narrow", "input": [3, 16, 16], "layers": [
         {"id": "conv1", "type": "Conv2d", "out_channels": 5, "kernel_size": 3, "padding": 1},
         {"id": "relu1", "type": "ReLU"}, {"id": "pool1", "type": "MaxPool2d", "kernel_size": 2},
         {"id": "drop", "type": "Dropout", "p": 0.2},
         {"id": "conv2", "type": "Conv2d", "out_channels": 9, "kernel_size": 5},
         {"id": "relu2", "type": "ReLU"}, {"id": "pool2", "type": "AvgPool2d", "kernel_size": 2},
         {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 3}]}"""));
  }

  /** The bright channel is the class. */
  private static Pictures pictures(int count, long seed) {
    Random random = new Random(seed);
    List<Tensor> pictures = new ArrayList<>();
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = random.nextInt(3);
      float[] numbers = new float[3 * 256];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) random.nextGaussian() + (i / 256 == labels[n] ? 0.5f : 0);
      }
      pictures.add(Tensor.of(numbers, 3, 16, 16));
    }
    return Pictures.of(pictures, labels);
  }

  private static TrainingOptions options(double lr, int steps) {
    return new TrainingOptions(
        new Optimiser.Sgd(0.9, false, 1e-4), new Rate.Constant(lr, 0), 0, 16, steps, true, 7);
  }

  private static float[] trained(NetworkReading network, int threads, int steps) {
    try (Inference engine = new Inference(threads, 1 << 20, Kernels.best())) {
      Training training = new Training(
          network, Weights.seeded(1), pictures(40, 1), options(0.01, steps));
      assertEquals(steps, training.steps(100, engine, new Cancellation()).size());
      return numbers(network, training.weights());
    }
  }

  private static float[] numbers(Weights weights) {
    return numbers(network(), weights);
  }

  private static float[] numbers(NetworkReading network, Weights weights) {
    List<Float> numbers = new ArrayList<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        for (float number : weights.tensor(parameter).data()) {
          numbers.add(number);
        }
      }
    }
    float[] all = new float[numbers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers.get(i);
    }
    return all;
  }

  @Test
  void theSameSeedGivesTheSameWeightsOnAnyNumberOfThreads() {
    for (NetworkReading network : List.of(network(), narrow())) {
      float[] alone = trained(network, 1, 9);
      assertArrayEquals(alone, trained(network, 2, 9), 0);
      assertArrayEquals(alone, trained(network, 3, 9), 0);
    }
  }

  @Test
  void itLearnsAndSaysHowWellItDoesOnOtherPictures() {
    Training training = new Training(
        network(), Weights.seeded(1), pictures(200, 1), options(0.02, 80));
    Pictures others = pictures(60, 2);
    Evaluation before = training.evaluate(others, ENGINE, new Cancellation());
    while (!training.isOver()) {
      StepResult.Done done = assertInstanceOf(
          StepResult.Done.class, training.step(ENGINE, new Cancellation()));
      assertEquals(List.of("conv1", "bn", "conv2", "fc"),
          done.norms().stream().map(LayerNorms::layer).toList());
      assertTrue(done.norms().stream().allMatch(norm -> norm.gradient() > 0 && norm.change() > 0));
    }
    Evaluation after = training.evaluate(others, ENGINE, new Cancellation());
    assertEquals(60, after.predictions().size());
    assertTrue(after.accuracy() > 0.9 && after.accuracy() > before.accuracy(),
        () -> before.accuracy() + " before, " + after.accuracy() + " after");
    assertTrue(after.loss() < before.loss());
  }

  @Test
  void aRateThatExplodesStopsAndLeavesTheLastFiniteWeights() {
    Training training = new Training(
        network(), Weights.seeded(1), pictures(40, 1), options(1e20, 50));
    StepResult result = training.step(ENGINE, new Cancellation());
    while (!training.isOver()) {
      result = training.step(ENGINE, new Cancellation());
    }
    StepResult.Diverged lost = assertInstanceOf(StepResult.Diverged.class, result);
    assertEquals(Remedy.SMALLER_RATE, lost.remedies().getFirst());
    assertTrue(lost.sentence().contains("a smaller rate"), lost::sentence);
    assertEquals(lost, training.step(ENGINE, new Cancellation()));
    for (float number : numbers(training.weights())) {
      assertTrue(Float.isFinite(number));
    }
  }

  @Test
  void aPictureThatIsNoPictureIsBlamed() {
    float[] numbers = new float[3 * 256];
    numbers[5] = Float.NaN;
    Pictures broken = Pictures.of(List.of(Tensor.of(numbers, 3, 16, 16)), new int[]{0});
    Training training = new Training(network(), Weights.seeded(1), broken, options(0.01, 5));
    StepResult.Diverged lost = assertInstanceOf(
        StepResult.Diverged.class, training.step(ENGINE, new Cancellation()));
    assertEquals("input", lost.layer());
    assertEquals(List.of(Remedy.CHECK_PICTURES), lost.remedies());
  }

  @Test
  void aCancelledStepIsNotTaken() {
    Training training = new Training(
        network(), Weights.seeded(1), pictures(40, 1), options(0.01, 5));
    float[] before = numbers(training.weights());
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThrows(CancellationException.class, () -> training.step(ENGINE, cancellation));
    assertArrayEquals(before, numbers(training.weights()), 0);
    assertEquals(0, training.steps());
    assertInstanceOf(StepResult.Done.class, training.step(ENGINE, new Cancellation()));
  }

  @Test
  void theMemoryOfATrainingIsKnownBeforeItIsTaken() {
    long small = Training.bytesNeeded(network(), options(0.01, 5));
    assertTrue(small > 1_000_000 && small < 20_000_000, () -> small + " bytes");
    NetworkReading huge = NetworkReading.of(NetworkDocument.parse("""
        {"name": "huge", "input": [3, 30000, 30000], "layers": [
         {"id": "conv", "type": "Conv2d", "out_channels": 1000, "kernel_size": 1},
         {"id": "pool", "type": "AdaptiveAvgPool2d", "output_size": 1},
         {"id": "flat", "type": "Flatten"}]}"""));
    assertTrue(Training.bytesNeeded(huge, options(0.01, 5)) > 100_000_000_000_000L);
  }

  @Test
  void optionsOutOfTheirLimitsAreNamed() {
    assertEquals("momentum", assertThrows(
        InvalidOption.class, () -> new Optimiser.Sgd(1, false, 0)).field());
    assertEquals("lr", assertThrows(
        InvalidOption.class, () -> new Rate.Constant(Double.NaN, 0)).field());
    assertEquals("batch_size", assertThrows(InvalidOption.class, () -> new TrainingOptions(
        new Optimiser.Adam(), new Rate.Constant(1, 0), 0, 0, 1, false, 0)).field());
  }
}
