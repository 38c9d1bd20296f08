package fovea.server.workbench;

import static fovea.server.training.TrainingLog.rounded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Network;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.engine.train.Evaluation.Prediction;
import fovea.engine.train.LayerNorms;
import fovea.server.http.Refusal;
import fovea.server.picture.Normalisation;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.MomentStore;
import fovea.server.storage.Recent;
import fovea.server.training.Standing;
import fovea.server.training.Trainer;
import fovea.server.training.TrainingLog;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What moves while a network learns, for the page that shows it. Thread-safe. */
final class TrainReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Numbers of filters, those of the first ones. */
  private static final int MOST_NUMBERS = 4_096;

  private static final int MOST_MAPS = 32;
  private static final int MOST_SHARES = 5;
  private static final int MOST_WRONG = 12;

  /** What follows a training at every look: some hundredths of a second. */
  private static final long QUICK_MACS = 2_000_000_000L;

  /** When a look brings something new again: where many train, not before each has had a turn. */
  private static final long TURN_MILLIS = 200;
  private static final long LEAST_MILLIS = 250;
  private static final long MOST_MILLIS = 3_000;

  private static final long REMEMBERED_LAYERS = 2_000;

  private final OpenNetworks networks;
  private final MomentStore moments;
  private final Trainer trainer;
  private final Runs runs;
  private final Recent<Network, NetworkReading> readings = new Recent<>(
      REMEMBERED_LAYERS, reading -> 1 + reading.layers().size(), NetworkReading::of);

  TrainReport(OpenNetworks networks, MomentStore moments, Trainer trainer, Runs runs) {
    this.networks = networks;
    this.moments = moments;
    this.trainer = trainer;
    this.runs = runs;
  }

  ObjectNode of(Opened opened, Standing standing, int since, Words words) {
    KeptTraining kept = standing.kept();
    NetworkReading reading = readings.of(kept.document());
    List<String> classes = trainer.classes(opened.owner(), standing.plan(), reading);
    ObjectNode json = JSON.createObjectNode();
    json.put("id", kept.id()).put("state", kept.state().word()).put("step", standing.step())
        .put("steps", kept.steps())
        .put("epoch", Math.min(standing.plan().epochs(),
            1 + (long) standing.step() * standing.plan().epochs() / Math.max(1, kept.steps())))
        .put("epochs", standing.plan().epochs());
    putPace(json, standing);
    json.put("sentence", kept.sentence().isEmpty() ? null : words.translated(kept.sentence()));
    json.put("taken", kept.taken());
    standing.log().putSteps(json, since, standing.step());
    standing.log().putValidations(json, standing.step());
    ArrayNode moments = json.putArray("moments");
    this.moments.steps(kept.network()).forEach(moments::add);
    if (since == 0 || since < standing.step()) {
      putLooks(json, opened, shown(opened, standing), reading, classes);
    }
    return json;
  }

  /** Whoever has gone back to a moment sees its weights, which the network has, until it learns on. */
  private static Standing shown(Opened opened, Standing standing) {
    boolean isBack = standing.kept().state() != State.RUNNING && standing.kept().taken() >= 0;
    return isBack ? standing.with(opened.weights()) : standing;
  }

  /** What follows from the weights, for who does not know these yet. */
  private void putLooks(ObjectNode json, Opened opened, Standing standing, NetworkReading reading,
      List<String> classes) {
    Optional<LayerReading> first = reading.layers().stream()
        .filter(layer -> layer.node().layer() instanceof Conv2d).findFirst();
    first.ifPresent(layer -> putFilters(json, layer, standing));
    putLook(json, opened, standing, reading, first, classes);
    putNorms(json, standing.log());
    putPredictions(json, standing.log().predictions(), classes);
  }

  private static void putPace(ObjectNode json, Standing standing) {
    double rate = standing.stepsPerSecond();
    boolean moves = standing.kept().state() == State.RUNNING;
    json.put("stepsPerSecond", rounded(rate));
    json.put("secondsLeft", !moves || rate == 0
        ? null
        : rounded((standing.kept().steps() - standing.step()) / rate));
    json.put("waiting", standing.waiting());
    json.put("againMillis", Math.clamp(
        (long) standing.waiting() * TURN_MILLIS, LEAST_MILLIS, MOST_MILLIS));
  }

  private static void putFilters(ObjectNode json, LayerReading layer, Standing standing) {
    Parameter weight = layer.cost().parameters().getFirst();
    List<Long> shape = weight.shape();
    long ofFilter = weight.elements() / shape.getFirst();
    int count = (int) Math.clamp(MOST_NUMBERS / ofFilter, 1, shape.getFirst());
    if (ofFilter > MOST_NUMBERS) {
      return;
    }
    float[] numbers = new float[(int) (count * ofFilter)];
    standing.weights().copy(weight, 0, numbers, numbers.length);
    ObjectNode filters = json.putObject("filters").put("layer", layer.id());
    filters.putArray("shape").add(count).add(shape.get(1)).add(shape.get(2)).add(shape.get(3));
    ArrayNode values = filters.putArray("values");
    for (float number : numbers) {
      values.add(rounded(number));
    }
  }

  /** What the learner's own picture becomes, as long as the network can still look at it. */
  private void putLook(ObjectNode json, Opened opened, Standing standing, NetworkReading reading,
      Optional<LayerReading> first, List<String> classes) {
    if (!opened.kept().network().input().equals(reading.network().input())
        || reading.totals().macs() > QUICK_MACS) {
      return;
    }
    String last = reading.layers().getLast().id();
    Set<String> wanted = first.map(layer -> Set.copyOf(List.of(layer.id(), last)))
        .orElse(Set.of(last));
    try {
      Tensor picture = networks.seen(opened).picture().tensor(Normalisation.ZERO_TO_ONE);
      Activations values = runs.compute(
          new RunRequest(reading, standing.weights(), picture, wanted, _ -> {}));
      first.ifPresent(layer -> json.putObject("maps").put("layer", layer.id())
          .put("sheet", Sheet.text(Sheet.of(values.tensor(layer.id()), MOST_MAPS))));
      boolean areShares = reading.layers().getLast().node().layer() instanceof Layer.Softmax;
      putShares(json, values.tensor(last).data(), areShares, classes);
    } catch (Refusal busy) {
      // The page shows what it has until the machine has time.
      json.putNull("maps");
    }
  }

  private static void putShares(
      ObjectNode json, float[] numbers, boolean areShares, List<String> classes) {
    if (numbers.length != classes.size()) {
      return;
    }
    double[] shares = new double[numbers.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (float number : numbers) {
      largest = Math.max(largest, number);
    }
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = areShares ? numbers[i] : Math.exp(numbers[i] - largest);
      sum += shares[i];
    }
    if (!Double.isFinite(sum)) {
      return;
    }
    double all = sum;
    ArrayNode array = json.putArray("shares");
    IntStream.range(0, shares.length).boxed()
        .sorted(Comparator.comparingDouble(i -> -shares[i])).limit(MOST_SHARES)
        .forEach(i -> array.addObject().put("name", classes.get(i))
            .put("share", rounded(shares[i] / all)));
  }

  private static void putNorms(ObjectNode json, TrainingLog log) {
    ArrayNode norms = json.putArray("norms");
    for (LayerNorms layer : log.norms()) {
      norms.addObject().put("layer", layer.layer()).put("gradient", rounded(layer.gradient()))
          .put("change", rounded(layer.change())).put("weight", rounded(layer.weights()));
    }
  }

  private static void putPredictions(
      ObjectNode json, List<Prediction> predictions, List<String> classes) {
    int[][] counts = new int[classes.size()][classes.size()];
    predictions.forEach(one -> counts[one.label()][one.predicted()]++);
    ObjectNode confusion = json.putObject("confusion");
    confusion.set("classes", JSON.valueToTree(classes));
    confusion.set("counts", JSON.valueToTree(predictions.isEmpty() ? new int[0][] : counts));
    ArrayNode wrong = json.putArray("wrong");
    IntStream.range(0, predictions.size()).boxed()
        .filter(i -> predictions.get(i).label() != predictions.get(i).predicted())
        .sorted(Comparator.comparingDouble(i -> -predictions.get(i).share()))
        .limit(MOST_WRONG)
        .forEach(i -> wrong.addObject().put("index", i)
            .put("truth", classes.get(predictions.get(i).label()))
            .put("said", classes.get(predictions.get(i).predicted()))
            .put("share", rounded(predictions.get(i).share())));
  }
}
