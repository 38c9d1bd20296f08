package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.Room.Member;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what the members of a room have handed in, each as it was then: the room's own copies, which
 * nobody changes and which go with the room. Thread-safe.
 */
public final class SolutionStore {

  private final Database database;

  public SolutionStore(Database database) {
    this.database = database;
  }

  /**
   * What somebody has handed in, or those who work together.
   *
   * @param members who, as the room calls them
   * @param nickname what they are called, all of them
   * @param kept the copy
   */
  public record Solution(List<String> members, String nickname, KeptNetwork kept) {}

  /**
   * Hands in what a member shows, also for those who work on it with them, in place of what each has handed in
   * before; false if they show nothing.
   *
   * @throws Refusal 422 when the room keeps too much
   */
  public boolean handIn(String room, Member member) {
    Owner owner = RoomStore.ownerOf(room);
    return database.write(handle -> MemberStore.shown(handle, room, member).map(shown -> {
      List<Member> all = PairStore.together(handle, room, member);
      all.forEach(one -> delete(handle, room, one.id()));
      String copy = ShareStore.copyOf(handle, shown.owner(), shown.kept(), owner);
      NetworkStore.setTask(handle, copy, shown.kept().task());
      // Only now: who hands in the same weights again has them kept, not written anew.
      WeightStore.sweep(handle, owner);
      all.forEach(one -> insert(handle, room, one, copy));
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      return true;
    }).orElse(false));
  }

  private static void insert(Handle handle, String room, Member member, String network) {
    handle.createUpdate("""
        INSERT INTO room_solutions (room_id, member_id, nickname, network_id, handed_at)
        VALUES (:room, :member, :nickname, :network, :now)
        """)
        .bind("room", room)
        .bind("member", member.id())
        .bind("nickname", member.nickname())
        .bind("network", network)
        .bind("now", Instant.now().toEpochMilli())
        .execute();
    MemberStore.changedFor(handle, room, member.owner());
  }

  /** All of a room, the first one first; who is still there is called as they are called now. */
  public List<Solution> all(String room) {
    Owner owner = RoomStore.ownerOf(room);
    return database.read(handle -> handle.createQuery("""
        SELECT s.member_id, coalesce(m.nickname, s.nickname) AS nickname, s.network_id
        FROM room_solutions s
          LEFT JOIN room_members m ON m.room_id = s.room_id AND m.id = s.member_id
        WHERE s.room_id = :room ORDER BY s.handed_at, s.member_id
        """)
        .bind("room", room)
        .map((row, _) -> new Handed(row.getString("member_id"), row.getString("nickname"),
            row.getString("network_id")))
        .list().stream()
        .collect(Collectors.groupingBy(Handed::network, LinkedHashMap::new, Collectors.toList()))
        .entrySet().stream()
        // One may be replaced by its member meanwhile.
        .flatMap(entry -> NetworkStore.find(handle, owner, entry.getKey()).stream()
            .map(kept -> new Solution(entry.getValue().stream().map(Handed::member).toList(),
                entry.getValue().stream().map(Handed::nickname).sorted()
                    .collect(Collectors.joining(", ")),
                kept)))
        .toList());
  }

  private record Handed(String member, String nickname, String network) {}

  /** Whether a member has handed something in. */
  public boolean has(String room, Member member) {
    return database.read(handle -> Database.exists(handle.createQuery(
        "SELECT 1 FROM room_solutions WHERE room_id = :room AND member_id = :member")
        .bind("room", room)
        .bind("member", member.id())));
  }

  /** How many have handed something in. */
  public int count(String room) {
    return database.read(handle -> handle.createQuery(
        "SELECT count(*) FROM room_solutions WHERE room_id = :room")
        .bind("room", room).mapTo(Integer.class).one());
  }

  /** Lets everybody see all of them, or those who teach alone. */
  public void show(String room, boolean shown) {
    database.change(
        handle -> TeachStore.setForAll(handle, room, "solutions_shown", shown ? 1 : 0));
  }

  /** Whether that network was handed in there, by that member if any is named. */
  static boolean has(Handle handle, String room, String network, Optional<String> member) {
    return Database.exists(handle.createQuery("SELECT 1 FROM room_solutions WHERE room_id = :room"
        + " AND network_id = :network AND :member IN ('', member_id)")
        .bind("room", room)
        .bind("network", network)
        .bind("member", member.orElse("")));
  }

  /** Forgets all of a room. */
  static void clear(Handle handle, String room) {
    delete(handle, room, "");
    WeightStore.sweep(handle, RoomStore.ownerOf(room));
  }

  /** Deletes what that member has handed in, or everybody if none is named. Their weights want a sweep. */
  private static void delete(Handle handle, String room, String member) {
    List<String> networks = handle.createQuery("SELECT DISTINCT network_id FROM room_solutions"
        + " WHERE room_id = :room AND :member IN ('', member_id)")
        .bind("room", room)
        .bind("member", member)
        .mapTo(String.class)
        .list();
    handle.createUpdate(
        "DELETE FROM room_solutions WHERE room_id = :room AND :member IN ('', member_id)")
        .bind("room", room)
        .bind("member", member)
        .execute();
    // Of those who worked together one may have gone on alone.
    networks.forEach(network -> handle.createUpdate("DELETE FROM networks WHERE id = :network"
        + " AND id NOT IN (SELECT network_id FROM room_solutions WHERE room_id = :room)")
        .bind("network", network)
        .bind("room", room)
        .execute());
  }
}
