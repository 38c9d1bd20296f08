package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on which a network is trained, over HTTP. */
class TrainPageTest extends VisitedServer {

  @Test
  void thePageOffersTheDrawnSetsAndSaysWhatDoesNotFit() {
    TrainedNetwork network = TrainedNetwork.of(visitor, 10);
    String page = visitor.get(network.address() + "/train").body();
    for (String set : List.of("shapes", "strokes", "places")) {
      assertTrue(page.contains("value=\"" + set + "\""), set);
    }
    assertTrue(page.contains("Set out_features of fc to 8, and start"));
    assertTrue(page.contains("data-state=\"none\""));
    String sample = network.address() + "/train/pictures/training/0.png?set=shapes";
    assertTrue(page.contains(sample));
    assertEquals(200, visitor.get(sample).statusCode());
  }

  @Test
  void nothingIsMadeForAnInputThatNoPictureHas() {
    for (String input : List.of("3, 999999999, 999999999", "999999999, 999999999, 999999999",
        "3, 5000, 5000", "1, 1, 2000000000")) {
      String address = visitor.create("""
          {"name": "huge", "input": [%s], "layers": [{"id": "relu", "type": "ReLU"}]}
          """.formatted(input));
      assertEquals(200, visitor.get(address + "/train").statusCode(), input);
      for (String set : List.of("shapes", "strokes", "places")) {
        String picture = "/train/pictures/training/0.png?set=" + set;
        assertEquals(422, visitor.get(address + picture).statusCode(), input);
        assertEquals(422, visitor.send("POST", address + "/train", "set", set).statusCode());
      }
    }
  }

  @Test
  void aTrainingThatBeginsAnewBeginsWhereTheFirstOneDid() {
    TrainedNetwork network = TrainedNetwork.of(visitor, 10);
    byte[] before = network.weights();
    String[] quick = {"epochs", "1", "pictures", "500", "lr", "0.003"};
    network.start(quick);
    network.awaitState("done");
    byte[] learned = network.weights();
    assertFalse(Arrays.equals(before, learned));
    network.start("anew", "true", quick[0], quick[1], quick[2], quick[3], quick[4], quick[5]);
    network.awaitState("done");
    assertArrayEquals(learned, network.weights(), "the same start and seed, the same end");
    String page = visitor.get(network.address() + "/train").body();
    assertTrue(page.contains("name=\"lr\""), page);
    assertTrue(page.contains("value=\"0.003\""), "what was used last stands in the fields");
  }

  @Test
  void whoGoesBackSeesTheFiltersOfThen() {
    TrainedNetwork network = TrainedNetwork.of(visitor, 10);
    network.start("epochs", "1", "pictures", "500");
    JsonNode done = network.awaitState("done");
    visitor.send("POST", network.address() + "/train/moments/0");
    JsonNode back = network.now(0);
    assertEquals(0, back.path("taken").asInt());
    assertNotEquals(done.at("/filters/values"), back.at("/filters/values"));
    visitor.send("POST", network.address() + "/train/moments/" + done.path("step").asInt());
    assertEquals(done.at("/filters/values"), network.now(0).at("/filters/values"));
  }

  @Test
  void thePicturesOfOneMistakeAreAsManyAsItsCellSays() throws JsonProcessingException {
    TrainedNetwork network = TrainedNetwork.of(visitor, 10);
    network.start("epochs", "1", "pictures", "500");
    JsonNode confusion = network.awaitState("done").path("confusion");
    for (int truth = 0; truth < 10; truth++) {
      for (int said = 0; said < 10; said++) {
        if (truth != said) {
          JsonNode found = new ObjectMapper().readTree(visitor.get(network.address()
              + "/train/mistakes?truth=" + name(confusion, truth) + "&said="
              + name(confusion, said)).body());
          assertEquals(Math.min(48, confusion.path("counts").get(truth).get(said).asInt()),
              found.size());
        }
      }
    }
  }

  private static String name(JsonNode confusion, int at) {
    return URLEncoder.encode(confusion.path("classes").get(at).asText(), StandardCharsets.UTF_8);
  }
}
