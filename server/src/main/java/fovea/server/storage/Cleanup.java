package fovea.server.storage;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what nobody came back to for thirty days, once an hour, and gives what was deleted back to
 * the disk, once a minute.
 */
public final class Cleanup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int PAUSES_AN_HOUR = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Database database;
  private final OwnerStore owners;
  private final Thread thread;

  public Cleanup(Database database, OwnerStore owners) {
    this.database = database;
    this.owners = owners;
    this.thread = Thread.ofVirtual().name("cleanup").start(this::repeat);
  }

  private void repeat() {
    try {
      for (int minute = 1; true; minute++) {
        Thread.sleep(PAUSE);
        if (minute % PAUSES_AN_HOUR == 0) {
          deleteUnseen();
        }
        giveBack();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteUnseen() {
    try {
      int count = owners.deleteUnseenSince(Instant.now().minus(KEPT));
      LOG.debug("deleted what {} visitors left more than 30 days ago", count);
    } catch (RuntimeException failed) {
      LOG.error("the cleanup failed; the next hour may go better", failed);
    }
  }

  private void giveBack() {
    try {
      database.giveBack();
    } catch (RuntimeException failed) {
      LOG.error("the file could not be made smaller; the next minute may go better", failed);
    }
  }

  /** Waits for what is being done: it needs the database. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
