package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that is trained over HTTP. */
class TrainTest extends VisitedServer {

  private TrainedNetwork network;

  @BeforeEach
  void create() {
    network = TrainedNetwork.of(visitor, 10);
  }

  private void begin(String... fields) {
    HttpResponse<String> answer = network.start(fields);
    assertEquals(204, answer.statusCode(), answer.body());
  }

  @Test
  void aSmallNetworkIsSeenToLearnDigits() {
    byte[] before = network.weights();
    begin("epochs", "5", "seed", "3");
    JsonNode first = network.await(now -> now.path("step").asInt() > 0);
    assertEquals(5 * 125, first.path("steps").asInt());
    assertEquals("conv1", first.at("/filters/layer").asText());
    assertEquals(List.of(8, 1, 5, 5), TrainedNetwork.whole(first.at("/filters/shape")));
    assertEquals(200, first.at("/filters/values").size());
    JsonNode done = network.awaitState("done");
    assertEquals(625, done.path("step").asInt());
    assertEquals(625, done.path("loss").size());
    assertEquals(625, done.path("accuracy").size());
    assertEquals(125, network.now(500).path("loss").size());
    JsonNode validation = done.path("validation");
    JsonNode last = validation.get(validation.size() - 1);
    assertEquals(625, last.path("step").asInt());
    assertTrue(last.path("accuracy").asDouble() > 0.9, last::toString);
    assertTrue(validation.size() >= 5, "at the end of each epoch");
    assertNotEquals(first.at("/filters/values"), done.at("/filters/values"));
    assertEquals("conv1", done.at("/maps/layer").asText());
    assertTrue(done.at("/maps/sheet").asText().startsWith("QUVW"), "a sheet begins with AEVF");
    assertEquals(5, done.path("shares").size());
    assertEquals(List.of("conv1", "conv2", "bn", "fc"),
        done.path("norms").findValuesAsText("layer"));
    List<Integer> moments = TrainedNetwork.whole(done.path("moments"));
    assertTrue(moments.containsAll(List.of(0, 1, 2, 4, 8, 256, 312, 625)), moments::toString);
    assertEquals(625, done.path("taken").asInt());
    requireConfusion(done);
    byte[] after = network.weights();
    assertFalse(Arrays.equals(before, after));
    assertTrue(visitor.send("GET", network.address() + "/versions").body()
        .contains("Trained, step 625"));
    visitor.send("POST", network.address() + "/undo");
    assertArrayEquals(before, network.weights(), "one step back to before the training");
    assertEquals(-1, network.now(0).path("taken").asInt());
    visitor.send("POST", network.address() + "/redo");
    assertArrayEquals(after, network.weights());
  }

  private static void requireConfusion(JsonNode done) {
    int all = 0;
    int right = 0;
    JsonNode counts = done.at("/confusion/counts");
    for (int truth = 0; truth < 10; truth++) {
      for (int said = 0; said < 10; said++) {
        all += counts.get(truth).get(said).asInt();
        right += truth == said ? counts.get(truth).get(said).asInt() : 0;
      }
    }
    assertEquals(500, all);
    JsonNode validation = done.path("validation");
    assertEquals(validation.get(validation.size() - 1).path("accuracy").asDouble(), right / 500.0,
        1e-3);
    assertEquals(Math.min(12, 500 - right), done.path("wrong").size());
    double share = 1;
    for (JsonNode wrong : done.path("wrong")) {
      assertNotEquals(wrong.path("truth").asText(), wrong.path("said").asText());
      assertTrue(wrong.path("share").asDouble() <= share, "the most confident first");
      share = wrong.path("share").asDouble();
    }
  }

  @Test
  void itWaitsWithinAStepAndGoesOnStepByStep() {
    begin("epochs", "400");
    network.await(now -> now.path("step").asInt() > 20);
    assertEquals(204, network.press("pause"));
    JsonNode paused = network.now(0);
    assertEquals("paused", paused.path("state").asText());
    int step = paused.path("step").asInt();
    assertEquals(step, network.now(0).path("step").asInt());
    assertEquals(step, paused.path("loss").size());
    assertEquals(step, paused.path("taken").asInt(), "the network has the weights of the pause");
    assertEquals(204, network.press("step"));
    JsonNode next = network.now(0);
    assertEquals("paused", next.path("state").asText());
    assertEquals(step + 1, next.path("step").asInt());
    assertNotEquals(paused.at("/filters/values"), next.at("/filters/values"));
    assertEquals(204, network.press("continue"));
    network.await(now -> now.path("step").asInt() > step + 20);
    assertEquals(204, network.press("stop"));
    JsonNode ended = network.now(0);
    assertEquals("done", ended.path("state").asText());
    assertTrue(ended.path("step").asInt() < ended.path("steps").asInt());
    assertEquals(ended.path("step").asInt(), ended.path("taken").asInt());
    HttpResponse<String> again = visitor.send("POST", network.address() + "/train/continue");
    assertEquals(422, again.statusCode());
    assertTrue(again.body().contains("has ended"), again.body());
  }

  @Test
  void theSameSeedGivesTheSameWeightsWhateverInterruptsIt() {
    begin("epochs", "1", "seed", "7", "augment_shift", "2", "optimizer", "adamw");
    network.awaitState("done");
    TrainedNetwork other = TrainedNetwork.of(visitor, 10);
    network = other;
    begin("epochs", "1", "seed", "7", "augment_shift", "2", "optimizer", "adamw");
    for (int i = 0; i < 3; i++) {
      other.press("pause");
      other.press("step");
      other.press("continue");
    }
    other.awaitState("done");
    byte[] interrupted = other.weights();
    network = TrainedNetwork.of(visitor, 10);
    begin("epochs", "1", "seed", "7", "augment_shift", "2", "optimizer", "adamw");
    network.awaitState("done");
    assertArrayEquals(network.weights(), interrupted);
    network = TrainedNetwork.of(visitor, 10);
    begin("epochs", "1", "seed", "8", "augment_shift", "2", "optimizer", "adamw");
    network.awaitState("done");
    assertFalse(Arrays.equals(network.weights(), interrupted));
  }

  @Test
  void whoGoesBackInTimeHasTheWeightsOfThatMoment() {
    byte[] before = network.weights();
    begin("epochs", "1");
    network.awaitState("done");
    byte[] after = network.weights();
    assertEquals(204, network.press("moments/0"));
    assertArrayEquals(before, network.weights());
    assertEquals(204, network.press("moments/4"));
    assertEquals(4, network.now(0).path("taken").asInt());
    byte[] fourth = network.weights();
    assertFalse(Arrays.equals(before, fourth));
    assertFalse(Arrays.equals(after, fourth));
    visitor.send("POST", network.address() + "/undo");
    assertArrayEquals(before, network.weights(), "all moments are one step");
    assertEquals(204, network.press("moments/125"));
    assertArrayEquals(after, network.weights());
    assertEquals(404, network.press("moments/3"));
  }

  @Test
  void whoeverChangesTheNetworkMeanwhileKeepsTheChange() {
    begin("epochs", "400");
    network.await(now -> now.path("taken").asInt() > 4);
    visitor.send("PUT", network.address() + "/layers/drop", "p", "0.4");
    byte[] edited = network.weights();
    network.press("pause");
    int step = network.now(0).path("step").asInt();
    network.press("continue");
    network.await(now -> TrainedNetwork.whole(now.path("moments")).getLast() > step);
    assertArrayEquals(edited, network.weights());
    assertEquals(-1, network.now(0).path("taken").asInt());
    network.press("stop");
    JsonNode done = network.now(0);
    network.press("moments/" + done.path("step").asInt());
    assertFalse(Arrays.equals(edited, network.weights()));
    assertTrue(visitor.get(network.address() + "/document.json").body().contains("0.4"));
    visitor.send("POST", network.address() + "/undo");
    assertArrayEquals(edited, network.weights(), "what was changed is one step before");
  }

  @Test
  void aRateThatExplodesEndsWithWordsAndFiniteWeights() throws IOException {
    begin("lr", "1e8", "optimizer", "sgd", "schedule", "constant", "warm_up", "0");
    JsonNode lost = network.awaitState("lost");
    String sentence = lost.path("sentence").asText();
    assertTrue(
        sentence.contains("many times what it was at first") && sentence.contains("a smaller rate"),
        sentence);
    assertEquals(lost.path("step").asInt(), lost.path("loss").size());
    assertFalse(lost.toString().contains("NaN"), "JSON knows no such number");
    visitor.post("/language", "language", "es");
    String spanish = network.now(0).path("sentence").asText();
    assertTrue(
        spanish.contains("muchas veces la del principio") && spanish.contains("una tasa menor"),
        spanish);
    assertEquals(422, network.press("continue"));
    assertTrue(network.weights().length > 0);
  }

  @Test
  void othersDoNotFindIt() {
    begin("epochs", "1");
    try (Visitor stranger = new Visitor(app)) {
      TrainedNetwork theirs = new TrainedNetwork(stranger, network.address());
      for (String path : List.of("/train/now", "/train/pictures/training/0.png")) {
        assertEquals(404, stranger.get(network.address() + path).statusCode(), path);
      }
      for (String button : List.of("pause", "step", "continue", "stop", "moments/0")) {
        assertEquals(404, theirs.press(button), button);
      }
      assertEquals(404, theirs.start().statusCode());
    }
    network.awaitState("done");
  }

  @Test
  void whatCannotBeTrainedIsRefusedWithTheReason() {
    refuses(422, "ends with 10 outputs, and the set has 8 classes; give the last layer 8",
        "set", "shapes");
    refuses(404, "There is no set", "set", "set:abc");
    refuses(404, "There is no set", "set", "");
    refuses(400, "epochs must be a whole number from 1 to 1000", "epochs", "-1");
    refuses(400, "lr must be a number from 0", "lr", "NaN");
    refuses(400, "optimizer must be one of sgd, adam, adamw", "optimizer", "magic");
    refuses(422, "take fewer epochs, or larger batches", "epochs", "1000", "batch_size", "1");
    network = new TrainedNetwork(visitor, visitor.create(
        "{\"name\": \"no\", \"input\": [1, 20, 20], \"layers\": [{\"id\": \"f\","
            + " \"type\": \"Flatten\"}]}"));
    refuses(422, "the network has no layer that learns");
    network = new TrainedNetwork(visitor, visitor.create(
        "{\"name\": \"maps\", \"input\": [1, 20, 20], \"layers\": [{\"id\": \"c\","
            + " \"type\": \"Conv2d\", \"out_channels\": 10, \"kernel_size\": 3}]}"));
    refuses(422, "found maps of 10 × 18 × 18; a Flatten and a Linear behind it would");
    network = new TrainedNetwork(visitor, visitor.create(
        "{\"name\": \"bad\", \"input\": [1, 20, 20], \"layers\": [{\"id\": \"c\","
            + " \"type\": \"Conv2d\", \"out_channels\": 10, \"kernel_size\": 30}]}"));
    refuses(422, "The network has a problem");
    network = new TrainedNetwork(visitor, visitor.create(
        "{\"name\": \"tiny\", \"input\": [1, 8, 8], \"layers\": [{\"id\": \"f\","
            + " \"type\": \"Flatten\"}, {\"id\": \"l\", \"type\": \"Linear\","
            + " \"out_features\": 10}]}"));
    refuses(422, "at least 16 × 16 pixels, and the network reads 1 × 8 × 8");
    network = new TrainedNetwork(visitor, visitor.create(
        "{\"name\": \"huge\", \"input\": [1, 400, 400], \"layers\": [{\"id\": \"c\","
            + " \"type\": \"Conv2d\", \"out_channels\": 400, \"kernel_size\": 3},"
            + "{\"id\": \"p\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": 1},"
            + "{\"id\": \"f\", \"type\": \"Flatten\"}, {\"id\": \"l\", \"type\": \"Linear\","
            + " \"out_features\": 10}]}"));
    refuses(422, "take a smaller batch_size", "batch_size", "512");
  }

  private void refuses(int status, String why, String... fields) {
    HttpResponse<String> answer = fields.length > 0 && fields[0].equals("set")
        ? visitor.send("POST", network.address() + "/train", fields)
        : network.start(fields);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
    assertEquals(404, visitor.get(network.address() + "/train/now").statusCode());
  }

  @Test
  void theLastLayerIsGivenAsManyOutputsAsThereAreClassesIfThatIsWanted() {
    HttpResponse<String> answer = visitor.send("POST", network.address() + "/train",
        "set", "places", "fit", "true", "epochs", "1", "pictures", "500");
    assertEquals(204, answer.statusCode(), answer.body());
    JsonNode done = network.awaitState("done");
    assertEquals(9, done.at("/confusion/classes").size());
    assertTrue(visitor.get(network.address() + "/document.json").body()
        .matches("(?s).*out_features\":\\s*9.*"));
  }

  @Test
  void aDeletedNetworkIsTrainedNoMore() {
    begin("epochs", "400");
    network.await(now -> now.path("step").asInt() > 0);
    visitor.send("DELETE", network.address());
    assertEquals(404, visitor.get(network.address() + "/train/now").statusCode());
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    visitor.send("POST", network.address() + "/restore");
    JsonNode now = network.now(0);
    assertEquals("done", now.path("state").asText(), now::toString);
  }

  @Test
  void picturesAreSeenAsTheNetworkSeesThem() throws IOException {
    byte[] first = picture("training/0.png?set=strokes");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(first));
    assertEquals(20, image.getWidth());
    assertArrayEquals(first, picture("training/0.png?set=strokes"));
    assertFalse(Arrays.equals(first, picture("validation/0.png?set=strokes")));
    assertFalse(
        Arrays.equals(first, picture("training/0.png?set=strokes&epoch=0&augment_turn=90")));
    assertEquals(404, visitor.get(network.address()
        + "/train/pictures/validation/500.png?set=strokes").statusCode());
    assertEquals(404, visitor.get(network.address()
        + "/train/pictures/other/0.png?set=strokes").statusCode());
    begin("epochs", "1", "pictures", "500", "augment_turn", "90");
    assertArrayEquals(first, picture("training/0.png"));
    assertFalse(
        Arrays.equals(picture("training/0.png?epoch=0"), picture("training/0.png?epoch=1")));
    network.awaitState("done");
  }

  private byte[] picture(String path) {
    HttpResponse<byte[]> answer = visitor.bytes(network.address() + "/train/pictures/" + path);
    assertEquals(200, answer.statusCode(), path);
    assertEquals("image/png", answer.headers().firstValue("Content-Type").orElse(""));
    return answer.body();
  }
}
