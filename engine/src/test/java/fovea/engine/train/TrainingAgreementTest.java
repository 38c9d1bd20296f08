package fovea.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.LayerType;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Twenty steps of random networks give PyTorch's losses and weights; training.py made the values. */
class TrainingAgreementTest {

  private static final double TOLERANCE = 1e-3;

  @Test
  void twentyStepsGivePyTorchsLossesAndWeights() throws IOException {
    JsonNode rows = rows();
    Set<Class<?>> optimisers = new HashSet<>();
    Set<Class<?>> rates = new HashSet<>();
    Set<LayerType> types = new HashSet<>();
    try (Inference engine = new Inference(2, 1 << 20, Kernels.best())) {
      for (JsonNode row : rows) {
        TrainingDraw draw = new TrainingDraw(row.get("seed").longValue());
        requireAgreement(draw, row, engine);
        optimisers.add(draw.options.optimiser().getClass());
        rates.add(draw.options.rate().getClass());
        draw.network.layers().forEach(layer -> types.add(LayerType.of(layer.node().layer())));
      }
    }
    assertEquals(60, rows.size());
    assertEquals(3, optimisers.size());
    assertEquals(3, rates.size());
    assertEquals(new HashSet<>(LayerType.all()), types);
  }

  private static JsonNode rows() throws IOException {
    try (InputStream stored = Objects.requireNonNull(
        TrainingAgreementTest.class.getResourceAsStream("/training/pytorch.json"))) {
      return new ObjectMapper().readTree(stored);
    }
  }

  private static void requireAgreement(TrainingDraw draw, JsonNode row, Inference engine) {
    Training training = new Training(draw.network, draw.weights, draw.pictures, draw.options);
    List<StepResult> history = training.steps(TrainingDraw.STEPS, engine, new Cancellation());
    String what = "draw " + row.get("seed");
    double largestLoss = 0;
    for (JsonNode loss : row.get("losses")) {
      largestLoss = Math.max(largestLoss, Math.abs(loss.doubleValue()));
    }
    assertEquals(row.get("losses").size(), history.size(), what);
    for (int step = 0; step < history.size(); step++) {
      double expected = row.get("losses").get(step).doubleValue();
      double apart = Math.abs(((StepResult.Done) history.get(step)).loss() - expected)
          / largestLoss;
      assertTrue(apart <= TOLERANCE, "%s, loss of step %d by %g".formatted(what, step, apart));
    }
    for (LayerReading layer : draw.network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        JsonNode numbers = row.get("weights").get(parameter.name());
        float[] found = training.weights().tensor(parameter).data();
        double largest = numbers.get(0).doubleValue();
        int kept = numbers.size() - 1;
        for (int i = 0; i < kept; i++) {
          int place = kept == 1 ? 0 : (int) ((long) i * (found.length - 1) / (kept - 1));
          double apart = Math.abs(found[place] - numbers.get(i + 1).doubleValue());
          assertTrue(apart <= TOLERANCE * largest, () -> "%s, %s[%d] by %g of %g".formatted(
              what, parameter.name(), place, apart, largest));
        }
      }
    }
  }
}
