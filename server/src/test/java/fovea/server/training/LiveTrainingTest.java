package fovea.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Split;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Moment;
import fovea.engine.train.StepResult;
import fovea.server.http.Owner;
import fovea.server.storage.KeptTraining;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A training that a server works at. */
class LiveTrainingTest {

  private static final Network DIGITS = NetworkDocument.parse("""
      {"input": [1, 16, 16], "layers": [{"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 10}]}
      """);

  private static LiveTraining live(double rate, int keptMoments) {
    String plan = new TrainingPlan("strokes", 500, "adam", rate, 0.9, 0, "cosine", 20, 32, 10, 0, 0,
        0, 0, 0, 0).json();
    return new LiveTraining(
        new KeptTraining("n", new Owner("o"), "t", 1, DIGITS, 0, plan, State.RUNNING, Wish.RUN, "",
            0, 160, -1),
        Moment.start(Weights.seeded(0)), new TrainingLog(),
        Split.ofEndless(new Strokes(16, 16, 1), 500, 10), keptMoments);
  }

  /** Whoever steps a hundred times would fill what they may keep with weights. */
  @Test
  void momentsOfPausesAreCountedWithAllOthers() {
    assertTrue(live(0.002, 1).hasRoom());
    assertFalse(live(0.002, 100).hasRoom());
  }

  @Test
  void whatIsNoBetterThanGuessingSaysSo() {
    assertEquals("", verdict(0.002, 1.5));
    assertEquals("It has learned next to nothing: its loss is 2.29, and guessing gives 2.30. Try a"
        + " larger rate; more epochs.", verdict(0.002, 2.29));
    assertTrue(verdict(0.5, 2.4).endsWith("Try a smaller rate."));
  }

  private static String verdict(double rate, double loss) {
    LiveTraining live = live(rate, 1);
    for (int step = 0; step < 60; step++) {
      live.log().add(new StepResult.Done(step, step < 40 ? 9 : loss, 0.1, rate, List.of()));
    }
    return live.verdict();
  }
}
