package fovea.web.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.experiment.Experiment;
import fovea.engine.experiment.Experiments;
import fovea.engine.experiment.Result;
import fovea.engine.experiment.Row;
import fovea.web.Words;
import fovea.web.experiment.ExperimentView.ArmRow;
import fovea.web.experiment.ExperimentView.Line;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed of experiments, in every language, whatever their numbers are. */
class ExperimentsPresenterTest {

  static Stream<Words> languages() {
    return Words.LANGUAGES.stream().map(language -> Words.in(Locale.of(language)));
  }

  private static Result result(Experiment experiment, ToDoubleFunction<Row> number) {
    return new Result(experiment.trials().stream()
        .flatMap(trial -> trial.measures().stream()
            .map(measure -> new Row(trial.arm().word(), trial.seed(), measure.word(), 0)))
        .map(row -> new Row(row.arm(), row.seed(), row.measure(), number.applyAsDouble(row)))
        .toList());
  }

  private static Now now(Experiment experiment, Result result) {
    return new Now(experiment, result, false, false, 0, false);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void anExperimentIsShownBeforeWhileAndAfter(Words words) {
    ExperimentsPresenter presenter = new ExperimentsPresenter(words);
    for (Experiment experiment : Experiments.all()) {
      ExperimentView before = presenter.one(now(experiment, new Result(List.of())));
      assertEquals("new", before.state());
      assertNull(before.chart());
      Result whole = result(experiment, row -> 0.5);
      Result part = new Result(whole.rows().subList(0, experiment.measures().size()));
      ExperimentView live = presenter.one(new Now(experiment, part, true, true, 0.5, true));
      assertTrue(live.isLive() && live.percent() > 0 && live.percent() < 100);
      assertNull(live.verdict());
      ExperimentView after = presenter.one(now(experiment, whole));
      assertEquals("done", after.state());
      assertFalse(Objects.requireNonNull(after.verdict()).contains("{"), experiment.word());
      assertEquals(100, after.percent());
      assertEquals(experiment.arms().size(), after.rows().size());
    }
  }

  @Test
  void aMeanStandsWithItsSpreadInTheTableAndInTheChart() {
    Experiment shift = Experiments.named("shift").orElseThrow();
    ExperimentView view = new ExperimentsPresenter(Words.in(Locale.ENGLISH)).one(now(shift,
        result(shift, row -> row.arm().equals("convolution") ? 0.6 + 0.1 * row.seed() : 0.25)));
    ArmRow convolution = view.rows().getFirst();
    assertEquals("80.0 ± 10.0 %", convolution.numbers().getFirst());
    assertEquals("25.0 ± 0.0 %", view.rows().get(1).numbers().getFirst());
    Line line = Objects.requireNonNull(view.chart()).lines().getFirst();
    assertEquals(shift.measures().size(), line.dots().size());
    assertEquals(new ExperimentView.Dot("8.333333%", "20.0%", "10.0%", "30.0%"),
        rounded(line.dots().getFirst()));
    assertTrue(Objects.requireNonNull(view.verdict())
        .startsWith("Moved by 6 pixels, the convolution names 80 % right"));
  }

  private static ExperimentView.Dot rounded(ExperimentView.Dot dot) {
    return new ExperimentView.Dot(dot.x(), round(dot.y()), round(dot.top()), round(dot.bottom()));
  }

  private static String round(String percent) {
    return Math.round(Float.parseFloat(percent.replace("%", "")) * 100) / 100f + "%";
  }

  /** Whatever comes out, in each language there are words for it. */
  @ParameterizedTest
  @MethodSource("languages")
  void everyOutcomeHasItsWords(Words words) {
    for (String outcome : List.of("shift.yes", "shift.open", "shuffle.yes", "shuffle.open",
        "filters.less", "filters.level", "filters.more", "filters.open", "depth.worse",
        "depth.shortcuts", "depth.open", "pooling.pool", "pooling.stride", "pooling.open",
        "position.yes", "position.border", "position.open", "labels.yes", "labels.open")) {
      assertTrue(words.find("experiment." + outcome.replace(".", ".verdict.")).isPresent(),
          outcome);
    }
  }
}
