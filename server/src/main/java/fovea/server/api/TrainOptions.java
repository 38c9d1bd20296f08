package fovea.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.train.InvalidOption;
import fovea.engine.train.Optimiser;
import fovea.engine.train.Rate;
import fovea.engine.train.TrainingOptions;
import fovea.server.http.Refusal;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part {@code options}: a JSON object with {@code torch.optim}'s names and defaults. What an optimiser does
 * not know must be left out, or say what it does anyway.
 */
final class TrainOptions {

  private static final List<String> NAMES = List.of("optimizer", "lr", "momentum", "nesterov",
      "weight_decay", "betas", "eps", "label_smoothing", "batch_size", "steps", "epochs", "shuffle",
      "seed");

  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final double LR = 1e-3;
  private static final int BATCH_SIZE = 32;

  private final JsonNode options;

  private TrainOptions(JsonNode options) {
    this.options = options;
  }

  /**
   * Reads them.
   *
   * @param pictures how many there are, of which epochs are made
   * @throws Refusal 400 with the option's name
   */
  static TrainingOptions of(String text, int pictures) {
    TrainOptions read = new TrainOptions(json(text));
    try {
      return read.options(pictures);
    } catch (InvalidOption wrong) {
      throw Refusal.malformed("\"options\": " + wrong.getMessage() + ".");
    }
  }

  private static JsonNode json(String text) {
    JsonNode options;
    try {
      options = JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw Refusal.malformed("\"options\" is no JSON: " + malformed.getOriginalMessage());
    }
    if (options == null || !options.isObject()) {
      throw Refusal.malformed("\"options\" must be a JSON object.");
    }
    options.fieldNames().forEachRemaining(name -> {
      if (!NAMES.contains(name)) {
        throw Refusal.malformed("Unknown option \"" + name + "\"; there are "
            + String.join(", ", NAMES) + ".");
      }
    });
    return options;
  }

  private TrainingOptions options(int pictures) {
    int batchSize = count("batch_size", BATCH_SIZE, TrainingOptions.MOST_PICTURES);
    long ofEpoch = Math.ceilDiv(pictures, batchSize);
    if (options.has("steps") && options.has("epochs")) {
      throw Refusal.malformed("\"options\" has steps and epochs; send one of them.");
    }
    long steps = options.has("steps")
        ? count("steps", 1, TrainingOptions.MOST_STEPS)
        : ofEpoch * count("epochs", 1, TrainingOptions.MOST_STEPS);
    if (steps > TrainingOptions.MOST_STEPS) {
      throw Refusal.malformed("\"options\": epochs of " + ofEpoch + " steps each come to " + steps
          + " steps, and " + TrainingOptions.MOST_STEPS + " are allowed.");
    }
    return new TrainingOptions(optimiser(), new Rate.Constant(number("lr", LR), 0),
        number("label_smoothing", 0), batchSize, (int) steps, truth("shuffle"), seed());
  }

  private Optimiser optimiser() {
    JsonNode named = options.path("optimizer");
    String name = named.isMissingNode() ? "sgd" : named.isTextual() ? named.textValue() : "";
    if (!name.equals("sgd")) {
      requireLeftOut("momentum", name, found -> found.isNumber() && found.doubleValue() == 0);
      requireLeftOut("nesterov", name, found -> found.isBoolean() && !found.booleanValue());
    }
    return switch (name) {
      case "sgd" -> {
        requireLeftOut("betas", name, JsonNode::isNull);
        requireLeftOut("eps", name, JsonNode::isNull);
        yield new Optimiser.Sgd(
            number("momentum", 0), truth("nesterov"), number("weight_decay", 0));
      }
      case "adam" -> {
        Optimiser.Adam usual = new Optimiser.Adam();
        yield new Optimiser.Adam(beta(0, usual.beta1()), beta(1, usual.beta2()),
            number("eps", usual.eps()), number("weight_decay", usual.weightDecay()));
      }
      case "adamw" -> {
        Optimiser.AdamW usual = new Optimiser.AdamW();
        yield new Optimiser.AdamW(beta(0, usual.beta1()), beta(1, usual.beta2()),
            number("eps", usual.eps()), number("weight_decay", usual.weightDecay()));
      }
      default -> throw Refusal.malformed("\"optimizer\" must be sgd, adam or adamw.");
    };
  }

  private void requireLeftOut(String option, String optimiser, Predicate<JsonNode> saysNothing) {
    if (options.has(option) && !saysNothing.test(options.get(option))) {
      throw Refusal.malformed("\"" + option + "\" is no option of " + optimiser + ".");
    }
  }

  private double number(String name, double otherwise) {
    JsonNode found = options.path(name);
    if (found.isMissingNode()) {
      return otherwise;
    }
    if (!found.isNumber()) {
      throw Refusal.malformed("\"" + name + "\" must be a number.");
    }
    return found.doubleValue();
  }

  private double beta(int at, double otherwise) {
    JsonNode found = options.path("betas");
    if (found.isMissingNode()) {
      return otherwise;
    }
    if (!found.isArray() || found.size() != 2 || !found.get(at).isNumber()) {
      throw Refusal.malformed("\"betas\" must be a pair of numbers such as [0.9, 0.999].");
    }
    return found.get(at).doubleValue();
  }

  private int count(String name, int otherwise, int most) {
    JsonNode found = options.path(name);
    if (found.isMissingNode()) {
      return otherwise;
    }
    if (!found.canConvertToInt() || !found.isIntegralNumber() || found.intValue() < 1
        || found.intValue() > most) {
      throw Refusal.malformed(
          "\"" + name + "\" must be a whole number from 1 to " + most + ".");
    }
    return found.intValue();
  }

  private boolean truth(String name) {
    JsonNode found = options.path(name);
    if (!found.isMissingNode() && !found.isBoolean()) {
      throw Refusal.malformed("\"" + name + "\" must be true or false.");
    }
    return found.asBoolean(false);
  }

  private long seed() {
    JsonNode found = options.path("seed");
    if (found.isMissingNode()) {
      return 0;
    }
    if (!found.isIntegralNumber() || !found.canConvertToLong()) {
      throw Refusal.malformed("\"seed\" must be a whole number.");
    }
    return found.longValue();
  }
}
