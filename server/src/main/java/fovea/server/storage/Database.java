package fovea.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import fovea.server.http.Refusal;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything is kept: a SQLite file, or a PostgreSQL that several servers share. On both,
 * acknowledged means durable, and changes are as if they were made one after the other, so that a store
 * reads and writes as if nobody else did. Thread-safe.
 */
public abstract sealed class Database implements AutoCloseable
    permits SqliteDatabase, PostgresDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int SECONDS_TO_COME_BACK = 3;

  static final int WAIT_MILLIS = 5_000;
  static final int READERS = 16;

  private final Limits limits;
  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Jdbi reader;
  private final Jdbi writer;

  /**
   * Who waits for a connection waits here and not in the pool: HikariCP (7.1.0) has virtual threads that
   * give one back spin while others wait. It goes to whoever asks first, not to who has waited longest: a
   * virtual thread would keep it from everybody until its own turn to compute comes.
   */
  private final Semaphore reading = new Semaphore(READERS);

  /** Works with these pools until it is closed, and closes them then. */
  Database(Limits limits, HikariDataSource readers, HikariDataSource writers) {
    this.limits = limits;
    this.readers = readers;
    this.writers = writers;
    this.reader = Jdbi.create(readers).registerArgument(new PlainText());
    this.writer = Jdbi.create(writers).registerArgument(new PlainText());
  }

  /** Text without NUL, which PostgreSQL refuses and nobody types. */
  private static final class PlainText extends AbstractArgumentFactory<String> {

    PlainText() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
      return (position, statement, _) -> statement.setString(position, text.replace("\0", ""));
    }
  }

  /** Opens the file of this folder; makes the folder and brings the schema up to date. */
  public static Database open(Path folder, Limits limits) {
    return SqliteDatabase.in(folder, limits);
  }

  /**
   * Connects to the PostgreSQL of this URL and brings the schema up to date.
   *
   * @param url such as {@code jdbc:postgresql://host/fovea?user=fovea&password=…}
   */
  public static Database connect(String url, Limits limits) {
    return PostgresDatabase.at(url, limits);
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

  static HikariConfig pool(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    return config;
  }

  /** How much may be kept. */
  final Limits limits() {
    return limits;
  }

  final Jdbi writer() {
    return writer;
  }

  /** Who is told which rooms have changed. */
  final RoomSignals signals() {
    return writer.getConfig(RoomSignals.class);
  }

  /** Runs queries on one connection; they must not write. */
  final <T> T read(Function<Handle, T> queries) {
    return answered(() -> within(reading, () -> reader.withHandle(queries::apply)));
  }

  /** Whether there is any such row. */
  static boolean exists(Query query) {
    return query.mapTo(Integer.class).findFirst().isPresent();
  }

  /** Works with one of as many connections as there are permits. */
  static <T> T within(Semaphore permits, Supplier<T> work) {
    try {
      if (!permits.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw away("all connections are in use");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw away("who asked for it is gone");
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  /**
   * Runs a change in one transaction: all of it is kept, or nothing. It may be run again when another
   * one came between, so it does nothing beside its statements.
   *
   * @throws Refusal 507 if there would be more than may be, 503 if the database does not answer in time
   */
  final <T> T write(Function<Handle, T> change) {
    return answered(() -> transact(change));
  }

  abstract <T> T transact(Function<Handle, T> change);

  /** The same for a change that has no result. */
  final void change(Consumer<Handle> change) {
    write(handle -> {
      change.accept(handle);
      return true;
    });
  }

  /** What is wrong with the database itself is no fault of who asks. */
  private <T> T answered(Supplier<T> queries) {
    try {
      return queries.get();
    } catch (RuntimeException failed) {
      throw failed.getCause() instanceof SQLTransientConnectionException
          ? away(String.valueOf(failed.getMessage()))
          : said(failed);
    }
  }

  /** What to answer for what a kind of database has refused; by itself the same. */
  RuntimeException said(RuntimeException failed) {
    return failed;
  }

  static Refusal away(String why) {
    LOG.warn("the database does not answer: {}", why);
    return Refusal.busy("database", SECONDS_TO_COME_BACK);
  }

  /** Whether it answers; false rather than an exception. */
  public final boolean isThere() {
    try {
      return read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
    } catch (RuntimeException gone) {
      return false;
    }
  }

  /** Gives what was deleted back to the disk, a part at a time, so that nobody waits long for it. */
  void giveBack() {
    // A database server sees to that by itself.
  }

  /** Where jobs are noted that one of all servers does. */
  final DataSource jobs() {
    return writers;
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
