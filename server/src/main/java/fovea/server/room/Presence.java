package fovea.server.room;

import fovea.server.storage.SeenStore;
import fovea.server.storage.SeenStore.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has a page of a room open on this server. Notes it every now and then, for all at once, so that the
 * board can tell on any server whose page is gone, also when the server is gone with it. Thread-safe.
 */
final class Presence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How often each is noted. */
  private static final Duration AGAIN = Duration.ofSeconds(20);

  /** After that time somebody is gone: longer than a page takes to change, or to find another server. */
  static final Duration GONE = Duration.ofSeconds(45);

  private final SeenStore store;
  private final Map<Visitor, Integer> open = new ConcurrentHashMap<>();
  private final Thread thread;

  Presence(SeenStore store) {
    this.store = store;
    this.thread = Thread.ofVirtual().name("presence").start(this::repeat);
  }

  /** A page was opened. */
  void comes(Visitor visitor) {
    open.merge(visitor, 1, Integer::sum);
  }

  /** One was closed. */
  void goes(Visitor visitor) {
    open.computeIfPresent(visitor, (_, pages) -> pages == 1 ? null : pages - 1);
  }

  private void repeat() {
    Map<Visitor, Instant> noted = new HashMap<>();
    try {
      while (true) {
        Thread.sleep(PAUSE);
        Instant now = Instant.now();
        noted.keySet().retainAll(open.keySet());
        noted.values().removeIf(then -> then.plus(AGAIN).isBefore(now));
        List<Visitor> due = open.keySet().stream().filter(it -> !noted.containsKey(it)).toList();
        if (!due.isEmpty() && isNoted(due, now)) {
          due.forEach(visitor -> noted.put(visitor, now));
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isNoted(List<Visitor> due, Instant now) {
    try {
      store.see(due, now);
      return true;
    } catch (RuntimeException failed) {
      LOG.warn("who is there cannot be noted; the next time may go better", failed);
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
