package fovea.server.storage;

import fovea.server.http.Owner;
import org.jdbi.v3.core.Handle;

/** Keeps what those who teach do for all of a room: {@link RoomStore} has the room. Thread-safe. */
public final class TeachStore {

  private final Database database;

  public TeachStore(Database database) {
    this.database = database;
  }

  /** Says something to everybody, in place of what was said to one alone; nothing takes it back. */
  public void say(String room, String message) {
    database.change(handle -> {
      setForAll(handle, room, "message", message);
      handle.createUpdate("UPDATE room_members SET message = '' WHERE room_id = :room")
          .bind("room", room)
          .execute();
    });
  }

  /** Shows everybody an address; an empty one lets them go. */
  public void spotlight(String room, String address) {
    setForAll(room, "spotlight", address);
  }

  /** Lets those go who are shown a network that can be seen no more. */
  static void unlight(Handle handle, String network) {
    if (!network.isEmpty()) {
      handle.createQuery(
          "SELECT id FROM rooms WHERE spotlight LIKE '/rooms/%/networks/' || :network || '%'")
          .bind("network", network)
          .mapTo(String.class)
          .list()
          .forEach(room -> setForAll(handle, room, "spotlight", ""));
    }
  }

  /**
   * Asks everybody something, and forgets what they have answered before, unless it is the same; nothing asks
   * nothing.
   */
  public void ask(String room, String question) {
    database.change(handle -> {
      if (isSet(handle, room, "question", question)) {
        return;
      }
      setForAll(handle, room, "question", question);
      handle.createUpdate("UPDATE room_members SET answer = '' WHERE room_id = :room")
          .bind("room", room)
          .execute();
    });
  }

  /** Lets students change nothing for a while, or go on. */
  public void pause(String room, boolean paused) {
    setForAll(room, "paused", paused ? 1 : 0);
  }

  /**
   * Gives everybody a task in place of the last one; an empty word takes it away. What was handed in is
   * forgotten.
   */
  public void setTask(String room, String task) {
    database.change(handle -> {
      if (isSet(handle, room, "task", task)) {
        return;
      }
      SolutionStore.clear(handle, room);
      setForAll(handle, room, "solutions_shown", 0);
      setForAll(handle, room, "task", task);
    });
  }

  /** Whether that is so already, as after a double click. */
  private static boolean isSet(Handle handle, String room, String column, String value) {
    return handle.createQuery("SELECT " + column + " FROM rooms WHERE id = :room")
        .bind("room", room).mapTo(String.class).findOne().filter(value::equals).isPresent();
  }

  private void setForAll(String room, String column, Object value) {
    database.change(handle -> setForAll(handle, room, column, value));
  }

  static void setForAll(Handle handle, String room, String column, Object value) {
    long number = RoomStore.count(handle, room);
    handle.createUpdate(
        "UPDATE rooms SET " + column + " = :value, changed = :number WHERE id = :room")
        .bind("value", value)
        .bind("number", number)
        .bind("room", room)
        .execute();
  }

  /** Notes that what everybody sees is another now. */
  static void changedForAll(Handle handle, String room) {
    handle.createUpdate("UPDATE rooms SET changed = :number WHERE id = :room")
        .bind("number", RoomStore.count(handle, room))
        .bind("room", room)
        .execute();
  }

  /**
   * Sends everybody a teacher's network as it is now; false if it is not theirs. What was sent before is
   * sent no more.
   *
   * @throws fovea.server.http.Refusal 422 when it takes too much
   */
  public boolean push(String room, Owner teacher, String network) {
    Owner owner = RoomStore.ownerOf(room);
    return database.write(handle -> NetworkStore.find(handle, teacher, network).map(kept -> {
      handle.createUpdate("DELETE FROM networks WHERE owner_id = :owner"
          + " AND id = (SELECT pushed_network FROM rooms WHERE id = :room)")
          .bind("owner", owner.id())
          .bind("room", room)
          .execute();
      WeightStore.sweep(handle, owner);
      String copy = ShareStore.copy(handle, teacher, kept, owner);
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      setForAll(handle, room, "pushed_from", network);
      setForAll(handle, room, "pushed_network", copy);
      return true;
    }).orElse(false));
  }
}
