package fovea.engine.experiment;

import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Training;
import java.util.List;

/** One arm with one seed: what is trained and measured in one go. */
public record Trial(Arm arm, List<Measure> measures, int seed) {

  /** The memory that it takes, pictures included. */
  public long bytesNeeded() {
    return Math.addExact(
        arm.material().bytes() * 2, Training.bytesNeeded(reading(), arm.options(seed)));
  }

  /** Its training, before the first step; draws the pictures, which takes some tenths of a second. */
  public Training training() {
    return new Training(reading(), Weights.seeded(seed), arm.material().training(seed),
        arm.options(seed));
  }

  /** What the trained network can do. */
  public List<Row> rows(Training trained, Inference engine, Cancellation cancellation) {
    return measures.stream()
        .map(measure -> new Row(arm.word(), seed, measure.word(),
            measure.of(trained, arm.material(), seed, engine, cancellation)))
        .toList();
  }

  private NetworkReading reading() {
    return NetworkReading.of(arm.network());
  }
}
