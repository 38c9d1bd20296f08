package fovea.server.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.server.TestServer.Parts;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Thirty people train a network each, and look at how it learns, while others change theirs and run them: what they
 * wait for is compared with what they wait for while all trainings are paused, several times in turn.
 */
final class ThirtyTrain implements Experiment {

  private static final int THIRTY = 30;
  private static final int OTHERS = 10;
  private static final double EDITS_PER_SECOND = 3;
  private static final double RUNS_PER_SECOND = 2;
  private static final int ROUNDS = 3;
  private static final long WARM_MILLIS = 20_000;
  private static final long MEASURED_MILLIS = 15_000;

  /** What trainings may cost others. */
  private static final double MOST_RATIO = 1.2;

  private static final byte[] PICTURE = PictureFiles.file("png",
      new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String id() {
    return "training";
  }

  /** Somebody who trains, and what their page has seen. */
  private static final class Learner {
    private final Pupil pupil;
    private final String network;
    private volatile int step;
    private volatile long againMillis = 250;
    private volatile boolean looks = true;

    Learner(Pupil pupil, int number) {
      this.pupil = pupil;
      this.network = pupil.post("/networks", "zoo", "lenet5").location();
      Pupil.Answer begun = pupil.post(network + "/train", "set", "strokes", "epochs", "300",
          "seed", "" + number);
      if (begun.status() != 303) {
        throw new IllegalStateException("no training begins: " + begun.text());
      }
    }

    void look() {
      try {
        while (looks) {
          var now = JSON.readTree(pupil.ask(network + "/train/now?since=" + step).text());
          step = now.path("step").asInt();
          againMillis = now.path("againMillis").asLong(250);
          Thread.sleep(againMillis);
        }
      } catch (IOException | InterruptedException over) {
        looks = false;
      }
    }
  }

  private record Waited(Times edits, Times runs, int failures) {}

  @Override
  public Row run() throws Exception {
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil runner = new Pupil(server);
      List<OpenPage> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        Pupil pupil = new Pupil(server);
        others.add(new OpenPage(pupil, pupil.post("/networks", "zoo", "tinyvgg").location()));
      }
      List<Learner> learners = new ArrayList<>();
      for (int i = 0; i < THIRTY; i++) {
        learners.add(new Learner(new Pupil(server), i));
      }
      learners.forEach(learner -> Thread.ofVirtual().start(learner::look));
      work(others, runner, WARM_MILLIS);
      List<Waited> alone = new ArrayList<>();
      List<Waited> beside = new ArrayList<>();
      int least = Integer.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        learners.forEach(learner -> learner.pupil.post(learner.network + "/train/pause"));
        alone.add(work(others, runner, MEASURED_MILLIS));
        List<Integer> steps = learners.stream().map(learner -> learner.step).toList();
        learners.forEach(learner -> learner.pupil.post(learner.network + "/train/continue"));
        beside.add(work(others, runner, MEASURED_MILLIS));
        for (int i = 0; i < THIRTY; i++) {
          least = Math.min(least, learners.get(i).step - steps.get(i));
        }
      }
      learners.forEach(learner -> learner.looks = false);
      return row(alone, beside, least);
    }
  }

  private static Waited work(List<OpenPage> others, Pupil runner, long millis)
      throws InterruptedException {
    Times edits = new Times();
    Times runs = new Times();
    String tinyVgg = runner.get("/api/v1/zoo/tinyvgg").text();
    OpenModel editing = new OpenModel(EDITS_PER_SECOND, (i, intended) -> {
      boolean isDone = others.get(i % OTHERS).edit("conv_1_1", "out_channels", "" + (8 + i % 5));
      edits.add((System.nanoTime() - intended) / 1e6);
      return isDone;
    });
    OpenModel running = new OpenModel(RUNS_PER_SECOND, (i, intended) -> {
      boolean isDone = runner.post("/api/v1/run", new Parts().field("network", tinyVgg)
          .field("seed", "" + i + intended % 1_000).file("image", PICTURE)).status() == 200;
      runs.add((System.nanoTime() - intended) / 1e6);
      return isDone;
    });
    Thread.sleep(millis);
    editing.close();
    running.close();
    return new Waited(edits, runs, editing.failures() + running.failures());
  }

  private Row row(List<Waited> alone, List<Waited> beside, int least) {
    double edits = middle(beside, true) / middle(alone, true);
    double runs = middle(beside, false) / middle(alone, false);
    int failures = alone.stream().mapToInt(Waited::failures).sum()
        + beside.stream().mapToInt(Waited::failures).sum();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("who train", THIRTY);
    figures.put("steps of the slowest in " + MEASURED_MILLIS / 1_000 + " s", least);
    figures.put("edits p50 ms without", Row.rounded(middle(alone, true)));
    figures.put("edits p50 ms beside them", Row.rounded(middle(beside, true)));
    figures.put("edits, ratio", Row.rounded(edits));
    figures.put("runs p50 ms without", Row.rounded(middle(alone, false)));
    figures.put("runs p50 ms beside them", Row.rounded(middle(beside, false)));
    figures.put("runs, ratio", Row.rounded(runs));
    figures.put("errors", failures);
    return new Row(id(), figures,
        edits <= MOST_RATIO && runs <= MOST_RATIO && least > 0 && failures == 0);
  }

  /** The middle one of the rounds' medians: machines are busy with something else now and then. */
  private static double middle(List<Waited> rounds, boolean ofEdits) {
    return rounds.stream().mapToDouble(round -> (ofEdits ? round.edits : round.runs).at(0.5))
        .sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
  }
}
