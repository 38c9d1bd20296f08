package fovea.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Remembered;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is interrupted, and goes on. */
class MomentTest {

  private static final int STEPS = 23;

  private static final NetworkReading NETWORK = NetworkReading.of(NetworkDocument.parse("""
      {"name": "small", "input": [1, 16, 16], "layers": [
       {"id": "conv", "type": "Conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1},
       {"id": "bn", "type": "BatchNorm2d"}, {"id": "relu", "type": "ReLU"},
       {"id": "drop", "type": "Dropout", "p": 0.3},
       {"id": "pool", "type": "MaxPool2d", "kernel_size": 4},
       {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 10}]}"""));

  /** Epochs of seven steps, the last of fewer pictures, each picture another one in each. */
  private static final Dataset DRAWN = Split.ofEndless(new Strokes(16, 16, 1), 54, 0).training();

  static List<TrainingOptions> options() {
    return List.<Optimiser>of(new Optimiser.Sgd(0.9, true, 1e-3), new Optimiser.Sgd(),
        new Optimiser.Adam(), new Optimiser.AdamW()).stream()
        .map(optimiser -> new TrainingOptions(
            optimiser, new Rate.Cosine(0.01, 20, 0, 9), 0.1, 8, STEPS, true, 5))
        .toList();
  }

  private static Pictures pictures(Dataset set) {
    return Pictures.of(set, new Augmentation(2, 0.5, 15, 0.1), 3);
  }

  /** The weights behind all steps, by a new training on other threads after each of these counts. */
  private static float[] trained(TrainingOptions options, Dataset set, int... interruptions) {
    Moment moment = Moment.start(Weights.seeded(1));
    int threads = 0;
    for (int end : Arrays.copyOf(interruptions, interruptions.length + 1)) {
      try (Inference engine = new Inference(1 + threads++ % 3, 1 << 20, Kernels.best())) {
        Training training = new Training(NETWORK, moment, pictures(set), options);
        assertEquals(moment.step(), training.steps());
        training.steps(
            (end == 0 ? STEPS : end) - moment.step(), engine, new Cancellation());
        moment = training.moment();
      }
    }
    assertEquals(STEPS, moment.step());
    return numbers(moment.weights());
  }

  private static float[] numbers(Weights weights) {
    float[] all = {};
    for (LayerReading layer : NETWORK.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        float[] some = weights.tensor(parameter).data();
        int end = all.length;
        all = Arrays.copyOf(all, end + some.length);
        System.arraycopy(some, 0, all, end, some.length);
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("options")
  void whoIsInterruptedComesToTheSameWeightsBitByBit(TrainingOptions options) {
    float[] whole = trained(options, DRAWN);
    assertArrayEquals(whole, trained(options, DRAWN, 1, 2, 7, 8, 20), 0);
    assertArrayEquals(whole, trained(options, new Remembered(DRAWN), 11), 0,
        "pictures that are remembered are those that are drawn");
  }

  @Test
  void eachEpochLearnsFromOtherPictures() {
    Pictures pictures = pictures(DRAWN);
    assertFalse(Arrays.equals(pictures.ofEpoch(0).picture(3).data(),
        pictures.ofEpoch(1).picture(3).data()));
    assertArrayEquals(pictures.ofEpoch(1).picture(3).data(),
        pictures.ofEpoch(1).picture(3).data(), 0);
    assertEquals(DRAWN.label(3), pictures.ofEpoch(1).label(3));
    assertArrayEquals(DRAWN.image(3).data(), Pictures.of(DRAWN).ofEpoch(4).picture(3).data(), 0);
  }

  @Test
  void aMomentOfAnotherOptimiserIsRefused() {
    TrainingOptions sgd = options().getFirst();
    TrainingOptions adam = options().get(2);
    try (Inference engine = new Inference(1, 1 << 20, Kernels.best())) {
      Training training = new Training(
          NETWORK, Weights.seeded(1), Pictures.of(DRAWN), sgd);
      training.step(engine, new Cancellation());
      Moment moment = training.moment();
      assertEquals(1, moment.memories().size());
      IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
          () -> new Training(NETWORK, moment, Pictures.of(DRAWN), adam));
      assertTrue(String.valueOf(refused.getMessage()).contains("expected 2 memories"));
    }
  }

  @Test
  void aTrainingThatHasLostItsNumbersHasNoMoment() {
    try (Inference engine = new Inference(1, 1 << 20, Kernels.best())) {
      Training training = new Training(NETWORK, Weights.seeded(1), Pictures.of(DRAWN),
          new TrainingOptions(
              new Optimiser.Sgd(), new Rate.Constant(1e30, 0), 0, 8, STEPS, true, 0));
      training.steps(STEPS, engine, new Cancellation());
      assertTrue(training.divergence().isPresent());
      assertThrows(IllegalStateException.class, training::moment);
    }
  }
}
