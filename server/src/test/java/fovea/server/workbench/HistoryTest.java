package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is lost: undo, redo and versions over HTTP. */
class HistoryTest extends VisitedServer {

  private static final int STEPS = 200;
  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void twoHundredStepsBackAndForthGiveTheSameDocuments() {
    List<String> documents = new ArrayList<>(List.of(document()));
    for (int step = 0; step < STEPS; step++) {
      switch (step % 5) {
        case 0 -> visitor.send("POST", network + "/layers", "type", "Conv2d", "after", "relu1");
        case 1 -> edit("conv1", "out_channels", "" + (3 + step % 7));
        case 2 -> visitor.send("PUT", network, "shape", "3, " + (8 + step) + ", 8", "seed", "1");
        case 3 -> visitor.send("PUT", network, "name", "name " + step);
        default -> visitor.send("DELETE", network + "/layers/conv2");
      }
      documents.add(document());
    }
    List<String> back = new ArrayList<>(List.of(document()));
    for (int step = 0; step < STEPS; step++) {
      assertEquals(200, visitor.send("POST", network + "/undo").statusCode());
      back.add(document());
    }
    Collections.reverse(back);
    assertEquals(documents, back);
    for (int step = 1; step <= STEPS; step++) {
      visitor.send("POST", network + "/redo");
      assertEquals(documents.get(step), document());
    }
  }

  @Test
  void theButtonsSayWhetherThereIsAStepToMake() {
    assertTrue(isDisabled("undo"));
    edit("conv1", "stride", "2");
    assertFalse(isDisabled("undo"));
    assertTrue(isDisabled("redo"));
    String undone = visitor.send("POST", network + "/undo").body();
    assertTrue(undone.contains("id=\"history\""), "the answer brings the buttons");
    assertTrue(isDisabled("undo"));
    assertFalse(isDisabled("redo"));
    assertEquals(document(), documentAfter("/undo"), "there is nothing more to undo");
  }

  @Test
  void pictureSeedAndShapeComeBackTogether() {
    visitor.send("POST", network + "/picture", "source", "builtin:cat");
    visitor.send("PUT", network, "shape", "3, 12, 12", "seed", "9");
    visitor.send("POST", network + "/undo");
    String page = visitor.get(network + "?layer=input").body();
    assertTrue(page.contains("value=\"3, 8, 8\"") && page.contains("Cat · crop 8×8"));
    visitor.send("POST", network + "/undo");
    assertTrue(visitor.get(network).body().contains("Harbour · crop 8×8"));
  }

  @Test
  void undoShowsTheLayerThatItChanges() {
    edit("conv1", "stride", "2");
    HttpResponse<String> undone = visitor.send("POST", network + "/undo", "layer", "relu1");
    assertEquals(network + "?layer=conv1",
        undone.headers().firstValue("HX-Replace-Url").orElseThrow());
    visitor.send("POST", network + "/layers", "type", "Tanh", "after", "relu1");
    undone = visitor.send("POST", network + "/undo", "layer", "tanh1");
    assertEquals(network + "?layer=relu1",
        undone.headers().firstValue("HX-Replace-Url").orElseThrow());
  }

  @Test
  void aNamedVersionIsFoundAgainAndGoneBackTo() {
    visitor.send("POST", network + "/versions", "name", "before & <after>");
    edit("conv1", "stride", "2");
    String versions = visitor.get(network + "/versions").body();
    assertTrue(versions.contains("before &amp; &lt;after&gt;"));
    assertTrue(versions.contains("Changed conv1"));
    String first = Visitor.first("hx-post=\"[^\"]+/versions/(1)\"", versions);
    String back = visitor.send("POST", network + "/versions/" + first).body();
    assertTrue(back.contains("2×8×8"));
    assertFalse(document().contains("stride"));
    visitor.send("POST", network + "/undo");
    assertTrue(document().contains("stride"), "going back can be undone");
  }

  @Test
  void formsUndoWithoutScripts() {
    visitor.post(network + "/layers/conv1", "stride", "2");
    HttpResponse<String> page = visitor.post(network + "/undo");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<main") && page.body().contains("2×8×8"));
  }

  @Test
  void anothersHistoryIsNotFound() {
    edit("conv1", "stride", "2");
    try (Visitor other = new Visitor(app)) {
      for (String path : new String[]{"/undo", "/redo", "/versions", "/versions/1"}) {
        assertEquals(404, other.send("POST", network + path, "name", "mine").statusCode(), path);
      }
      assertEquals(404, other.get(network + "/versions").statusCode());
    }
    assertEquals(404, visitor.send("POST", network + "/versions/77").statusCode());
    assertEquals(422, visitor.send("POST", network + "/versions", "name", "x".repeat(81))
        .statusCode());
    assertTrue(document().contains("stride"));
  }

  private boolean isDisabled(String button) {
    return Visitor.first("(<button[^>]* id=\"" + button + "\"[^>]*>)", visitor.get(network).body())
        .contains("aria-disabled");
  }

  private String documentAfter(String step) {
    visitor.send("POST", network + step);
    return document();
  }

  private HttpResponse<String> edit(String layer, String... fields) {
    return visitor.send("PUT", network + "/layers/" + layer, fields);
  }

  private String document() {
    return visitor.get(network + "/document.json").body();
  }

  /** Wherever the reader was in the meantime; several layers are shown by the first of them. */
  @Test
  void undoingAndRedoingChooseTheLayerThatTheyChange() {
    chooses("conv1", "conv1", () -> edit("conv1", "stride", "2"));
    chooses("relu1", "first", () -> edit("relu1", "id", "first"));
    chooses("conv1", "relu2", () -> visitor.send("POST", network + "/layers", "type", "ReLU",
        "after", "conv1"));
    chooses("relu1", "conv1", () -> visitor.send("DELETE", network + "/layers/relu1"));
    chooses("conv1", "conv2", () -> visitor.send("POST", network + "/blocks", "block", "residual",
        "after", "conv1"));
    chooses("conv1", "input", () -> visitor.send("POST", network + "/selection/remove", "ids",
        "conv1", "ids", "relu1"));
    chooses("conv1", "relu1", () -> visitor.send("POST", network + "/selection/move", "ids",
        "conv1", "after", "relu1"));
    chooses("input", "input", () -> visitor.send("PUT", network, "shape", "3, 9, 9", "seed", "1"));
    chooses("conv1", "conv1", () -> visitor.send("PUT", network, "name", "relu1"));
  }

  /** A change, and then which layer undoing it shows, and redoing it; in between another is chosen. */
  private void chooses(String undone, String redone, Runnable change) {
    change.run();
    assertEquals(undone, chosenAfter("/undo"));
    assertEquals(redone, chosenAfter("/redo"));
    visitor.send("POST", network + "/undo");
  }

  private String chosenAfter(String step) {
    String answer = visitor.send("POST", network + step, "layer", "conv1").body();
    return Visitor.first("id=\"stage\"[^>]*data-layer=\"([^\"]*)\"", answer);
  }
}
