package fovea.engine.trained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Pictures;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored has learned what it says, and the command that has made it would make it again. */
class TrainedTest {

  private static final Inference ENGINE = Inference.withDefaults();

  static List<Trained> all() {
    return Trained.ALL;
  }

  /** How many of 2,000 pictures that it has not learned from it must name. */
  private static final Map<String, Double> LEAST = Map.of(
      "shape_namer", 0.93, "digit_reader", 0.97);

  /** The losses of the first steps of the command. */
  private static final Map<String, List<Double>> LOSSES = Map.of(
      "shape_namer", List.of(2.07812554, 2.07663650, 2.08599179, 2.08045044, 2.07242686,
          2.07290946, 2.08190635, 2.08151513, 2.08896527, 2.09343870),
      "digit_reader", List.of(2.41539294, 2.55650924, 2.49105973, 2.26936855, 2.44022639,
          2.32071798, 2.42271676, 2.35709983, 2.23884799, 2.24931297));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void itNamesPicturesThatItHasNotLearnedFrom(Trained trained) {
    double right = trained.learned().evaluate(trained.unseen(2_000), ENGINE, new Cancellation())
        .accuracy();
    assertTrue(right >= LEAST.getOrDefault(trained.name(), 1.0), trained.name() + ": " + right);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theCommandBeginsAsItBegan(Trained trained) {
    List<Double> stored = LOSSES.getOrDefault(trained.name(), List.of());
    assertEquals(10, stored.size());
    Training training = trained.training();
    List<Double> losses = training.steps(stored.size(), ENGINE, new Cancellation()).stream()
        .map(step -> ((StepResult.Done) step).loss()).toList();
    for (int step = 0; step < stored.size(); step++) {
      assertEquals(stored.get(step), losses.get(step), 1e-3 * stored.get(step), losses::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void atMostATenthOfALayersMapsIsAlwaysDark(Trained trained) {
    NetworkReading reading = NetworkReading.of(trained.network());
    for (String relu : reading.network().nodes().stream().map(node -> node.id())
        .filter(id -> id.startsWith("relu")).toList()) {
      boolean[] lives = new boolean[(int) reading.shapeOf(relu).dimensions().getFirst()
          .longValue()];
      Pictures pictures = trained.unseen(64);
      for (int at = 0; at < pictures.count(); at++) {
        Activations values = ENGINE.run(reading, Weights.of(trained.weights(), 0),
            pictures.picture(at), Set.of(relu), Progress.NONE, new Cancellation());
        Tensor maps = values.tensor(relu);
        int size = maps.size() / lives.length;
        for (int i = 0; i < maps.size(); i++) {
          lives[i / size] |= maps.data()[i] > 0;
        }
      }
      int dark = 0;
      for (boolean one : lives) {
        dark += one ? 0 : 1;
      }
      assertTrue(10 * dark <= lives.length, trained.name() + " " + relu + ": " + dark);
    }
  }

  @Test
  void theirNumbersAreFoundByTheirDigests() {
    Tensor weight = Objects.requireNonNull(
        Trained.DIGIT_READER.weights().get("conv1.weight"));
    assertEquals(weight, Trained.numbers(Digest.of(weight)).orElseThrow());
    assertTrue(Trained.numbers("0").isEmpty());
  }
}
