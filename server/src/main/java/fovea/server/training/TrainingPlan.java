package fovea.server.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Dataset;
import fovea.engine.train.InvalidOption;
import fovea.engine.train.Optimiser;
import fovea.engine.train.Pictures;
import fovea.engine.train.Rate;
import fovea.engine.train.TrainingOptions;
import fovea.server.http.Form;
import fovea.server.http.Refusal;

/**
 * How somebody wants a network to be trained, with PyTorch's names: what a form sends and a page shows.
 *
 * @param set the word of what it learns from
 * @param pictures how many of them, where they have no end
 * @param optimizer {@code sgd}, {@code adam} or {@code adamw}
 * @param momentum of sgd alone
 * @param schedule {@code constant}, {@code step} (a tenth of the rate after each third of the steps) or {@code
 *     cosine} (down to 0)
 * @param warmUp steps
 * @param augmentShift pixels at most
 * @param augmentFlip how often, from 0 to 1
 * @param augmentTurn degrees at most
 * @param augmentNoise the deviation, from 0 to 1
 * @param seed of the order, of Dropout and of augmentation
 */
public record TrainingPlan(
    String set, int pictures, String optimizer, double lr, double momentum, double weightDecay,
    String schedule, int warmUp, int batchSize, int epochs, double labelSmoothing, int augmentShift,
    double augmentFlip, double augmentTurn, double augmentNoise, long seed) {

  /** The most steps, each of which the page draws. */
  public static final int MOST_STEPS = 50_000;

  private static final int EPOCHS = 10;
  private static final int BATCH = 32;

  /** With fewer steps a set of few pictures would teach next to nothing. */
  private static final int FEW_STEPS = 200;

  private static final int MOST_SEED = 999_999_999;
  private static final double GAMMA = 0.1;
  private static final int FALLS = 3;

  private static final ObjectMapper JSON = new ObjectMapper()
      .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  /**
   * Reads a form; what it does not say is as usual.
   *
   * @throws Refusal 400 with the name of what cannot be, and its limits
   */
  public static TrainingPlan of(Form form) {
    Fields fields = new Fields(form);
    String optimizer = fields.word("optimizer", "adam", "sgd", "adam", "adamw");
    return new TrainingPlan(
        form.text("set").orElse(""),
        fields.whole("pictures", 4_000, 500, 20_000),
        optimizer,
        fields.number("lr", usualRate(optimizer), 0, 1e9),
        fields.number("momentum", 0.9, 0, 0.999),
        fields.number("weight_decay", optimizer.equals("adamw") ? 0.01 : 0, 0, 10),
        fields.word("schedule", "cosine", "constant", "step", "cosine"),
        fields.whole("warm_up", 20, 0, 10_000),
        fields.whole("batch_size", BATCH, 1, 512),
        fields.whole("epochs", EPOCHS, 1, 1_000),
        fields.number("label_smoothing", 0, 0, 0.9),
        fields.whole("augment_shift", 0, 0, 64),
        fields.number("augment_flip", 0, 0, 1),
        fields.number("augment_turn", 0, 0, 180),
        fields.number("augment_noise", 0, 0, 1),
        fields.whole("seed", 0, 0, MOST_SEED));
  }

  /** How often each of so many pictures is seen where nobody says otherwise, in batches of the usual size. */
  public static int usualEpochs(int pictures) {
    return Math.max(EPOCHS, Math.ceilDiv(FEW_STEPS, Math.max(1, Math.ceilDiv(pictures, BATCH))));
  }

  private static double usualRate(String optimizer) {
    return optimizer.equals("sgd") ? 0.02 : 0.002;
  }

  /** Whether its rate is larger than usual. */
  boolean isBold() {
    return lr > usualRate(optimizer);
  }

  /** Reads what {@link #json} has written. */
  public static TrainingPlan parse(String json) {
    try {
      return JSON.readValue(json, TrainingPlan.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("expected a plan but found " + json, broken);
    }
  }

  /** The same from another set. */
  TrainingPlan from(String otherSet) {
    return new TrainingPlan(otherSet, pictures, optimizer, lr, momentum, weightDecay, schedule,
        warmUp, batchSize, epochs, labelSmoothing, augmentShift, augmentFlip, augmentTurn,
        augmentNoise, seed);
  }

  /** All of it under the names of the form. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same as a document. */
  public ObjectNode document() {
    return JSON.valueToTree(this);
  }

  /** What is done to the pictures in each epoch. */
  public Augmentation augmentation() {
    return new Augmentation(augmentShift, augmentFlip, augmentTurn, augmentNoise);
  }

  /** What is learned from. */
  public Pictures pictures(Dataset training) {
    return Pictures.of(training, augmentation(), seed);
  }

  /** Steps of an epoch of so many pictures. */
  public int stepsOfEpoch(int count) {
    return Math.ceilDiv(count, batchSize);
  }

  /**
   * The same for the engine.
   *
   * @param count of the pictures to learn from, at least 1
   * @throws Refusal 400 with the name of what cannot be, 422 if there would be too many steps
   */
  public TrainingOptions options(int count) {
    long steps = (long) epochs * stepsOfEpoch(count);
    if (steps > MOST_STEPS) {
      throw Refusal.overLimit("train_steps", "These are " + steps + " steps, and at most "
          + MOST_STEPS + " are taken; take fewer epochs, or larger batches.");
    }
    try {
      return new TrainingOptions(
          optimiser(), rate((int) steps), labelSmoothing, batchSize, (int) steps, true, seed);
    } catch (InvalidOption wrong) {
      throw Refusal.malformed(wrong.getMessage() + ".");
    }
  }

  private Optimiser optimiser() {
    Optimiser.Adam adam = new Optimiser.Adam();
    return switch (optimizer) {
      case "sgd" -> new Optimiser.Sgd(momentum, false, weightDecay);
      case "adam" -> new Optimiser.Adam(adam.beta1(), adam.beta2(), adam.eps(), weightDecay);
      default -> new Optimiser.AdamW(adam.beta1(), adam.beta2(), adam.eps(), weightDecay);
    };
  }

  private Rate rate(int steps) {
    int falling = Math.max(1, steps - warmUp);
    return switch (schedule) {
      case "constant" -> new Rate.Constant(lr, warmUp);
      case "step" -> new Rate.Step(lr, Math.ceilDiv(falling, FALLS), GAMMA, warmUp);
      default -> new Rate.Cosine(lr, falling, 0, warmUp);
    };
  }
}
