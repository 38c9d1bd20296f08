package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import org.jdbi.v3.core.Handle;

/**
 * How much each visitor keeps, and the wall around it. What passes it pushes out the oldest versions
 * that have no name, then the networks that were deleted first; only then it is refused. Thread-safe.
 */
public final class SpaceStore {

  /** Of the versions that may go, so many at a time: a whole history does not go for one picture. */
  private static final int PART = 8;

  /** The rows that belong to a visitor are their own and those of what they share. */
  private static final String MINE = """
      WITH mine AS (SELECT CAST(:owner AS TEXT) AS id
        UNION ALL SELECT 'share:' || network_id FROM shares WHERE sharer_id = :owner)
      """;

  /** A row takes half a page of the file beside its contents, and little ones some hundred bytes. */
  private static final String ROW = "bytes + CASE WHEN bytes < 4096 THEN bytes ELSE 4096 END + 300";

  private final Database database;

  public SpaceStore(Database database) {
    this.database = database;
  }

  /**
   * What a visitor keeps.
   *
   * @param most what they may
   */
  public record Space(long bytes, long most) {}

  /** What this visitor keeps now. */
  public Space of(Owner owner) {
    return database.read(
        handle -> new Space(bytes(handle, owner), database.limits().visitorBytes()));
  }

  /**
   * Makes room, at the end of a transaction that has kept something.
   *
   * @param most how many bytes may be kept
   * @throws Refusal 422 if there is none to make; nothing of the transaction is kept then
   */
  static void fit(Handle handle, Owner owner, long most) {
    if (bytes(handle, owner) <= most) {
      return;
    }
    boolean hasMore = true;
    while (hasMore) {
      sweep(handle, owner);
      hasMore = bytes(handle, owner) > most
          && (forgetOldest(handle, owner) || NetworkStore.purgeOldest(handle, owner));
    }
    if (bytes(handle, owner) > most) {
      throw Refusal.overLimit("bytes_per_person", "Your networks, pictures, weights and sets, with"
          + " what you share, would take more than " + most / 1_000_000
          + " MB; delete a network or a set, or take back what you share.");
    }
  }

  private static long bytes(Handle handle, Owner owner) {
    return handle.createQuery(MINE + """
        SELECT
          (SELECT coalesce(sum(%1$s), 0) FROM versions WHERE network_id IN
            (SELECT id FROM networks WHERE owner_id IN (SELECT id FROM mine)))
          + (SELECT coalesce(sum(%1$s), 0) FROM trainings WHERE owner_id IN (SELECT id FROM mine))
          + (SELECT coalesce(sum(%1$s), 0) FROM pictures WHERE owner_id IN (SELECT id FROM mine))
          + (SELECT coalesce(sum(%2$s), 0) FROM tensors WHERE owner_id IN (SELECT id FROM mine))
          + (SELECT coalesce(sum(pictures * (%3$s)), 0) FROM sets
            WHERE owner_id IN (SELECT id FROM mine))
        """.formatted(ROW, ROW.replace("bytes", "size"),
        ROW.replace("bytes", "(channels * side * side)")))
        .bind("owner", owner.id())
        .mapTo(Long.class)
        .one();
  }

  /** A part of the versions that have no name and that no network stands at; false if there is none. */
  private static boolean forgetOldest(Handle handle, Owner owner) {
    String unnamed = """
        FROM versions v JOIN networks n ON n.id = v.network_id
        WHERE n.owner_id = :owner AND v.label IS NULL AND v.number <> n.version
        """;
    int count = handle.createQuery("SELECT count(*) " + unnamed)
        .bind("owner", owner.id())
        .mapTo(Integer.class)
        .one();
    handle.createUpdate("DELETE FROM versions WHERE (network_id, number) IN"
        + " (SELECT v.network_id, v.number " + unnamed
        + " ORDER BY v.made_at, v.network_id, v.number LIMIT :part)")
        .bind("owner", owner.id())
        .bind("part", (count + PART - 1) / PART)
        .execute();
    return count > 0;
  }

  /** What no version of the owner's networks and no training has any more; a picture that just came has none yet. */
  private static void sweep(Handle handle, Owner owner) {
    WeightStore.sweep(handle, owner);
    handle.createUpdate("""
        DELETE FROM pictures WHERE owner_id = :owner AND 'picture:' || id NOT IN
          (SELECT v.picture FROM versions v JOIN networks n ON n.id = v.network_id
            WHERE n.owner_id = :owner)
          AND id <> (SELECT id FROM pictures WHERE owner_id = :owner
            ORDER BY created_at DESC, id LIMIT 1)
        """)
        .bind("owner", owner.id())
        .execute();
  }
}
