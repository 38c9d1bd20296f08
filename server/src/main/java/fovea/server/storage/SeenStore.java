package fovea.server.storage;

import fovea.server.http.Owner;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Keeps when the members of rooms had a page open last. Thread-safe. */
public final class SeenStore {

  private final Database database;

  public SeenStore(Database database) {
    this.database = database;
  }

  /** Somebody in a room. */
  public record Visitor(String room, Owner owner) {}

  /** Notes that these have a page open now; who is in no such room is left out. */
  public void see(Collection<Visitor> visitors, Instant now) {
    database.change(handle -> {
      PreparedBatch batch = handle.prepareBatch("""
          INSERT INTO room_seen (room_id, owner_id, seen_at)
          SELECT room_id, owner_id, :now FROM room_members
          WHERE room_id = :room AND owner_id = :owner
          ON CONFLICT (room_id, owner_id) DO UPDATE SET seen_at = excluded.seen_at
          """);
      visitors.forEach(visitor -> batch.bind("now", now.toEpochMilli())
          .bind("room", visitor.room())
          .bind("owner", visitor.owner().id())
          .add());
      batch.execute();
    });
  }

  /** When the members of a room had a page open last; without those who never had. */
  public Map<Owner, Instant> all(String room) {
    return database.read(handle -> handle.createQuery(
        "SELECT owner_id, seen_at FROM room_seen WHERE room_id = :room")
        .bind("room", room)
        .map((row, _) -> Map.entry(new Owner(row.getString("owner_id")),
            Instant.ofEpochMilli(row.getLong("seen_at"))))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
