package fovea.server.storage;

import fovea.server.http.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Who keeps something here, and when they were here last. A visitor who never keeps anything leaves
 * no row. Thread-safe.
 */
public final class OwnerStore {

  private static final Duration A_DAY = Duration.ofDays(1);

  /** Whom this server has asked about lately, so that not every request asks. */
  private static final Duration LATELY = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final Database database;
  private final Map<Owner, Instant> asked = new ConcurrentHashMap<>();

  public OwnerStore(Database database) {
    this.database = database;
  }

  /** Notes a visit, once a day: reading costs little, writing waits for the disk. */
  public void seen(Owner owner, Instant now) {
    Instant last = asked.get(owner);
    if (last != null && Duration.between(last, now).abs().compareTo(LATELY) < 0) {
      return;
    }
    boolean due = database.read(handle -> Database.exists(
        handle.createQuery("SELECT 1 FROM owners WHERE id = :id AND seen_at < :day")
            .bind("id", owner.id())
            .bind("day", now.minus(A_DAY).toEpochMilli())));
    if (due) {
      database.change(handle -> add(handle, owner, now));
    }
    if (asked.size() >= MOST_REMEMBERED) {
      asked.clear();
    }
    asked.put(owner, now);
  }

  /** Whether somebody of that id keeps something here. */
  public boolean knows(Owner owner) {
    return database.read(handle -> Database.exists(
        handle.createQuery("SELECT 1 FROM owners WHERE id = :id").bind("id", owner.id())));
  }

  /** Deletes everybody who was not here since then, with all they kept; answers how many. */
  public int deleteUnseenSince(Instant time) {
    return database.write(
        handle -> handle.createUpdate("DELETE FROM owners WHERE seen_at < :time")
            .bind("time", time.toEpochMilli())
            .execute());
  }

  /** Deletes somebody with all they kept. */
  static void delete(Handle handle, Owner owner) {
    handle.createUpdate("DELETE FROM owners WHERE id = :id").bind("id", owner.id()).execute();
  }

  /** Makes sure that the owner's row is there, in the transaction that keeps something of theirs. */
  static void add(Handle handle, Owner owner, Instant now) {
    handle.createUpdate("""
        INSERT INTO owners (id, created_at, seen_at) VALUES (:id, :now, :now)
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
        """)
        .bind("id", owner.id())
        .bind("now", now.toEpochMilli())
        .execute();
  }
}
