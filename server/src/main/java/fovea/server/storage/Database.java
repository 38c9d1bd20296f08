package fovea.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * own queue, one at a time. Thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final int READERS = 4;
  private static final int WAIT_MILLIS = 5_000;

  private final HikariDataSource readerPool;
  private final HikariDataSource writerPool;
  private final Jdbi reader;
  private final Jdbi writer;

  private Database(Path file) {
    this.writerPool = pool("writer", 1, source(file, SQLiteConfig.TransactionMode.IMMEDIATE));
    migrate(writerPool, "BLOB");
    this.readerPool = pool("reader", READERS, source(file, SQLiteConfig.TransactionMode.DEFERRED));
    this.reader = Jdbi.create(readerPool);
    this.writer = Jdbi.create(writerPool);
  }

  /** Opens the database of this folder; makes the folder and brings the schema up to date. */
  public static Database open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException cannot) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", cannot);
    }
    return new Database(folder.resolve("fovea.db"));
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

  /** Runs queries on one connection; they must not write. */
  <T> T read(Function<Handle, T> queries) {
    return reader.withHandle(queries::apply);
  }

  /** Runs a change in one transaction ({@code BEGIN IMMEDIATE}): all of it is kept, or nothing. */
  <T> T write(Function<Handle, T> change) {
    return writer.inTransaction(change::apply);
  }

  /** The same for a change that has no result. */
  void change(Consumer<Handle> change) {
    writer.useTransaction(change::accept);
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
