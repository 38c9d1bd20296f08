package fovea.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fovea.server.http.Refusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * A PostgreSQL that any number of servers share. Changes are serializable: one that another came between
 * is run again, so that a store need not think of the others. While the database does not answer,
 * everything is refused as busy, and goes on by itself once it does. Thread-safe.
 */
final class PostgresDatabase extends Database {

  /** Of one server; few, since those that write in the same room wait for each other anyhow. */
  private static final int WRITERS = 4;

  private static final int MOST_ATTEMPTS = 60;
  private static final long SHORTEST_PAUSE_MICROS = 500;
  private static final long LONGEST_PAUSE_MICROS = 100_000;

  /** Longer than any statement of ours takes; who was cut off would wait for ever otherwise. */
  private static final int SILENT_SECONDS = 30;

  private final Semaphore writing = new Semaphore(WRITERS);
  private final PostgresSignals others;

  private PostgresDatabase(
      String url, Limits limits, HikariDataSource readers, HikariDataSource writers) {
    super(limits, readers, writers);
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
  <T> T transact(Function<Handle, T> change) {
    for (int attempt = 1; true; attempt++) {
      try {
        return within(writing, () -> writer()
            .inTransaction(TransactionIsolationLevel.SERIALIZABLE, change::apply));
      } catch (RuntimeException failed) {
        if (attempt == MOST_ATTEMPTS || !cameBetween(failed)) {
          throw failed;
        }
        pause(attempt);
      }
    }
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

  @Override
  RuntimeException said(RuntimeException failed) {
    String state = state(failed).orElse("");
    if (state.startsWith("08") || state.startsWith("57P")) {
      return away(String.valueOf(failed.getMessage()));
    }
    if (state.equals("53100")) {
      return Refusal.full("database_bytes", "The disk of this server’s database is full;"
          + " delete networks for good, or ask the operator.");
    }
    if (state.equals("22021")) {
      return Refusal.malformed("A text has a letter that cannot be kept, such as U+0000.");
    }
    return failed;
  }

  /** The code of the database for what has failed (SQLSTATE). */
  private static Optional<String> state(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .flatMap(cause -> Stream.ofNullable(((SQLException) cause).getSQLState()))
        .findFirst();
  }

  @Override
  public void close() {
    others.close();
    super.close();
  }
}
