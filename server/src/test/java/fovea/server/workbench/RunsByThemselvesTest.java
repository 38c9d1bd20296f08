package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.App;
import fovea.server.Settings;
import fovea.server.storage.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which networks run without being asked for, over HTTP: what is expected to be quick enough here. */
class RunsByThemselvesTest {

  private static final String SMALL = """
      {"name": "small", "input": [3, 32, 32], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 16, "kernel_size": 1},
        {"id": "conv2", "type": "Conv2d", "out_channels": 16, "kernel_size": 3, "padding": 1}]}
      """;

  private static final String LONG = "so it waits to be asked for";

  @TempDir
  Path data;

  @Test
  void whatIsQuickEnoughRunsWhenItIsOpenedAndAfterEveryEdit() throws InterruptedException {
    try (App app = patientFor(60); Visitor visitor = new Visitor(app)) {
      for (String name : new String[]{"resnet18", "squeezenet1_1"}) {
        String network = visitor.post("/networks", "zoo", name).uri().getPath();
        assertEquals("idle", ended(visitor, network), name);
        assertFalse(visitor.get(network).body().contains(LONG), name);
      }
      String small = visitor.create(SMALL);
      assertEquals("idle", ended(visitor, small));
      edit(visitor, small, 15);
      assertEquals("idle", ended(visitor, small), "after an edit, too");
    }
  }

  @Test
  void whatIsTooSlowSaysHowLongItTakesHereAndWaitsUntilItIsAskedFor() throws InterruptedException {
    try (App app = patientFor(0); Visitor visitor = new Visitor(app)) {
      String network = visitor.create(SMALL);
      edit(visitor, network, 15);
      assertEquals("stale", ended(visitor, network), "nobody has asked for it");
      assertEquals("stale", ended(visitor, visitor.post("/networks", "zoo", "vgg16").uri()
          .getPath()));
      String page = visitor.post("/networks", "zoo", "vgg16").body();
      assertTrue(page.contains(LONG), page);
      assertTrue(Visitor.first("It takes about (\\d.*?s) on this machine", page).length() > 2);
      visitor.send("POST", network + "/run");
      assertEquals("idle", ended(visitor, network));
      edit(visitor, network, 14);
      assertEquals("idle", ended(visitor, network), "its run was asked for before the edit");
      visitor.send("DELETE", network + "/run");
      edit(visitor, network, 13);
      assertEquals("stale", ended(visitor, network), "a run was cancelled");
    }
  }

  private App patientFor(int seconds) {
    return App
        .start(new Settings(0, data, Optional.empty(), Set.of(), 1_000, Duration.ofSeconds(seconds),
            Limits.DEFAULT));
  }

  private static void edit(Visitor visitor, String network, int filters) {
    assertEquals(200, visitor.send("PUT", network + "/layers/conv1", "out_channels", "" + filters,
        "kernel_size", "1", "stride", "1", "padding", "0", "dilation", "1", "groups", "1",
        "bias", "true", "padding_mode", "zeros").statusCode());
  }

  /** How it stands once nothing runs: idle if all layers have run as they are now, else stale. */
  private static String ended(Visitor visitor, String network) throws InterruptedException {
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
