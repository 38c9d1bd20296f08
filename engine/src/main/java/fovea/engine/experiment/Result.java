package fovea.engine.experiment;

import java.util.List;
import java.util.Optional;

/** What an experiment has brought so far. */
public record Result(List<Row> rows) {

  /**
   * Several numbers of one kind.
   *
   * @param count how many there are
   * @param spread their standard deviation, √(Σ (x − mean)² / (count − 1)); 0 of a single one
   */
  public record Summary(int count, double mean, double spread) {

    private static Summary of(double[] values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      return new Summary(values.length, mean,
          values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1)));
    }

    /** Whether this is larger by more than both spreads together. */
    public boolean isClearlyAbove(Summary other) {
      return mean - other.mean > spread + other.spread;
    }
  }

  public Result {
    rows = List.copyOf(rows);
  }

  /** Of one arm and measure, over the seeds that there are by now. */
  public Optional<Summary> summary(String arm, String measure) {
    double[] values = rows.stream()
        .filter(row -> row.arm().equals(arm) && row.measure().equals(measure))
        .mapToDouble(Row::value).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Summary.of(values));
  }

  /** Whether that trial is done. */
  public boolean has(Trial trial) {
    return trial.measures().stream().allMatch(measure -> rows.stream()
        .anyMatch(row -> row.arm().equals(trial.arm().word()) && row.seed() == trial.seed()
            && row.measure().equals(measure.word())));
  }

  /** Whether nothing is missing. */
  public boolean isWhole(Experiment experiment) {
    return experiment.trials().stream().allMatch(this::has);
  }
}
