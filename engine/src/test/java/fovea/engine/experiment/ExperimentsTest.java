package fovea.engine.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.experiment.Measure.Shifted;
import fovea.engine.experiment.Result.Summary;
import fovea.engine.kernel.Kernels;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Inference;
import fovea.engine.train.TrainingOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments are fair, repeatable, and small enough. */
class ExperimentsTest {

  static List<Experiment> all() {
    return Experiments.all();
  }

  private static NetworkReading reading(String experiment, String arm) {
    return NetworkReading.of(Experiments.named(experiment).orElseThrow().arms().stream()
        .filter(it -> it.word().equals(arm)).findFirst().orElseThrow().network());
  }

  private static long parameters(String experiment, String arm) {
    return reading(experiment, arm).totals().parameters();
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachArmReadsItsPicturesAndNamesTheirClasses(Experiment experiment) {
    Set<String> words = new HashSet<>();
    for (Arm arm : experiment.arms()) {
      NetworkReading reading = NetworkReading.of(arm.network());
      assertEquals(List.of(), reading.problems(), arm.word());
      assertTrue(words.add(arm.word()), arm.word());
      assertEquals(arm.network().input().channels(),
          arm.material().validation(1, 0).picture(0).dimension(0));
      assertEquals(arm.network().input().height(),
          arm.material().validation(1, 0).picture(0).dimension(1));
    }
    assertEquals(3 * words.size(), experiment.trials().size());
    for (Trial trial : experiment.trials()) {
      assertTrue(trial.bytesNeeded() < 60_000_000, trial.arm().word() + trial.bytesNeeded());
    }
  }

  @Test
  void thereAreSevenAndNoTwoHaveTheSameKey() {
    assertEquals(List.of("shift", "shuffle", "filters", "depth", "pooling", "position", "labels"),
        all().stream().map(Experiment::word).toList());
    assertEquals(7, all().stream().map(Experiment::key).distinct().count());
    Experiment shift = all().getFirst();
    Experiment other = new Experiment("shift", shift.arms(), List.of(new Shifted(1)));
    assertNotEquals(shift.key(), other.key());
    assertEquals(shift.key(),
        new Experiment(shift.word(), shift.arms(), shift.measures()).key());
  }

  @Test
  void theFullyConnectedNetworkHasAsManyParametersAsTheConvolution() {
    for (String[] pair : new String[][]{
      {"shift", "convolution", "connected"},
      {"shuffle", "convolution-whole", "connected-whole"},
      {"shuffle", "convolution-shuffled", "connected-shuffled"}}) {
      double convolution = parameters(pair[0], pair[1]);
      assertEquals(1, parameters(pair[0], pair[2]) / convolution, 0.02);
    }
  }

  @Test
  void whatIsComparedDiffersInOneThingOnly() {
    for (String layers : List.of("4", "8", "16", "24")) {
      assertEquals(parameters("depth", "plain-" + layers),
          parameters("depth", "residual-" + layers));
      assertEquals(Integer.parseInt(layers), reading("depth", "plain-" + layers).layers().stream()
          .filter(layer -> layer.cost().macs().value() > 0).count());
    }
    assertEquals(parameters("pooling", "max"), parameters("pooling", "stride"));
    assertEquals(parameters("pooling", "max"), parameters("pooling", "mean"));
    assertEquals(parameters("position", "ring"), parameters("position", "padded"));
  }

  @Test
  void aTrialBringsTheSameNumbersAgainAndAnotherSeedOthers() {
    Experiment labels = Experiments.named("labels").orElseThrow();
    Arm arm = shorter(labels.arms().getFirst(), 12);
    try (Inference one = engine(1); Inference two = engine(2)) {
      List<Row> rows = Report.rows(new Trial(arm, labels.measures(), 1), one);
      assertEquals(rows, Report.rows(new Trial(arm, labels.measures(), 1), two));
      assertNotEquals(rows.stream().map(Row::value).toList(),
          Report.rows(new Trial(arm, labels.measures(), 2), two).stream().map(Row::value).toList());
    }
  }

  /** A few steps are enough to see who minds where a digit lies. */
  @Test
  void aShortShiftExperimentShowsWhoMindsAShift() {
    Experiment shift = Experiments.named("shift").orElseThrow();
    Experiment shorter = new Experiment("shift",
        shift.arms().stream().map(arm -> shorter(arm, 150)).toList(),
        List.of(new Shifted(0), new Shifted(6)));
    try (Inference engine = engine(2)) {
      Result result = Report.run(shorter, engine);
      Summary convolution = result.summary("convolution", "shifted-6").orElseThrow();
      Summary connected = result.summary("connected", "shifted-6").orElseThrow();
      assertTrue(convolution.isClearlyAbove(connected), result.rows().toString());
      assertEquals("yes", Verdict.of(shorter, result).orElseThrow().word());
    }
  }

  @Test
  void theSpreadIsTheSampleStandardDeviation() {
    Result result = new Result(IntStream.of(2, 4, 9)
        .mapToObj(value -> new Row("a", value, "accuracy", value)).toList());
    Summary summary = result.summary("a", "accuracy").orElseThrow();
    assertEquals(5, summary.mean(), 1e-12);
    assertEquals(Math.sqrt(13), summary.spread(), 1e-12);
    assertEquals(3, summary.count());
    assertTrue(result.summary("b", "accuracy").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void thereIsNoVerdictBeforeAllIsDoneAndNoneForEqualNumbers(Experiment experiment) {
    List<Row> rows = experiment.trials().stream()
        .flatMap(trial -> trial.measures().stream().map(measure -> new Row(
            trial.arm().word(), trial.seed(), measure.word(), 0.5)))
        .toList();
    Result whole = new Result(rows);
    assertTrue(whole.isWhole(experiment));
    assertEquals("open", Verdict.of(experiment, whole).orElseThrow().word());
    Result part = new Result(rows.subList(1, rows.size()));
    assertFalse(part.isWhole(experiment));
    assertTrue(Verdict.of(experiment, part).isEmpty());
  }

  private static Arm shorter(Arm arm, int steps) {
    TrainingOptions options = arm.options();
    return new Arm(arm.line(), arm.at(), arm.network(), arm.material(),
        new TrainingOptions(options.optimiser(), options.rate(), options.labelSmoothing(),
            options.batchSize(), steps, options.shuffle(), options.seed()));
  }

  private static Inference engine(int threads) {
    return new Inference(threads, 1_000_000, Kernels.best());
  }

}
