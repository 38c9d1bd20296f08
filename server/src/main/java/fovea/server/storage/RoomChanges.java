package fovea.server.storage;

import fovea.server.http.Owner;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads what has changed in rooms, by their numbers: {@link RoomStore} counts them. Thread-safe. */
public final class RoomChanges {

  private final Database database;

  public RoomChanges(Database database) {
    this.database = database;
  }

  /** Has somebody told the id of each room soon after it has changed, not always; they must not wait. */
  public void listen(Consumer<String> listener) {
    database.signals().listen(listener);
  }

  /** What has changed in a room since that number; -1 asks for all. */
  public Changes since(String room, long number) {
    return database.read(handle -> handle.createQuery(
        "SELECT number, changed FROM rooms WHERE id = :room")
        .bind("room", room)
        .map((row, _) -> {
          long now = row.getLong("number");
          long forAll = row.getLong("changed");
          return new Changes(now, forAll, forAll > number,
              now == number
                  ? Map.of()
                  : changedSince(handle, room, forAll > number ? -1 : number));
        })
        .findOne()
        .orElse(Changes.NONE));
  }

  private static Map<Owner, Room.Member> changedSince(Handle handle, String room, long number) {
    return handle.createQuery(RoomStore.MEMBERS + " WHERE room_id = :room AND changed > :number")
        .bind("room", room)
        .bind("number", number)
        .map((row, _) -> RoomStore.member(row))
        .list().stream().collect(Collectors.toMap(Room.Member::owner, member -> member));
  }

  /**
   * What has changed.
   *
   * @param number of the room now; -1 if there is no room any more
   * @param forAll the number at which something changed last that everybody sees, as when somebody leaves
   * @param isWhole whether that was meanwhile, so that all members are there
   * @param members who is another now, or all
   */
  public record Changes(
      long number, long forAll, boolean isWhole, Map<Owner, Room.Member> members) {

    /** Of a room that is not there. */
    public static final Changes NONE = new Changes(-1, -1, true, Map.of());
  }
}
