package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Which networks run without being asked for, over HTTP. */
class RunsByThemselvesTest extends VisitedServer {

  /** 192 · 64 · 9 · 224 · 224 = 5.5 billion multiply-accumulates behind the first layer. */
  private static final String LARGE = """
      {"name": "large", "input": [3, 224, 224], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 64, "kernel_size": 1},
        {"id": "conv2", "type": "Conv2d", "out_channels": 192, "kernel_size": 3, "padding": 1}]}
      """;

  @Test
  void resNet50RunsWithoutBeingAskedForAndVgg16DoesNot() throws InterruptedException {
    String resNet = visitor.post("/networks", "zoo", "resnet50").uri().getPath();
    assertEquals("idle", ended(resNet));
    edit(resNet, "conv1", "64", "5", "2", "2");
    assertEquals("idle", ended(resNet), "after an edit, too");
    String vgg = visitor.post("/networks", "zoo", "vgg16").uri().getPath();
    assertEquals("stale", ended(vgg));
  }

  @Test
  void aLargeNetworkRunsByItselfFromItsFirstRunUntilOneIsCancelled() throws InterruptedException {
    String network = visitor.create(LARGE);
    edit(network, "conv1", "63", "1", "1", "0");
    assertEquals("stale", ended(network), "nobody has asked for it");
    visitor.send("POST", network + "/run");
    assertEquals("idle", ended(network));
    edit(network, "conv1", "62", "1", "1", "0");
    assertEquals("idle", ended(network), "its run was asked for before the edit");
    visitor.send("DELETE", network + "/run");
    edit(network, "conv1", "61", "1", "1", "0");
    assertEquals("stale", ended(network), "a run was cancelled");
  }

  private void edit(
      String network, String layer, String filters, String kernel, String stride, String padding) {
    assertEquals(200, visitor.send("PUT", network + "/layers/" + layer, "out_channels", filters,
        "kernel_size", kernel, "stride", stride, "padding", padding, "dilation", "1", "groups", "1",
        "bias", "true", "padding_mode", "zeros").statusCode());
  }

  /** How it stands once nothing runs: idle if all layers have run as they are now, else stale. */
  private String ended(String network) throws InterruptedException {
    while (true) {
      String state = Visitor.first("id=\"run\"[^>]* data-state=\"(\\w+)\"",
          visitor.send("GET", network + "/run").body());
      if (!state.equals("waiting") && !state.equals("running")) {
        return state;
      }
      Thread.sleep(20);
    }
  }
}
