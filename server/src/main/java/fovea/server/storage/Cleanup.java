package fovea.server.storage;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what nobody came back to for thirty days, once an hour. */
public final class Cleanup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final OwnerStore owners;
  private final Thread thread;

  public Cleanup(OwnerStore owners) {
    this.owners = owners;
    this.thread = Thread.ofVirtual().name("cleanup").start(this::repeat);
  }

  private void repeat() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        clean();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void clean() {
    try {
      int count = owners.deleteUnseenSince(Instant.now().minus(KEPT));
      LOG.debug("deleted what {} visitors left more than 30 days ago", count);
    } catch (RuntimeException failed) {
      LOG.error("the cleanup failed; the next hour may go better", failed);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
