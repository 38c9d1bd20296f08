package fovea.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fovea.server.http.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file {@code fovea.db} in the data folder. Acknowledged means durable: a write returns
 * once it is on disk. Readers never wait for the writer (WAL); writers wait for each other in our
 * own queue, one at a time. The folder never takes more of the disk than it may. Thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final int READERS = 4;
  private static final int WAIT_MILLIS = 5_000;

  /** What is not asked for again goes back to the disk in such parts, between which others write. */
  private static final int PART_PAGES = 2_000;

  /** The log of the writer is made as small again, once all of it is in the file. */
  private static final int LOG_BYTES = 4_000_000;

  private final Limits limits;
  private final Path log;
  private final HikariDataSource readerPool;
  private final HikariDataSource writerPool;
  private final Jdbi reader;
  private final Jdbi writer;

  private Database(Path file, Limits limits) {
    this.limits = limits;
    this.log = file.resolveSibling(file.getFileName() + "-wal");
    this.writerPool = pool("writer", 1, source(file, SQLiteConfig.TransactionMode.IMMEDIATE));
    migrate(writerPool, "BLOB");
    Jdbi.create(writerPool).useHandle(Database::giveBackLater);
    this.readerPool = pool("reader", READERS, source(file, SQLiteConfig.TransactionMode.DEFERRED));
    this.reader = Jdbi.create(readerPool);
    this.writer = Jdbi.create(writerPool);
  }

  /** The same with the limits that an operator has unasked. */
  public static Database open(Path folder) {
    return open(folder, Limits.DEFAULT);
  }

  /** Opens the database of this folder; makes the folder and brings the schema up to date. */
  public static Database open(Path folder, Limits limits) {
    try {
      Files.createDirectories(folder);
    } catch (IOException cannot) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", cannot);
    }
    return new Database(folder.resolve("fovea.db"), limits);
  }

  /** Brings a database up to date; {@code bytesType} is BLOB for SQLite, BYTEA for PostgreSQL. */
  static void migrate(DataSource source, String bytesType) {
    migration(source, bytesType).load().migrate();
  }

  static FluentConfiguration migration(DataSource source, String bytesType) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:fovea/server/storage/migrations")
        .placeholders(Map.of("bytes", bytesType));
  }

  /** A file of before keeps what is deleted; it is written anew once. */
  private static void giveBackLater(Handle handle) {
    if (number(handle, "PRAGMA auto_vacuum") == 0) {
      handle.execute("PRAGMA auto_vacuum = INCREMENTAL");
      handle.execute("VACUUM");
    }
  }

  /** How much may be kept. */
  Limits limits() {
    return limits;
  }

  /** Runs queries on one connection; they must not write. */
  <T> T read(Function<Handle, T> queries) {
    return reader.withHandle(queries::apply);
  }

  /**
   * Runs a change in one transaction ({@code BEGIN IMMEDIATE}): all of it is kept, or nothing.
   *
   * @throws Refusal 507 if the folder would take more than it may
   */
  <T> T write(Function<Handle, T> change) {
    return writer.inTransaction(handle -> {
      long before = fileBytes(handle);
      T result = change.apply(handle);
      refuseIfFull(fileBytes(handle), before);
      return result;
    });
  }

  /** The same for a change that has no result. */
  void change(Consumer<Handle> change) {
    write(handle -> {
      change.accept(handle);
      return true;
    });
  }

  /** What frees room, or finds some in the file, is never refused. */
  private void refuseIfFull(long bytes, long before) {
    // What grows stands in the log first, and in the file soon after.
    long most = limits.folderBytes() - logBytes() - (bytes - before);
    if (bytes > before && bytes > most) {
      throw Refusal.full("folder_bytes", "This server keeps as much as its operator allows, "
          + limits.folderBytes() / 1_000_000
          + " MB; delete networks for good, or ask the operator.");
    }
  }

  private long logBytes() {
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException cannot) {
      throw new UncheckedIOException("The size of " + log + " cannot be read", cannot);
    }
  }

  private static long fileBytes(Handle handle) {
    return number(handle, "PRAGMA page_count") * number(handle, "PRAGMA page_size");
  }

  private static long number(Handle handle, String pragma) {
    return handle.createQuery(pragma).mapTo(Long.class).one();
  }

  /** A page a step: only an update is stepped to its end. */
  private static void giveBackPart(Handle handle) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + PART_PAGES + ")");
    } catch (SQLException cannot) {
      throw new IllegalStateException("what was deleted cannot be given back", cannot);
    }
  }

  /** Gives what was deleted back to the disk, a part at a time, so that nobody waits long for it. */
  void giveBack() {
    while (read(handle -> number(handle, "PRAGMA freelist_count")) > 0) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      writer.useHandle(Database::giveBackPart);
    }
    writer.useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }

  @Override
  public void close() {
    readerPool.close();
    writerPool.close();
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(mode);
    config.setBusyTimeout(WAIT_MILLIS);
    config.setJournalSizeLimit(LOG_BYTES);
    config.enforceForeignKeys(true);
    // 2 MB a connection: six connections stay small on a small machine.
    config.setCacheSize(-2_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariDataSource pool(String name, int size, DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    // A file does not hang up: its connections need not be replaced.
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }
}
