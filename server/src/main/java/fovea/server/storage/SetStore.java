package fovea.server.storage;

import fovea.engine.network.Shape;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Keeps sets of pictures to learn from, each its owner's alone or a room's: {@link SetPictureStore} has the
 * pictures. Whatever changes in a room's set is a change of the room. Thread-safe.
 */
public final class SetStore {

  private static final int MOST_SETS = 100;
  private static final String ROOM = "room:";

  /** Whether a set is open, or closed, or not there yet: its pictures are still on their way. */
  private static final int OPEN = 0;
  private static final int CLOSED = 1;
  private static final int COMING = 2;

  private static final String SETS = "SELECT id, owner_id, name, classes, channels, side, closed,"
      + " pictures, next, changed_at FROM sets WHERE closed < " + COMING + " AND ";

  private final Database database;

  public SetStore(Database database) {
    this.database = database;
  }

  /**
   * Makes a set without pictures; answers its id.
   *
   * @param shape one channel or three, 16 to 64 pixels high and as wide
   * @throws Refusal 422 over a limit, 400 for classes that are none
   */
  public String make(Owner owner, String name, List<String> classes, Shape.Maps shape) {
    return make(owner, name, classes, shape, OPEN, 0);
  }

  /**
   * Makes room for a set of so many pictures, which nobody sees until {@link SetPictureStore#addAll} has brought
   * them; answers its id.
   *
   * @throws Refusal as {@link #make}, and 422 if its owner would keep too much: nothing is forgotten for it then
   */
  public String expect(
      Owner owner, String name, List<String> classes, Shape.Maps shape, int pictures) {
    KeptSet.requireFits(shape, pictures);
    return make(owner, name, classes, shape, COMING, pictures);
  }

  private String make(Owner owner, String name, List<String> classes, Shape.Maps shape,
      int closed, int pictures) {
    String id = Ids.unguessable();
    Instant now = Instant.now();
    String checked = SetNames.set(name);
    List<String> names = SetNames.classes(classes);
    database.change(handle -> {
      OwnerStore.add(handle, owner, now);
      int count = handle.createQuery("SELECT count(*) FROM sets WHERE owner_id = :owner")
          .bind("owner", owner.id()).mapTo(Integer.class).one();
      if (count >= MOST_SETS) {
        throw Refusal.overLimit("sets_per_person", "There are " + count
            + " sets, as many as there may be; delete one first.");
      }
      handle.createUpdate("""
          INSERT INTO sets (id, owner_id, name, classes, channels, side, closed, pictures, next, changed_at)
          VALUES (:id, :owner, :name, :classes, :channels, :side, :closed, :pictures, 1, :now)
          """)
          .bind("id", id)
          .bind("owner", owner.id())
          .bind("name", checked)
          .bind("classes", String.join("\n", names))
          .bind("channels", shape.channels())
          .bind("side", shape.height())
          .bind("closed", closed)
          .bind("pictures", pictures)
          .bind("now", now.toEpochMilli())
          .execute();
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      told(handle, owner);
    });
    return id;
  }

  /** Shows a set whose pictures have all come. */
  static void come(Handle handle, Owner owner, String id) {
    requireComing(handle, id);
    handle.createUpdate("""
        UPDATE sets SET closed = :open, changed_at = :now, next = pictures + 1 WHERE id = :id
        """)
        .bind("open", OPEN)
        .bind("now", Instant.now().toEpochMilli())
        .bind("id", id)
        .execute();
    told(handle, owner);
  }

  /**
   * Lets a set through whose pictures are on their way.
   *
   * @throws Refusal 404 if it is there, or has been deleted meanwhile with its room
   */
  static void requireComing(Handle handle, String id) {
    int found = handle
        .createQuery("SELECT count(*) FROM sets WHERE id = :id AND closed = " + COMING)
        .bind("id", id).mapTo(Integer.class).one();
    if (found == 0) {
      throw gone();
    }
  }

  /** Deletes a set whose pictures do not come. */
  void giveUp(String id) {
    database.change(handle -> handle.createUpdate(
        "DELETE FROM sets WHERE id = :id AND closed = " + COMING).bind("id", id).execute());
  }

  /** Deletes those whose pictures have been on their way since then: a server was ended meanwhile. */
  public void deleteComingSince(Instant time) {
    database.change(handle -> handle.createUpdate(
        "DELETE FROM sets WHERE closed = " + COMING + " AND changed_at < :time")
        .bind("time", time.toEpochMilli()).execute());
  }

  /** Tells whoever is in the room whose set has changed; of a visitor's own nobody need be told. */
  static void told(Handle handle, Owner owner) {
    if (owner.id().startsWith(ROOM)) {
      TeachStore.changedForAll(handle, owner.id().substring(ROOM.length()));
    }
  }

  /** All of an owner's, the one that was changed last first. */
  public List<KeptSet> list(Owner owner) {
    return database.read(handle -> handle.createQuery(
        SETS + "owner_id = :owner ORDER BY changed_at DESC, id")
        .bind("owner", owner.id())
        .map((row, _) -> set(row))
        .list());
  }

  /** Those of all rooms that somebody is in. */
  public List<KeptSet> ofRooms(Owner visitor) {
    return database.read(handle -> handle.createQuery(SETS + """
        owner_id IN (SELECT 'room:' || room_id FROM room_members WHERE owner_id = :visitor)
        ORDER BY changed_at DESC, id
        """)
        .bind("visitor", visitor.id())
        .map((row, _) -> set(row))
        .list());
  }

  /** The owner's set of that id; somebody else's is not found. */
  public Optional<KeptSet> find(Owner owner, String id) {
    return database.read(handle -> find(handle, owner, id));
  }

  /** The set of that id, if it is the visitor's or one of a room that they are in. */
  public Optional<KeptSet> seen(Owner visitor, String id) {
    return find(visitor, id).or(() -> ofRooms(visitor).stream()
        .filter(set -> set.id().equals(id)).findFirst());
  }

  static Optional<KeptSet> find(Handle handle, Owner owner, String id) {
    return handle.createQuery(SETS + "id = :id AND owner_id = :owner")
        .bind("id", id)
        .bind("owner", owner.id())
        .map((row, _) -> set(row))
        .findOne();
  }

  private static KeptSet set(ResultSet row) throws SQLException {
    int side = row.getInt("side");
    return new KeptSet(row.getString("id"), new Owner(row.getString("owner_id")),
        row.getString("name"), List.of(row.getString("classes").split("\n", -1)),
        new Shape.Maps(row.getInt("channels"), side, side), row.getInt("closed") == CLOSED,
        row.getInt("pictures"), row.getLong("next"),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  /** Calls a set otherwise. */
  public void rename(Owner owner, String id, String name) {
    String checked = SetNames.set(name);
    change(owner, id, handle -> set(handle, id, "name", checked));
  }

  /** Lets nobody add anything any more, or everybody again. */
  public void close(Owner owner, String id, boolean closed) {
    change(owner, id, handle -> set(handle, id, "closed", closed ? CLOSED : OPEN));
  }

  /** Adds a class without pictures. */
  public void addClass(Owner owner, String id, String name) {
    classes(owner, id, names -> names.add(name));
  }

  /** Calls a class otherwise; its pictures stay with it. */
  public void renameClass(Owner owner, String id, String from, String to) {
    classes(owner, id, names -> names.set(place(names, from), to));
  }

  /** Takes a class away with its pictures. */
  public void removeClass(Owner owner, String id, String name) {
    change(owner, id, handle -> {
      List<String> names = names(handle, owner, id);
      int label = place(names, name);
      names.remove(label);
      set(handle, id, "classes", String.join("\n", SetNames.classes(names)));
      handle.createUpdate("DELETE FROM set_pictures WHERE set_id = :id AND label = :label")
          .bind("id", id).bind("label", label).execute();
      handle.createUpdate(
          "UPDATE set_pictures SET label = label - 1 WHERE set_id = :id AND label > :label")
          .bind("id", id).bind("label", label).execute();
      SetPictureStore.counted(handle, id);
    });
  }

  private void classes(Owner owner, String id, Consumer<List<String>> changed) {
    change(owner, id, handle -> {
      List<String> names = names(handle, owner, id);
      changed.accept(names);
      set(handle, id, "classes", String.join("\n", SetNames.classes(names)));
    });
  }

  private static List<String> names(Handle handle, Owner owner, String id) {
    return new ArrayList<>(find(handle, owner, id).orElseThrow(SetStore::gone).classes());
  }

  /** The label of a class. */
  static int place(List<String> names, String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw Refusal.notFound("The set has no class \"" + name + "\" any more; reload the page.");
    }
    return place;
  }

  static Refusal gone() {
    return Refusal.notFound("There is no such set, or it is not yours.");
  }

  private static void set(Handle handle, String id, String column, Object value) {
    handle.createUpdate("UPDATE sets SET " + column + " = :value WHERE id = :id")
        .bind("value", value).bind("id", id).execute();
  }

  /** Deletes a set with its pictures. */
  public void delete(Owner owner, String id) {
    change(owner, id, handle -> handle.createUpdate("DELETE FROM sets WHERE id = :id")
        .bind("id", id).execute());
  }

  /**
   * Lets an owner's set through.
   *
   * @throws Refusal 404 for any other
   */
  static void require(Handle handle, Owner owner, String id) {
    if (find(handle, owner, id).isEmpty()) {
      throw gone();
    }
  }

  private void change(Owner owner, String id, Consumer<Handle> change) {
    database.change(handle -> {
      require(handle, owner, id);
      change.accept(handle);
      set(handle, id, "changed_at", Instant.now().toEpochMilli());
      told(handle, owner);
    });
  }
}
