package fovea.server.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL that writes to the disk what it acknowledges, and can be stopped and started again. */
final class DurablePostgres implements AutoCloseable {

  private static final Map<String, String> SETTINGS = Map.of("fsync", "on", "synchronous_commit",
      "on", "full_page_writes", "on", "max_connections", "100");

  private final Path folder = Files.createTempDirectory("fovea-postgres");
  private EmbeddedPostgres postgres;
  private final int port;

  DurablePostgres() throws IOException {
    this.postgres = builder().start();
    this.port = postgres.getPort();
  }

  private EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data")).setCleanDataDirectory(false);
    SETTINGS.forEach(builder::setServerConfig);
    return builder;
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  void stop() throws IOException {
    postgres.close();
  }

  void start() throws IOException {
    postgres = builder().setPort(port).start();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
