package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fovea.server.sets.SetFixtures;
import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A training of a set that somebody has made, and changes meanwhile. */
class TrainOnMadeSetTest extends VisitedServer {

  private static final byte[] DARK = SetFixtures.png(Color.BLACK, 20, 20);
  private static final byte[] LIGHT = SetFixtures.png(Color.WHITE, 20, 20);

  private TrainedNetwork network;
  private String set = "";

  @BeforeEach
  void begin() {
    network = TrainedNetwork.of(visitor, 3);
    set = visitor.post("/sets", "name", "Lights", "classes", "dark, light, none", "channels", "1",
        "side", "20").uri().getPath();
    add("dark", DARK, 10);
    add("light", LIGHT, 10);
    add("none", DARK, 2);
  }

  private void add(String name, byte[] picture, int count) {
    visitor.uploadAll(set + "/pictures", "picture", Collections.nCopies(count, picture), "class",
        name);
  }

  private void start(String... fields) {
    List<String> all = new ArrayList<>(List.of("set", "set:" + set.substring("/sets/".length())));
    all.addAll(List.of(fields));
    HttpResponse<String> begun = visitor.send(
        "POST", network.address() + "/train", all.toArray(String[]::new));
    assertTrue(begun.statusCode() < 400, begun.body());
  }

  private void remove(int from, int to) {
    List<String> fields = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      fields.addAll(List.of("picture", "" + number));
    }
    visitor.send("POST", set + "/pictures/remove", fields.toArray(String[]::new));
  }

  @Test
  void aSetThatIsDeletedEndsItsTrainingWithWords() {
    start("epochs", "1000", "batch_size", "1");
    network.await(now -> now.path("step").asInt() > 2);
    visitor.send("POST", set + "/remove");
    JsonNode lost = network.awaitState("lost");
    assertTrue(lost.path("sentence").asText().startsWith("There is no such set"), lost::toString);
  }

  @Test
  void whatHasBeenLearnedOutlivesItsSet() {
    start("epochs", "3");
    network.awaitState("done");
    visitor.send("POST", set + "/remove");
    JsonNode done = network.now(0);
    assertEquals("0", done.at("/confusion/classes/0").asText());
    assertEquals(204, network.press("moments/0"), "and can be gone back in");
  }

  @Test
  void aTrainingOfFewerPicturesThanItBeganWithEnds() {
    start("epochs", "1000", "batch_size", "1");
    network.await(now -> now.path("step").asInt() > 2);
    network.press("pause");
    remove(3, 10);
    network.press("continue");
    network.awaitState("done");
  }

  @Test
  void aClassThatIsRemovedLeavesWhatWasSeenOfIt() {
    start("epochs", "3");
    network.awaitState("done");
    visitor.post(set + "/classes", "class", "none", "remove", "true");
    assertEquals(3, network.now(0).at("/confusion/classes").size());
  }

  @Test
  void aTrainingWhoseClassWasRemovedDoesNotLearnItUnderAnothersName() {
    start("epochs", "1000", "batch_size", "1");
    network.await(now -> now.path("step").asInt() > 2);
    network.press("pause");
    visitor.post(set + "/classes", "class", "dark", "remove", "true");
    network.press("continue");
    JsonNode lost = network.awaitState("lost");
    assertTrue(lost.path("sentence").asText().contains("3 outputs, and the set has 2 classes"),
        lost::toString);
  }

  @Test
  void aStartThatIsRefusedChangesNothing() {
    start("epochs", "3");
    network.awaitState("done");
    byte[] learned = network.weights();
    assertEquals(422, network.start("anew", "true").statusCode(),
        "ten digits are not three classes");
    assertArrayEquals(learned, network.weights());
    assertEquals("done", network.now(0).path("state").asText());
  }
}
