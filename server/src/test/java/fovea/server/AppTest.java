package fovea.server;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppTest {

  @TempDir
  private Path data;

  @Test
  void itStartsAgainOnTheSameData() {
    for (int i = 0; i < 2; i++) {
      try (TestServer server = new TestServer(data)) {
        assertEquals(200, server.get("/api/v1/health").statusCode());
      }
    }
  }

  @Test
  void aRehearsalComesToItsEnd() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (App app = App.start(TestServer.settings(data, Set.of(), 10))) {
      Thread rehearsal = app.rehearse();
      rehearsal.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
      assertTrue(rehearsal.join(Duration.ofSeconds(30)));
    }
    assertNull(failure.get());
  }

  @Test
  void aTakenPortIsAnErrorAndLeavesNothingOpen(@TempDir Path other) {
    try (TestServer server = new TestServer(data)) {
      Settings taken = Settings.of(new String[]{
        "--port", "" + server.port(), "--data", other.toString()}, Map.of());
      assertThrows(RuntimeException.class, () -> App.start(taken));
    }
    try (TestServer server = new TestServer(other)) {
      assertEquals(200, server.get("/api/v1/health").statusCode());
    }
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() {
    try (TestServer server = new TestServer(data)) {
      var head = server.send(server.request("/static/css/fovea.css")
          .method("HEAD", BodyPublishers.noBody()));
      assertEquals(200, head.statusCode());
      assertTrue(text(head).isEmpty());
    }
  }

  @Test
  void anAddressMayHoldAWholeNetwork() {
    try (TestServer server = new TestServer(data)) {
      assertEquals(200, server.get("/api?document=" + "x".repeat(40_000)).statusCode());
    }
  }
}
