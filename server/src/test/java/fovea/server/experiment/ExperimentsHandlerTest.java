package fovea.server.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.App;
import fovea.server.TestServer;
import fovea.server.workbench.Visitor;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments as people ask for them, on a real server; none runs to its end here. */
class ExperimentsHandlerTest {

  private static final Pattern NUMBER = Pattern.compile("class=\"number\">[^<]* %</td>");

  @TempDir
  Path data;

  private App app;

  @BeforeEach
  void open() {
    app = App.start(TestServer.settings(data, Set.of(), 1_000));
  }

  @AfterEach
  void close() {
    app.close();
  }

  private static long numbers(Visitor visitor, String address) {
    return NUMBER.matcher(visitor.get(address).body()).results().count();
  }

  private static void waitForNumbers(Visitor visitor, String address, long atLeast) {
    long start = System.nanoTime();
    while (numbers(visitor, address) < atLeast) {
      assertTrue(System.nanoTime() - start < 60e9, "no numbers within a minute");
      LockSupport.parkNanos(100_000_000);
    }
  }

  @Test
  void everyExperimentHasItsPageAndOpensItsNetworks() {
    try (Visitor visitor = new Visitor(app)) {
      String list = visitor.get("/experiments").body();
      for (String word : new String[]{"shift", "shuffle", "filters", "depth", "pooling", "position",
        "labels"}) {
        assertTrue(list.contains("href=\"/experiments/" + word + "\""), word);
        assertTrue(visitor.get("/experiments/" + word).body().contains("id=\"experiment-do\""));
      }
      assertEquals(404, visitor.get("/experiments/other").statusCode());
      assertEquals(404, visitor.post("/experiments/shift/other/open").statusCode());
      String opened = visitor.post("/experiments/position/coordinates/open").body();
      assertTrue(opened.contains("id=\"stage\""), opened);
      assertFalse(opened.contains("class=\"problem\""), opened);
    }
  }

  @Test
  void whatSomebodyHasAskedForEverybodySeesAndOnlyTheyMayStopIt() {
    try (Visitor ann = new Visitor(app); Visitor bob = new Visitor(app)) {
      ann.post("/experiments/labels");
      waitForNumbers(bob, "/experiments/labels", 2);
      assertFalse(bob.get("/experiments/labels").body().contains("/experiments/labels/cancel"));
      assertEquals(422, bob.send("POST", "/experiments/labels/cancel").statusCode());
      // Bob looks, so it goes on.
      assertEquals(422, ann.send("POST", "/experiments/labels/cancel").statusCode());
      String trained = ann.post("/experiments/labels/true/open").body();
      assertTrue(trained.contains("id=\"stage\""), trained);
    }
  }

  @Test
  void whatWasStoppedKeepsItsNumbersAndGoesOnAfterARestart() {
    try (Visitor ann = new Visitor(app)) {
      ann.post("/experiments/labels");
      waitForNumbers(ann, "/experiments/labels", 2);
      assertEquals(200, ann.send("POST", "/experiments/labels/cancel").statusCode());
      assertTrue(ann.get("/experiments/labels").body().contains("data-state=\"part\""));
      ann.post("/experiments/labels");
    }
    app.close();
    open();
    try (Visitor bob = new Visitor(app)) {
      String page = bob.get("/experiments/labels").body();
      assertTrue(page.contains("data-state=\"live\""), page);
      // The second arm's numbers come behind the first one's.
      waitForNumbers(bob, "/experiments/labels", 4);
    }
  }
}
