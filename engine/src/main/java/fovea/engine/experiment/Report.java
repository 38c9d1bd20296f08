package fovea.engine.experiment;

import fovea.engine.experiment.Result.Summary;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.train.Training;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs experiments from a shell, those that are named or all, and prints what they bring as Markdown. */
public final class Report {

  private Report() {}

  public static void main(String[] words) {
    List<Experiment> asked = words.length == 0
        ? Experiments.all()
        : List.of(words).stream().map(word -> Experiments.named(word).orElseThrow(
            () -> new IllegalArgumentException("there is no experiment \"" + word + "\"")))
            .toList();
    try (Inference engine = Inference.withDefaults()) {
      asked.forEach(experiment -> print(experiment, engine, System.out));
    }
  }

  private static void print(Experiment experiment, Inference engine, PrintStream out) {
    long start = System.nanoTime();
    double processor = processorSeconds();
    Result result = run(experiment, engine);
    out.printf(Locale.ROOT, "## %s%n%n%.0f s, %.0f s of a core%n%n", experiment.word(),
        (System.nanoTime() - start) / 1e9, processorSeconds() - processor);
    out.println("| arm | parameters | MACs | " + experiment.measures().stream().map(Measure::word)
        .collect(Collectors.joining(" | ")) + " |");
    out.println("|---|--:|--:|" + "--:|".repeat(experiment.measures().size()));
    for (Arm arm : experiment.arms()) {
      NetworkReading.Totals totals = NetworkReading.of(arm.network()).totals();
      out.printf(Locale.ROOT, "| %s | %,d | %,d | %s |%n", arm.word(), totals.parameters(),
          totals.macs(), experiment.measures().stream()
              .map(measure -> printed(result.summary(arm.word(), measure.word()).orElseThrow(),
                  measure))
              .collect(Collectors.joining(" | ")));
    }
    out.println();
  }

  /** What this process has computed so far, whatever else the machine does. */
  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static String printed(Summary summary, Measure measure) {
    return measure.isShare()
        ? String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * summary.mean(), 100 * summary.spread())
        : String.format(Locale.ROOT, "%.3f ± %.3f", summary.mean(), summary.spread());
  }

  /** All trials, one after the other. */
  static Result run(Experiment experiment, Inference engine) {
    return new Result(experiment.trials().stream()
        .flatMap(trial -> rows(trial, engine).stream()).toList());
  }

  static List<Row> rows(Trial trial, Inference engine) {
    Cancellation never = new Cancellation();
    Training training = trial.training();
    training.steps(Integer.MAX_VALUE, engine, never);
    return trial.rows(training, engine, never);
  }
}
