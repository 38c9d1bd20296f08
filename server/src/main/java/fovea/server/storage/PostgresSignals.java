package fovea.server.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes signals of rooms on to the other servers of a PostgreSQL, and theirs to ours, by NOTIFY. They are
 * sent after the changes, not with them: transactions that notify commit one after the other. A signal that
 * is lost with a connection costs nothing but the time until the next look. Thread-safe.
 */
final class PostgresSignals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CHANNEL = "fovea_rooms";
  private static final int PATIENCE_MILLIS = 1_000;
  private static final long GATHERED_MILLIS = 20;
  private static final int MOST_WAITING = 10_000;

  private final String url;
  private final DataSource pool;
  private final RoomSignals signals;
  private final BlockingQueue<String> changed = new LinkedBlockingQueue<>(MOST_WAITING);
  private final List<Thread> threads;
  private volatile boolean closed;

  PostgresSignals(String url, DataSource pool, RoomSignals signals) {
    this.url = url;
    this.pool = pool;
    this.signals = signals;
    // Not the ones that come from the others: they would go round for ever.
    signals.listenHere(changed::offer);
    this.threads = List.of(start("signals-out", this::send), start("signals-in", this::receive));
  }

  /** What is done again a second later if the database does not answer. */
  private interface Task {
    void run() throws SQLException, InterruptedException;
  }

  private Thread start(String name, Task task) {
    return Thread.ofVirtual().name(name).start(() -> {
      while (!closed) {
        try {
          goOn(task);
        } catch (InterruptedException end) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    });
  }

  private void goOn(Task task) throws InterruptedException {
    try {
      task.run();
    } catch (SQLException gone) {
      if (!closed) {
        LOG.warn("signals of rooms stand still: {}", gone.getMessage());
        Thread.sleep(PATIENCE_MILLIS);
      }
    }
  }

  private void send() throws SQLException, InterruptedException {
    Set<String> rooms = new HashSet<>(Set.of(changed.take()));
    Thread.sleep(GATHERED_MILLIS);
    changed.drainTo(rooms);
    try (Connection connection = pool.getConnection();
        PreparedStatement notify = connection.prepareStatement(
            "SELECT pg_notify('" + CHANNEL + "', room) FROM unnest(?) AS room")) {
      notify.setArray(1, connection.createArrayOf("text", rooms.toArray()));
      notify.execute();
    }
  }

  private void receive() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement listen = connection.createStatement()) {
      listen.execute("LISTEN " + CHANNEL);
      PGConnection heard = connection.unwrap(PGConnection.class);
      while (!closed) {
        for (PGNotification signal : heard.getNotifications(PATIENCE_MILLIS)) {
          signals.fromOthers(signal.getParameter());
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
