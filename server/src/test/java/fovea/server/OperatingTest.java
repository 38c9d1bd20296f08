package fovea.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.server.storage.Backup;
import fovea.server.storage.Databases;
import fovea.server.storage.Limits;
import fovea.server.workbench.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those do who keep a server running: watch it, copy what it keeps, put a copy back. */
class OperatingTest {

  private static final String TINY = """
      {"name": "%s", "input": [3, 8, 8], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}
      """;

  @TempDir
  private Path folder;

  private App start() {
    return App.start(new Settings(0, folder.resolve("data"), Optional.empty(), Set.of(), 1_000,
        Duration.ofSeconds(2), Limits.DEFAULT));
  }

  @Test
  void aCopyOfARunningServerHasAllThatWasAcknowledged() throws InterruptedException {
    Path data = folder.resolve("data");
    Path copy = folder.resolve("copy.db");
    Visitor visitor;
    String before;
    try (App app = start()) {
      visitor = new Visitor(app);
      before = visitor.create(TINY.formatted("before"));
      Visitor other = new Visitor(app);
      Thread writer = Thread.startVirtualThread(() -> IntStream.range(0, 30)
          .forEach(i -> other.create(TINY.formatted("meanwhile " + i))));
      Backup.write(data, copy);
      assertThrows(IllegalArgumentException.class, () -> Backup.write(data, copy),
          "nothing is written over");
      IllegalArgumentException atWork = assertThrows(IllegalArgumentException.class,
          () -> Backup.restore(copy, data));
      assertTrue(("" + atWork.getMessage()).contains("a server is at work"), "" + atWork);
      writer.join();
      visitor.send("DELETE", before);
      assertEquals(404, visitor.get(before).statusCode());
    }
    Backup.restore(copy, data);
    try (App again = start(); Visitor same = visitor.at(again)) {
      assertTrue(same.get(before + "/document.json").body().contains("before"));
    }
  }

  @Test
  void whatIsNoCopyIsNotPutBack() throws IOException {
    try (App app = start()) {
      assertTrue(app.port() > 0);
    }
    Path data = folder.resolve("data");
    Path text = Files.writeString(folder.resolve("text.db"), "no database at all ".repeat(100));
    Path other = folder.resolve("other.db");
    Jdbi.create("jdbc:sqlite:" + other).useHandle(handle -> handle.execute("CREATE TABLE x (y)"));
    Path newer = folder.resolve("newer.db");
    Backup.write(data, newer);
    Jdbi.create("jdbc:sqlite:" + newer).useHandle(handle -> handle.execute(
        "INSERT INTO flyway_schema_history SELECT 999, '999', 'later', 'SQL', 'V999__later.sql', 1,"
            + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1"));
    long kept = Files.size(data.resolve("fovea.db"));
    for (Path wrong : List.of(text, other, newer, folder.resolve("nothing.db"))) {
      assertThrows(IllegalArgumentException.class, () -> Backup.restore(wrong, data), "" + wrong);
      assertEquals(kept, Files.size(data.resolve("fovea.db")));
      assertFalse(Files.exists(data.resolve("fovea.db.arriving")));
    }
  }

  @Test
  void aCommandSaysWhatIsToBeDone() {
    assertEquals(new Settings.Errand.BackUp(Path.of("x.db")),
        Settings.of(new String[]{"--backup", "x.db"}, Map.of()).errand());
    assertThrows(IllegalArgumentException.class, () -> Settings.of(
        new String[]{"--backup", "x.db"}, Map.of("FOVEA_DATABASE", "jdbc:postgresql://h/f")));
  }

  @Test
  void metricsSayRoutesAndNoAddresses() {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      server.get("/shared/secretword");
      server.get("/api/v1/zoo/lenet5");
      String metrics = TestServer.text(server.get("/metrics"));
      assertTrue(metrics.contains("fovea_requests_seconds_count"
          + "{method=\"GET\",route=\"/api/v1/zoo/{name}\",status=\"2xx\"} 1"), metrics);
      assertTrue(metrics.contains("fovea_streams 0"), metrics);
      assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
      assertFalse(metrics.contains("secretword"));
      assertTrue(server.get("/metrics").headers().firstValue("Set-Cookie").isEmpty());
      assertEquals(200, server.get("/ready").statusCode());
    }
  }

  @Test
  void aProxySaysThatItsVisitorsComeByHttpsAndNothingElse() {
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      String behind = server.send(server.request("/rooms").header("X-Forwarded-Proto", "https"))
          .headers().firstValue("Set-Cookie").orElse("");
      assertTrue(behind.contains("Secure"), behind);
      String direct = server.get("/rooms").headers().firstValue("Set-Cookie").orElse("");
      assertFalse(direct.contains("Secure"), direct);
      String page = TestServer.text(server.send(server.request("/api")
          .header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "evil.example")
          .header("Forwarded", "host=evil.example;for=1.2.3.4")));
      assertTrue(page.contains("https://localhost:"), page);
      assertFalse(page.contains("evil.example"));
    }
  }

  @Test
  void aServerWhoseDatabaseIsGoneIsNotReadyAndLives() throws IOException {
    assumeTrue(Databases.ASKED_FOR == Databases.POSTGRESQL, "a file does not go");
    try (TestServer server = new TestServer(folder.resolve("data"))) {
      Databases.POSTGRESQL.refuseConnections(folder.resolve("data"), true);
      assertEquals(503, server.get("/ready").statusCode());
      assertEquals(503, server.get("/networks").statusCode());
      assertEquals(200, server.get("/api/v1/health").statusCode());
      Databases.POSTGRESQL.refuseConnections(folder.resolve("data"), false);
      assertEquals(200, server.get("/ready").statusCode());
      assertEquals(200, server.get("/networks").statusCode());
    }
  }
}
