package fovea.server.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fovea.server.http.Owner;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

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

  @Test
  void whatWasKeptBeforeThereWereVersionsIsTheFirstVersion(@TempDir Path folder) {
    SQLiteDataSource file = new SQLiteDataSource();
    file.setUrl("jdbc:sqlite:" + folder.resolve("fovea.db"));
    Database.migration(file, "BLOB").target("1").load().migrate();
    Jdbi.create(file).useHandle(handle -> {
      handle.execute("INSERT INTO owners (id, created_at, seen_at) VALUES ('ann', 1, 1)");
      handle.execute("INSERT INTO networks"
          + " (id, owner_id, name, document, seed, picture, fit, normalisation, updated_at)"
          + " VALUES ('n', 'ann', 'old', '{\"name\":\"old\",\"input\":[3,8,8],\"layers\":[]}', 7,"
          + " 'builtin:cat', 'pad', 'imagenet', 1)");
      handle.execute("INSERT INTO edits VALUES ('n', 1, '{\"name\":\"old\"}', 1)");
    });
    try (Database database = Database.open(folder, Limits.DEFAULT)) {
      KeptNetwork kept = new NetworkStore(database).find(new Owner("ann"), "n").orElseThrow();
      assertEquals("old", kept.network().name());
      assertEquals(7, kept.seed());
      assertEquals("builtin:cat", kept.picture().source().word());
      assertFalse(kept.canUndo());
    }
  }

  private static void keepAndForget(Handle handle) {
    byte[] png = {1, 2, 3};
    handle.execute("INSERT INTO owners (id, created_at, seen_at) VALUES ('ann', 1, 1)");
    handle.execute("INSERT INTO pictures (id, owner_id, width, height, png, created_at)"
        + " VALUES ('p', 'ann', 1, 1, ?, 1)", png);
    assertArrayEquals(
        png, handle.createQuery("SELECT png FROM pictures").mapTo(byte[].class).one());
    handle.execute("INSERT INTO networks (id, owner_id, name, version, updated_at)"
        + " VALUES ('n', 'ann', 'tiny', 1, 1)");
    handle.execute("INSERT INTO versions (network_id, number, parent, what, subject, document,"
        + " seed, picture, fit, normalisation, made_at)"
        + " VALUES ('n', 1, 0, 'start', '', '{}', 0, 'picture:p', 'crop', 'zero_to_one', 1)");
    handle.execute("DELETE FROM owners");
    assertEquals(
        0, handle.createQuery("SELECT count(*) FROM versions").mapTo(Integer.class).one());
    assertEquals(
        0, handle.createQuery("SELECT count(*) FROM pictures").mapTo(Integer.class).one());
  }
}
