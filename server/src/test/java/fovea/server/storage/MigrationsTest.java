package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The schema is written once, for a real PostgreSQL too. */
class MigrationsTest {

  @Test
  void theSameMigrationsRunOnPostgreSqlTwiceWithoutHarm() throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      Database.migrate(server.getPostgresDatabase(), "BYTEA");
      Database.migrate(server.getPostgresDatabase(), "BYTEA");
      Jdbi.create(server.getPostgresDatabase()).useHandle(MigrationsTest::keepAndForget);
    }
  }

  private static void keepAndForget(Handle handle) {
    byte[] png = {1, 2, 3};
    handle.execute("INSERT INTO owners (id, created_at, seen_at) VALUES ('ann', 1, 1)");
    handle.execute("INSERT INTO pictures (id, owner_id, width, height, png, created_at)"
        + " VALUES ('p', 'ann', 1, 1, ?, 1)", png);
    assertArrayEquals(
        png, handle.createQuery("SELECT png FROM pictures").mapTo(byte[].class).one());
    handle.execute("DELETE FROM owners");
    assertEquals(
        0, handle.createQuery("SELECT count(*) FROM pictures").mapTo(Integer.class).one());
  }
}
