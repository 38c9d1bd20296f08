package fovea.server.storage;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Stored;
import fovea.engine.dataset.Subset;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Keeps the pictures of sets, a byte for each of their numbers: {@link SetStore} has the sets. Thread-safe. */
public final class SetPictureStore {

  /** So many at a time, so that a large set keeps nobody waiting. */
  private static final int PART = 500;

  private final Database database;

  public SetPictureStore(Database database) {
    this.database = database;
  }

  /**
   * A picture of a set, to be shown.
   *
   * @param number that no other picture of the set ever has
   * @param member who has given it, as their room calls them; empty if nobody else could
   */
  public record SetPicture(long number, int label, String member) {}

  /**
   * Adds pictures of one class.
   *
   * @param member who gives them, as their room calls them; empty in a set of one's own
   * @param pictures C·H·W bytes each, as many as the set's shape has numbers
   * @throws Refusal 422 if the set is closed or would have too many, 404 without such a class
   */
  public void add(
      Owner owner, String id, String member, String className, List<byte[]> pictures) {
    database.change(handle -> {
      KeptSet set = SetStore.find(handle, owner, id).orElseThrow(SetStore::gone);
      if (set.isClosed()) {
        throw Refusal.unusable("Nobody adds anything to this set any more: it was closed.");
      }
      int label = SetStore.place(set.classes(), className);
      Stored.Builder added = new Stored.Builder(set.classes(), set.shape());
      pictures.forEach(pixels -> added.add(label, pixels));
      insert(handle, set, member, added.build());
    });
  }

  /**
   * Brings all pictures of a set that is expected, of the same classes and shape, a part at a time; then it is shown.
   * If they do not come, whatever the reason, nothing is left of it.
   */
  public void addAll(SetStore sets, Owner owner, String id, Dataset from) {
    boolean isThere = false;
    try {
      for (int begin = 0; begin < from.count(); begin += PART) {
        int first = begin;
        Dataset part = Subset.of(from,
            IntStream.range(begin, Math.min(from.count(), begin + PART)));
        database.change(handle -> {
          SetStore.requireComing(handle, id);
          rows(handle, id, 1 + first, "", part);
        });
      }
      database.change(handle -> SetStore.come(handle, owner, id));
      isThere = true;
    } finally {
      if (!isThere) {
        sets.giveUp(id);
      }
    }
  }

  private void insert(Handle handle, KeptSet set, String member, Dataset pictures) {
    KeptSet.requireFits(set.shape(), set.pictures() + pictures.count());
    rows(handle, set.id(), set.next(), member, pictures);
    handle.createUpdate("""
        UPDATE sets SET pictures = pictures + :count, next = :next, changed_at = :now WHERE id = :id
        """)
        .bind("count", pictures.count())
        .bind("next", set.next() + pictures.count())
        .bind("now", Instant.now().toEpochMilli())
        .bind("id", set.id())
        .execute();
    SpaceStore.fit(handle, set.owner(), database.limits().visitorBytes());
    SetStore.told(handle, set.owner());
  }

  private static void rows(
      Handle handle, String id, long first, String member, Dataset pictures) {
    PreparedBatch rows = handle.prepareBatch("""
        INSERT INTO set_pictures (set_id, number, label, member, pixels)
        VALUES (:id, :number, :label, :member, :pixels)
        """);
    for (int i = 0; i < pictures.count(); i++) {
      rows.bind("id", id)
          .bind("number", first + i)
          .bind("label", pictures.label(i))
          .bind("member", member)
          .bind("pixels", Stored.pixels(pictures.image(i)))
          .add();
    }
    rows.execute();
  }

  /** Counts the pictures again; what was remembered of those before is out of date. */
  static void counted(Handle handle, String id) {
    handle.createUpdate("""
        UPDATE sets SET next = next + 1, pictures = (SELECT count(*) FROM set_pictures WHERE set_id = :id)
        WHERE id = :id
        """)
        .bind("id", id).execute();
  }

  /** Removes pictures, those of that member alone if one is named. */
  public void remove(Owner owner, String id, String member, List<Long> numbers) {
    database.change(handle -> {
      SetStore.require(handle, owner, id);
      PreparedBatch rows = handle.prepareBatch("DELETE FROM set_pictures WHERE set_id = :id"
          + " AND number = :number AND :member IN ('', member)");
      numbers.forEach(number -> rows.bind("id", id).bind("number", number)
          .bind("member", member).add());
      rows.execute();
      counted(handle, id);
      SetStore.told(handle, owner);
    });
  }

  /** All pictures of a set without their pixels, in the order in which they came. */
  public List<SetPicture> list(KeptSet set) {
    return database.read(handle -> handle.createQuery(
        "SELECT number, label, member FROM set_pictures WHERE set_id = :id ORDER BY number")
        .bind("id", set.id())
        .map((row, _) -> new SetPicture(
            row.getLong("number"), row.getInt("label"), row.getString("member")))
        .list());
  }

  /** The pixels of one picture. */
  public Optional<byte[]> pixels(KeptSet set, long number) {
    return database.read(handle -> handle.createQuery(
        "SELECT pixels FROM set_pictures WHERE set_id = :id AND number = :number")
        .bind("id", set.id())
        .bind("number", number)
        .map((row, _) -> row.getBytes("pixels"))
        .findOne());
  }

  /** The pictures of a set whose numbers are from [from, end), in the order of {@link #list}. */
  public Stored load(KeptSet set, long from, long end) {
    Stored.Builder stored = new Stored.Builder(set.classes(), set.shape());
    // A class may go between two reads: its pictures go with it.
    database.read(handle -> handle.createQuery("SELECT label, pixels FROM set_pictures"
        + " WHERE set_id = :id AND label < :classes AND number >= :from AND number < :end ORDER BY number")
        .bind("id", set.id())
        .bind("from", from)
        .bind("end", end)
        .bind("classes", set.classes().size())
        .map((row, _) -> stored.add(row.getInt("label"), row.getBytes("pixels")))
        .list());
    return stored.build();
  }
}
