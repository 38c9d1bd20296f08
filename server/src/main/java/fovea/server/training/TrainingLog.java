package fovea.server.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.train.Evaluation;
import fovea.engine.train.Evaluation.Prediction;
import fovea.engine.train.LayerNorms;
import fovea.engine.train.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training's steps, a number each, and of looking at what it does not learn from. Numbers have four
 * digits, as many as anybody sees. Thread-safe.
 */
public final class TrainingLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGITS = 4;
  private static final int RECENT = 20;

  private float[] loss = new float[64];
  private float[] accuracy = new float[64];
  private int steps;
  private final List<Validation> validations = new ArrayList<>();
  private List<Prediction> predictions = List.of();
  private List<LayerNorms> norms = List.of();

  /**
   * How well it did on other pictures.
   *
   * @param step behind which it was looked at
   */
  public record Validation(int step, double loss, double accuracy) {}

  /** Reads what {@link #json} has written. */
  static TrainingLog parse(String json) {
    TrainingLog log = new TrainingLog();
    try {
      JsonNode read = JSON.readTree(json);
      log.steps = read.path("loss").size();
      log.loss = numbers(read.path("loss"));
      log.accuracy = numbers(read.path("accuracy"));
      for (JsonNode one : read.path("validation")) {
        log.validations
            .add(new Validation(one.path("step").asInt(), one.path("loss").asDouble(Double.NaN),
                one.path("accuracy").asDouble()));
      }
      log.predictions = JSON.convertValue(read.path("predictions"),
          JSON.getTypeFactory().constructCollectionType(List.class, Prediction.class));
      log.norms = JSON.convertValue(read.path("norms"),
          JSON.getTypeFactory().constructCollectionType(List.class, LayerNorms.class));
      return log;
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("expected a log but found something else", broken);
    }
  }

  private static float[] numbers(JsonNode array) {
    float[] numbers = new float[Math.max(64, array.size())];
    for (int i = 0; i < array.size(); i++) {
      numbers[i] = array.get(i).floatValue();
    }
    return numbers;
  }

  /** All of it as {@link #parse} reads it. */
  synchronized String json() {
    ObjectNode json = JSON.createObjectNode();
    putSteps(json, 0, steps);
    putValidations(json, steps);
    json.set("predictions", JSON.valueToTree(predictions));
    json.set("norms", JSON.valueToTree(norms));
    return json.toString();
  }

  synchronized void add(StepResult.Done step) {
    if (steps == loss.length) {
      loss = Arrays.copyOf(loss, 2 * steps);
      accuracy = Arrays.copyOf(accuracy, 2 * steps);
    }
    loss[steps] = (float) step.loss();
    accuracy[steps] = (float) step.accuracy();
    norms = step.norms();
    steps++;
    notifyAll();
  }

  /** Waits until so many steps are written down: the last one may be taken, but not told yet. */
  synchronized void await(int count) {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    try {
      while (steps < count && System.nanoTime() < end) {
        wait(10);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void add(int step, Evaluation found) {
    validations.add(new Validation(step, found.loss(), found.accuracy()));
    predictions = found.predictions();
  }

  /** The loss of the first step, 0 before. */
  synchronized double firstLoss() {
    return steps == 0 ? 0 : loss[0];
  }

  /** The mean loss of the last steps, 0 before the first. */
  synchronized double recentLoss() {
    int first = Math.max(0, steps - RECENT);
    double sum = 0;
    for (int step = first; step < steps; step++) {
      sum += loss[step];
    }
    return steps == 0 ? 0 : sum / (steps - first);
  }

  /** The last loss and accuracy, 0 before the first step. */
  synchronized double[] last() {
    return steps == 0 ? new double[2] : new double[]{loss[steps - 1], accuracy[steps - 1]};
  }

  /** How well it did last on other pictures; 0 before. */
  synchronized double validationAccuracy() {
    return validations.isEmpty() ? 0 : validations.getLast().accuracy();
  }

  /** What was said of each picture for validation, in their order, when they were last looked at. */
  public synchronized List<Prediction> predictions() {
    return predictions;
  }

  /** How long gradients, changes and weights were in the last step. */
  public synchronized List<LayerNorms> norms() {
    return norms;
  }

  /** Puts {@code loss} and {@code accuracy} of the steps behind {@code since} and up to {@code last}. */
  public synchronized void putSteps(ObjectNode json, int since, int last) {
    put(json.putArray("loss"), loss, since, Math.min(last, steps));
    put(json.putArray("accuracy"), accuracy, since, Math.min(last, steps));
  }

  private static void put(ArrayNode array, float[] numbers, int since, int last) {
    for (int i = since; i < last; i++) {
      array.add(rounded(numbers[i]));
    }
  }

  /** Puts {@code validation}, all that there are up to that step. */
  public synchronized void putValidations(ObjectNode json, int last) {
    ArrayNode array = json.putArray("validation");
    for (Validation one : validations) {
      if (one.step <= last) {
        array.addObject().put("step", one.step).put("loss", rounded(one.loss))
            .put("accuracy", rounded(one.accuracy));
      }
    }
  }

  /** The number with four digits; null for what is none, since JSON knows no such number. */
  public static @Nullable Double rounded(double number) {
    if (!Double.isFinite(number)) {
      return null;
    }
    if (number == 0) {
      return 0.0;
    }
    double scale = Math.pow(10, DIGITS - 1 - Math.floor(Math.log10(Math.abs(number))));
    return Double.isFinite(scale) && scale > 0 ? Math.rint(number * scale) / scale : number;
  }
}
