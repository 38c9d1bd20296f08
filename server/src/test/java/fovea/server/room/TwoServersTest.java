package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.server.App;
import fovea.server.Settings;
import fovea.server.storage.Databases;
import fovea.server.storage.Limits;
import fovea.server.workbench.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL, behind something that sends each request to the next one. */
class TwoServersTest {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}
      """;

  @TempDir
  private static Path folder;
  private static App one;
  private static App other;

  @BeforeAll
  static void open() {
    assumeTrue(Databases.ASKED_FOR == Databases.POSTGRESQL, "a file is one server's alone");
    one = start();
    other = start();
  }

  private static App start() {
    return App.start(new Settings(0, folder, Databases.POSTGRESQL.url(folder), Set.of(), 1_000,
        Duration.ofSeconds(2), Limits.DEFAULT));
  }

  @AfterAll
  static void close() {
    if (one != null) {
      one.close();
      other.close();
    }
  }

  @Test
  void aSessionAndWhatItKeepsAreTheSameOnBoth() {
    try (Visitor visitor = new Visitor(one, other)) {
      String network = visitor.create(TINY);
      for (int channels = 5; channels < 15; channels++) {
        assertEquals(200, visitor.send("PUT", network + "/layers/conv", "out_channels",
            "" + channels).statusCode());
        assertTrue(visitor.get(network + "/document.json").body()
            .contains("\"out_channels\":" + channels));
      }
      visitor.send("POST", network + "/run");
      String layer = visitor.get(network + "/layers/conv").body();
      assertEquals(200, visitor.get(network + "/layers/conv/units/0/1/1").statusCode(), layer);
    }
  }

  @Test
  void editsOfOneNetworkOnBothAtOnceAreAllKept() {
    try (Visitor visitor = new Visitor(one, other)) {
      String network = visitor.create(TINY);
      List<Integer> statuses = IntStream.range(0, 40).parallel()
          .mapToObj(i -> visitor.send("POST", network + "/layers", "type", "ReLU", "after",
              "conv").statusCode())
          .toList();
      assertTrue(statuses.stream().allMatch(status -> status < 400), statuses.toString());
      assertEquals(40,
          visitor.get(network + "/document.json").body().split("ReLU\"", -1).length - 1);
    }
  }

  @Test
  void whatATeacherDoesOnOneIsHeardOnTheOther() throws IOException {
    try (Visitor teacher = new Visitor(one); Visitor student = new Visitor(other)) {
      String board = teacher.post("/rooms").body();
      String code = Visitor.first("<strong class=\"number\">(\\w+)<", board);
      String room = student.post("/join/" + code, "nickname", "Ann").uri().getPath();
      try (BufferedReader events = reader(student.stream(room + "/events", ""))) {
        teacher.send("POST", room + "/message", "message", "hear me");
        hear(events);
        assertTrue(student.get("/about").body().contains("hear me"));

        // Who has lost all connections to the database makes new ones, and hears on.
        Jdbi.create(Databases.POSTGRESQL.url(folder).orElseThrow()).useHandle(handle -> handle
            .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
        while (teacher.send("POST", room + "/message", "message", "again").statusCode() != 204) {
          // 503 as long as a connection is found dead: nothing was kept.
        }
        hear(events);
        while (!student.get("/about").body().contains("again")) {
          // The same.
        }
      }
      assertTrue(teacher.get(room).body().contains("data-name=\"Ann\""));
      teacher.send("POST", room + "/close");
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static void hear(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.equals("event: changed")) {
      line = events.readLine();
    }
  }
}
