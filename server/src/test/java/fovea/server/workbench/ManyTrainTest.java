package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fovea.server.App;
import fovea.server.Settings;
import fovea.server.storage.Databases;
import fovea.server.storage.Limits;
import fovea.server.storage.TrainingStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of many, of who keeps much, and of servers that come and go. */
class ManyTrainTest {

  private static final int THIRTY = 30;

  @TempDir
  private Path folder;

  private App start(Limits limits) {
    return App.start(new Settings(0, folder, Databases.ASKED_FOR.url(folder), Set.of(), 1_000,
        Duration.ofSeconds(2), limits));
  }

  private static void begin(TrainedNetwork network, String... fields) {
    assertEquals(204, network.start(fields).statusCode());
  }

  @Test
  void thirtyWhoTrainAtOnceAllMove() {
    try (App app = start(Limits.DEFAULT)) {
      List<Visitor> visitors = new ArrayList<>();
      List<TrainedNetwork> networks = new ArrayList<>();
      for (int i = 0; i < THIRTY; i++) {
        Visitor visitor = new Visitor(app);
        visitors.add(visitor);
        networks.add(TrainedNetwork.of(visitor, 10));
        begin(networks.getLast(), "epochs", "300", "seed", "" + i);
      }
      List<Integer> steps = new ArrayList<>();
      for (TrainedNetwork network : networks) {
        JsonNode now = network.await(it -> it.path("step").asInt() > 1);
        assertEquals("running", now.path("state").asText());
        assertTrue(now.path("waiting").asInt() < THIRTY);
        steps.add(now.path("step").asInt());
      }
      for (int i = 0; i < THIRTY; i++) {
        int before = steps.get(i);
        networks.get(i).await(now -> now.path("step").asInt() > before);
      }
      visitors.forEach(Visitor::close);
    }
  }

  @Test
  void aTrainingOutlivesItsServerAndComesToTheSameWeights() {
    TrainedNetwork whole;
    TrainedNetwork broken;
    Visitor visitor;
    try (App app = start(Limits.DEFAULT)) {
      visitor = new Visitor(app);
      whole = TrainedNetwork.of(visitor, 10);
      begin(whole, "epochs", "6", "seed", "1", "augment_noise", "0.1");
      whole.awaitState("done");
      broken = TrainedNetwork.of(visitor, 10);
      begin(broken, "epochs", "6", "seed", "1", "augment_noise", "0.1");
      broken.await(now -> now.path("step").asInt() > 40);
    }
    try (App app = start(Limits.DEFAULT); Visitor same = visitor.at(app)) {
      TrainedNetwork after = new TrainedNetwork(same, broken.address());
      assertTrue(after.now(0).path("step").asInt() > 40);
      JsonNode done = after.awaitState("done");
      assertEquals(750, done.path("loss").size());
      TrainedNetwork first = new TrainedNetwork(same, whole.address());
      assertEquals(first.now(0).path("loss"), done.path("loss"));
      assertArrayEquals(first.weights(), after.weights());
    }
  }

  @Test
  void whoKeepsTooMuchIsToldAndGoesOnOnceThereIsRoom() {
    try (App app = start(new Limits(1_000_000, 100_000_000)); Visitor visitor = new Visitor(app)) {
      TrainedNetwork large = new TrainedNetwork(visitor, visitor.create("""
          {"name": "large", "input": [1, 20, 20], "layers": [
            {"id": "flat", "type": "Flatten"}, {"id": "fc1", "type": "Linear", "out_features": 100},
            {"id": "relu", "type": "ReLU"}, {"id": "fc", "type": "Linear", "out_features": 10}]}
          """));
      begin(large, "epochs", "2", "optimizer", "sgd");
      JsonNode paused = large.awaitState("paused");
      assertTrue(paused.path("sentence").asText().contains("more than 1 MB"), paused::toString);
      assertTrue(paused.path("step").asInt() < paused.path("steps").asInt());
      assertEquals(paused.path("step").asInt(), paused.path("loss").size());
    }
  }

  @Test
  void nobodyTrainsMoreNetworksThanAFew() {
    try (App app = start(Limits.DEFAULT); Visitor visitor = new Visitor(app)) {
      for (int i = 0; i < TrainingStore.MOST_RUNNING; i++) {
        begin(TrainedNetwork.of(visitor, 10), "epochs", "300");
      }
      assertEquals(422, TrainedNetwork.of(visitor, 10).start().statusCode());
    }
  }
}
