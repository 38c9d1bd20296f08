package fovea.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fovea.server.http.Refusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that any number of servers share. Changes are serializable: one that another came between
 * is run again, so that a store need not think of the others. While the database does not answer,
 * everything is refused as busy, and goes on by itself once it does. Thread-safe.
 */
final class PostgresDatabase extends Database {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  /** Of one server; few, since those that write in the same room wait for each other anyhow. */
  private static final int WRITERS = 4;

  private static final int MOST_ATTEMPTS = 60;
  private static final long SHORTEST_PAUSE_MICROS = 500;
  private static final long LONGEST_PAUSE_MICROS = 100_000;
  private static final int SECONDS_TO_COME_BACK = 3;

  /** Longer than any statement of ours takes; who was cut off would wait for ever otherwise. */
  private static final int SILENT_SECONDS = 30;

  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final PostgresSignals others;

  private PostgresDatabase(
      String url, Limits limits, HikariDataSource readers, HikariDataSource writers) {
    super(limits, readers, writers);
    this.readers = readers;
    this.writers = writers;
    this.others = new PostgresSignals(url, readers, signals());
  }

  static PostgresDatabase at(String url, Limits limits) {
    HikariDataSource writers = pool("writer", WRITERS, url);
    try {
      migrate(writers, "BYTEA");
      return new PostgresDatabase(url, limits, pool("reader", READERS, url), writers);
    } catch (RuntimeException cannot) {
      writers.close();
      throw cannot;
    }
  }

  private static HikariDataSource pool(String name, int size, String url) {
    HikariConfig config = pool(name, size);
    config.setJdbcUrl(url);
    config.addDataSourceProperty("socketTimeout", String.valueOf(SILENT_SECONDS));
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "fovea");
    return new HikariDataSource(config);
  }

  @Override
  <T> T read(Function<Handle, T> queries) {
    return answered(() -> super.read(queries));
  }

  @Override
  <T> T write(Function<Handle, T> change) {
    return answered(() -> {
      for (int attempt = 1; true; attempt++) {
        try {
          return writer().inTransaction(TransactionIsolationLevel.SERIALIZABLE, change::apply);
        } catch (RuntimeException failed) {
          if (attempt == MOST_ATTEMPTS || !cameBetween(failed)) {
            throw failed;
          }
          pause(attempt);
        }
      }
    });
  }

  /** Longer each time and at random, so that those who met do not meet again. */
  private static void pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE_MICROS, SHORTEST_PAUSE_MICROS << Math.min(attempt, 10));
    LockSupport.parkNanos(1_000 * ThreadLocalRandom.current().nextLong(most));
  }

  /** Transaction rollback (class 40), or a key that another one has just made (23505). */
  private static boolean cameBetween(RuntimeException failed) {
    return state(failed).filter(state -> state.startsWith("40") || state.equals("23505"))
        .isPresent();
  }

  /** What is wrong with the database itself is no fault of who asks. */
  private static <T> T answered(Supplier<T> queries) {
    try {
      return queries.get();
    } catch (RuntimeException failed) {
      String state = state(failed).orElse("");
      if (state.startsWith("08") || state.startsWith("57P")) {
        LOG.warn("the database does not answer: {}", String.valueOf(failed.getMessage()));
        throw Refusal.busy("database", SECONDS_TO_COME_BACK);
      }
      if (state.equals("53100")) {
        throw Refusal.full("database_bytes", "The disk of this server’s database is full;"
            + " delete networks for good, or ask the operator.");
      }
      if (state.equals("22021")) {
        throw Refusal.malformed("A text has a letter that cannot be kept, such as U+0000.");
      }
      throw failed;
    }
  }

  /** The code of the database for what has failed (SQLSTATE); 08001 where no connection was had. */
  private static Optional<String> state(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(cause -> Optional.ofNullable(((SQLException) cause).getSQLState()).orElse("08001"))
        .findFirst();
  }

  @Override
  DataSource jobs() {
    return writers;
  }

  @Override
  public void close() {
    others.close();
    readers.close();
    writers.close();
  }
}
