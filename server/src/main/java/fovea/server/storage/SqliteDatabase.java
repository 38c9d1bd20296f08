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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file {@code fovea.db} in the data folder. A write returns once it is on disk. Readers never
 * wait for the writer (WAL); changes wait for each other in our own queue. The folder never takes more of
 * the disk than it may. Thread-safe.
 */
final class SqliteDatabase extends Database {

  /** What is not asked for again goes back to the disk in such parts, between which others write. */
  private static final int PART_PAGES = 2_000;

  /** The log of the writer is made as small again, once all of it is in the file. */
  private static final int LOG_BYTES = 4_000_000;

  /** Changes that wait, at most; they take a few milliseconds each. */
  private static final int QUEUE = 1_000;

  private final Path log;

  /** All changes in one thread, in the order in which they came. */
  private final ExecutorService queue = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
      new ArrayBlockingQueue<>(QUEUE), Thread.ofPlatform().daemon().name("writer").factory());

  private SqliteDatabase(
      Path file, Limits limits, HikariDataSource readers, HikariDataSource writers) {
    super(limits, readers, writers);
    this.log = file.resolveSibling(file.getFileName() + "-wal");
  }

  static SqliteDatabase in(Path folder, Limits limits) {
    try {
      Files.createDirectories(folder);
    } catch (IOException cannot) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", cannot);
    }
    Path file = folder.resolve("fovea.db");
    HikariDataSource writers = pool("writer", 1,
        source(file, SQLiteConfig.TransactionMode.IMMEDIATE));
    try {
      migrate(writers, "BLOB");
      Jdbi.create(writers).useHandle(SqliteDatabase::giveBackLater);
      return new SqliteDatabase(file, limits,
          pool("reader", READERS, source(file, SQLiteConfig.TransactionMode.DEFERRED)), writers);
    } catch (RuntimeException cannot) {
      writers.close();
      throw cannot;
    }
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(mode);
    config.setBusyTimeout(WAIT_MILLIS);
    config.setJournalSizeLimit(LOG_BYTES);
    config.enforceForeignKeys(true);
    // 1 MB a connection: all of them stay small on a small machine.
    config.setCacheSize(-1_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariDataSource pool(String name, int size, DataSource source) {
    HikariConfig config = pool(name, size);
    config.setDataSource(source);
    // A file does not hang up: its connections need not be replaced.
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  /** A file of before keeps what is deleted; it is written anew once. */
  private static void giveBackLater(Handle handle) {
    if (number(handle, "PRAGMA auto_vacuum") == 0) {
      handle.execute("PRAGMA auto_vacuum = INCREMENTAL");
      handle.execute("VACUUM");
    }
  }

  @Override
  <T> T transact(Function<Handle, T> change) {
    try {
      return CompletableFuture.supplyAsync(() -> writer().inTransaction(handle -> {
        long before = fileBytes(handle);
        T result = change.apply(handle);
        refuseIfFull(fileBytes(handle), before);
        return result;
      }), queue).join();
    } catch (RejectedExecutionException full) {
      throw away(QUEUE + " changes wait");
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /** What frees room, or finds some in the file, is never refused. */
  private void refuseIfFull(long bytes, long before) {
    // What grows stands in the log first, and in the file soon after.
    long most = limits().folderBytes() - logBytes() - (bytes - before);
    if (bytes > before && bytes > most) {
      throw Refusal.full("folder_bytes", "This server keeps as much as its operator allows, "
          + limits().folderBytes() / 1_000_000
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

  @Override
  void giveBack() {
    while (read(handle -> number(handle, "PRAGMA freelist_count")) > 0) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      writer().useHandle(SqliteDatabase::giveBackPart);
    }
    writer().useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }

  /** A page a step: only an update is stepped to its end. */
  private static void giveBackPart(Handle handle) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + PART_PAGES + ")");
    } catch (SQLException cannot) {
      throw new IllegalStateException("what was deleted cannot be given back", cannot);
    }
  }

  @Override
  public void close() {
    queue.close();
    super.close();
  }
}
