package fovea.server.room;

import fovea.server.http.Owner;
import fovea.server.storage.Room;
import fovea.server.storage.RoomChanges;
import fovea.server.storage.RoomChanges.Changes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes whoever waits for something to happen in a room. One look at the numbers of a room, soon after a
 * signal that it has changed and every two seconds in any case, serves all who wait; since it is the
 * database that is looked at, it does not matter which server has made the change, and a signal that is
 * lost is made good. Nothing is queued: who was away finds the latest state. Thread-safe.
 */
final class Pulses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pulses.class);

  /** Instead of a number: who waits is in no such room any more. */
  static final long GONE = -1;

  /** Instead of a number: the server ends. */
  static final long ENDS = -2;

  /** What changes meanwhile is one look. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration CATCH_UP = Duration.ofSeconds(2);
  private static final Duration DESERTED = Duration.ofMinutes(1);

  private final RoomChanges store;
  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();
  private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  Pulses(RoomChanges store) {
    this.store = store;
    store.listen(room -> {
      if (pulses.containsKey(room)) {
        woken.add(room);
      }
    });
    this.thread = Thread.ofVirtual().name("pulses").start(this::repeat);
  }

  private void repeat() {
    try {
      long caughtUp = System.nanoTime();
      while (!closed) {
        Thread.sleep(PAUSE);
        long left = CATCH_UP.toNanos() - (System.nanoTime() - caughtUp);
        String first = woken.poll(left, TimeUnit.NANOSECONDS);
        Set<String> rooms = new HashSet<>();
        woken.drainTo(rooms);
        if (first != null) {
          rooms.add(first);
        }
        if (System.nanoTime() - caughtUp >= CATCH_UP.toNanos()) {
          caughtUp = System.nanoTime();
          rooms.addAll(pulses.keySet());
        }
        rooms.forEach(this::look);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String room) {
    Pulse pulse = pulses.get(room);
    if (pulse == null) {
      return;
    }
    try {
      Changes changes = store.since(room, pulse.number());
      pulse.beat(changes);
      if (changes.number() < 0 || pulse.isDeserted()) {
        pulses.remove(room);
      }
    } catch (RuntimeException failed) {
      LOG.warn("a room cannot be looked at; the next time may go better", failed);
    }
  }

  /**
   * Waits until something has changed that this member sees, or the time is over.
   *
   * @param room as it was found for them
   * @param seen the number that they have seen
   * @return the number of the room then; {@code seen} if the time is over, {@link #GONE} if they are in
   *     no such room any more, {@link #ENDS} if the server ends
   */
  long await(Room room, long seen, Duration patience) throws InterruptedException {
    if (closed) {
      return ENDS;
    }
    long now = pulses.computeIfAbsent(room.id(), id -> new Pulse(store.since(id, -1)))
        .await(room, seen, patience);
    return closed ? ENDS : now;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    pulses.values().forEach(pulse -> pulse.beat(Changes.NONE));
  }

  /** The numbers of one room and who is in it, as far as that was looked at. */
  private static final class Pulse {

    private final Map<Owner, Room.Member> members = new HashMap<>();
    private long number = -1;
    private long forAll;
    private long waitedNanos = System.nanoTime();

    Pulse(Changes first) {
      beat(first);
    }

    /** Whether nobody has waited for much longer than anybody waits. */
    synchronized boolean isDeserted() {
      return System.nanoTime() - waitedNanos > DESERTED.toNanos();
    }

    synchronized long number() {
      return number;
    }

    synchronized void beat(Changes changes) {
      if (changes.number() != number) {
        number = changes.number();
        forAll = changes.forAll();
        if (changes.isWhole()) {
          members.clear();
        }
        members.putAll(changes.members());
        notifyAll();
      }
    }

    synchronized long await(Room room, long seen, Duration patience) throws InterruptedException {
      long end = System.nanoTime() + patience.toNanos();
      while (true) {
        long last = last(room);
        if (last == GONE) {
          return GONE;
        }
        if (last > seen) {
          return number;
        }
        waitedNanos = System.nanoTime();
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return seen;
        }
        wait(millis);
      }
    }

    /** The number at which something changed last that a member sees; GONE for who is none. */
    private long last(Room room) {
      Room.Member member = members.get(room.me().owner());
      if (member == null) {
        // Who came in just now was not looked at yet.
        return number >= 0 && number < room.number() ? 0 : GONE;
      }
      // Members are read after the number, and may be ahead of it until the next look.
      return member.teaches() ? number : Math.min(number, Math.max(forAll, member.changed()));
    }
  }
}
