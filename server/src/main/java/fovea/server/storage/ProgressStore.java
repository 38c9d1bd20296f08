package fovea.server.storage;

import fovea.server.http.Owner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What people have read and answered in the course, by words such as {@code step:size/floor}. The course
 * knows all of them, so they are few. Thread-safe.
 */
public final class ProgressStore {

  /** Letters of a result: of what somebody writes about a question. */
  public static final int MOST_LETTERS = 4_000;

  private final Database database;

  public ProgressStore(Database database) {
    this.database = database;
  }

  /** All of a person's, in the order of their first time. */
  public Map<String, String> of(Owner owner) {
    Map<String, String> items = new LinkedHashMap<>();
    database.read(handle -> handle.createQuery(
        "SELECT item, result FROM progress WHERE owner_id = :owner ORDER BY made_at, item")
        .bind("owner", owner.id())
        .map((row, _) -> items.put(row.getString("item"), row.getString("result")))
        .list());
    return items;
  }

  /** Notes a result in place of what was noted before. */
  public void note(Owner owner, String item, String result) {
    Instant now = Instant.now();
    database.change(handle -> {
      OwnerStore.add(handle, owner, now);
      handle.createUpdate("""
          INSERT INTO progress (owner_id, item, result, made_at)
          VALUES (:owner, :item, :result, :now)
          ON CONFLICT (owner_id, item) DO UPDATE SET result = excluded.result
          """)
          .bind("owner", owner.id())
          .bind("item", item)
          .bind("result", result)
          .bind("now", now.toEpochMilli())
          .execute();
    });
  }

  /** Forgets all of it. */
  public void forget(Owner owner) {
    database.change(handle -> handle.createUpdate("DELETE FROM progress WHERE owner_id = :owner")
        .bind("owner", owner.id())
        .execute());
  }
}
