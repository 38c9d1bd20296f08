package fovea.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteDataSource;

/**
 * Copies the SQLite file of a data folder, also while a server writes to it, and puts a copy back. A copy is
 * looked at before it counts as one.
 */
public final class Backup {

  private static final String FILE = "fovea.db";

  private Backup() {}

  /**
   * Writes everything that is kept at this moment into a new file; who writes meanwhile does not wait.
   *
   * @throws IllegalArgumentException if there is nothing, or the file is there already
   */
  public static void write(Path folder, Path file) {
    Path source = folder.resolve(FILE);
    require(Files.exists(source), "there is no " + source);
    require(!Files.exists(file), file + " is there already; choose another name");
    try {
      at(source).useHandle(handle -> handle.execute("VACUUM INTO ?", file.toString()));
      requireSound(file);
    } catch (RuntimeException failed) {
      delete(file);
      throw failed;
    }
  }

  /**
   * Puts a copy in the place of what a folder keeps, which stays beside it under another name. No server
   * may be at work there.
   *
   * @throws IllegalArgumentException if the file is no sound copy, is of a newer Fovea, or a server is at work
   */
  public static void restore(Path file, Path folder) {
    require(Files.exists(file), "there is no " + file);
    Path target = folder.resolve(FILE);
    Path arriving = folder.resolve(FILE + ".arriving");
    try {
      Files.createDirectories(folder);
      Files.copy(file, arriving, StandardCopyOption.REPLACE_EXISTING);
      requireSound(arriving);
      if (Files.exists(target)) {
        requireAlone(target);
        Files.move(target, folder.resolve("fovea-before-" + Instant.now().toEpochMilli() + ".db"));
      }
      Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cannot) {
      throw new UncheckedIOException(file + " cannot be copied to " + folder, cannot);
    } finally {
      delete(arriving);
    }
  }

  private static void requireSound(Path file) {
    String said;
    boolean isOurs;
    boolean isNewer;
    try {
      said = at(file).withHandle(
          handle -> handle.createQuery("PRAGMA integrity_check").mapTo(String.class).first());
      MigrationInfo[] steps = Database.migration(source(file), "BLOB").load().info().all();
      isOurs = steps.length > 0 && steps[0].getState().isApplied();
      isNewer = steps.length > 0 && !steps[steps.length - 1].getState().isResolved();
    } catch (RuntimeException unreadable) {
      throw new IllegalArgumentException(file + " is no copy of what Fovea keeps", unreadable);
    }
    require(said.equals("ok"), file + " is damaged: " + said);
    require(isOurs, file + " is no copy of what Fovea keeps");
    require(!isNewer, file + " is from a newer Fovea; restore it with that");
  }

  /** The log can only be taken in and left behind by whoever has the file alone. */
  private static void requireAlone(Path file) {
    try {
      at(file).useHandle(handle -> handle.createQuery("PRAGMA journal_mode = DELETE")
          .mapTo(String.class).one());
    } catch (RuntimeException busy) {
      throw new IllegalArgumentException(
          "a server is at work in " + file.getParent() + "; stop it first", busy);
    }
  }

  private static Jdbi at(Path file) {
    return Jdbi.create(source(file));
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException cannot) {
      throw new UncheckedIOException(file + " cannot be deleted", cannot);
    }
  }
}
