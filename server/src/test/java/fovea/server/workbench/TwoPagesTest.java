package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same network on two pages: an answer brings what differs from what the asking page shows. */
class TwoPagesTest extends VisitedServer {

  private static final String DEEP = """
      {"name": "deep", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 4}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(DEEP);
  }

  @Test
  void aPageGetsWhatAnotherHasChanged() {
    String first = shown(visitor.get(network).body());
    String second = shown(edit(first, "conv1", "out_channels", "5"));
    String answer = edit(first, "fc", "out_features", "6");
    assertTrue(answer.contains("id=\"layer-conv1\"") && answer.contains("5×8×8"), answer);
    assertTrue(answer.contains("id=\"undo\"") && answer.contains("id=\"column-conv1\""), answer);
    // The page that changed conv1 gets fc with the next layer that it looks at.
    String chosen = visitor.sendShowing(second, "GET", network + "?layer=relu1").body();
    assertTrue(chosen.contains("id=\"layer-fc\"") && chosen.contains("id=\"inspector\""), chosen);
    String now = shown(chosen);
    String again = visitor.sendShowing(now, "GET", network + "?layer=conv1").body();
    assertFalse(again.contains("id=\"layer-fc\""), "it knows by now");
  }

  @Test
  void aPageThatIsUpToDateGetsNoMoreThanTheChange() {
    String page = shown(visitor.get(network).body());
    String answer = edit(page, "fc", "out_features", "6");
    assertFalse(answer.contains("id=\"layer-relu1\"") || answer.contains("id=\"rename\""), answer);
    assertTrue(answer.contains("id=\"layer-fc\""));
    String next = edit(shown(answer), "fc", "out_features", "7");
    assertFalse(next.contains("id=\"layer-relu1\"") || next.contains("id=\"undo\""), next);
  }

  @Test
  void aPageOfWhichNothingIsKnownGetsAll() {
    String answer = visitor.send("PUT", network + "/layers/fc", "out_features", "6", "id", "fc")
        .body();
    assertTrue(answer.contains("id=\"layers\"") && answer.contains("id=\"rename\""), answer);
  }

  @Test
  void whatWasUndoneOnAnotherPageCanBeMadeAgainOnThisOne() {
    String first = shown(visitor.get(network).body());
    String second = shown(edit(first, "conv1", "out_channels", "5"));
    visitor.sendShowing(second, "POST", network + "/undo");
    String chosen = visitor.sendShowing(first, "GET", network + "?layer=relu1").body();
    assertTrue(Visitor.first("(<button[^>]*id=\"undo\"[^>]*>)", chosen).contains("aria-disabled"));
    assertFalse(Visitor.first("(<button[^>]*id=\"redo\"[^>]*>)", chosen).contains("aria-disabled"));
  }

  @Test
  void aNewNameIsUndoneInTheHeaderToo() {
    String page = shown(visitor.get(network).body());
    String renamed = visitor.sendShowing(page, "PUT", network, "name", "other").body();
    String undone = visitor.sendShowing(shown(renamed), "POST", network + "/undo").body();
    assertEquals("deep", Visitor.first("id=\"network-name\"[^>]*value=\"([^\"]*)\"", undone));
  }

  private String edit(String shown, String layer, String argument, String value) {
    String kernel = layer.equals("conv1") ? "3" : "";
    return kernel.isEmpty()
        ? visitor.sendShowing(shown, "PUT", network + "/layers/" + layer, "id", layer, argument,
            value, "inputs", "flat").body()
        : visitor.sendShowing(shown, "PUT", network + "/layers/" + layer, "id", layer, argument,
            value, "kernel_size", kernel, "padding", "1", "inputs", "input").body();
  }

  private static String shown(String answer) {
    return Visitor.first("data-shows=\"([^\"]+)\"", answer);
  }
}
