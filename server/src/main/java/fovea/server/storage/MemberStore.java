package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps what each member of a room does there: {@link RoomStore} has the room. Thread-safe. */
public final class MemberStore {

  private final Database database;

  public MemberStore(Database database) {
    this.database = database;
  }

  /** What a member shows; empty if nothing, or if it is gone. */
  public Optional<KeptNetwork> shown(String room, Room.Member member) {
    return database.read(handle -> shown(handle, room, member)).map(Shown::kept);
  }

  /** What everybody in a room shows, by who shows it; without those who show nothing. */
  public Map<String, KeptNetwork> shown(String room) {
    return database.read(handle -> handle.createQuery(
        "SELECT m.id AS shown_by, " + NetworkStore.COLUMNS + """
            FROM room_members m
              LEFT JOIN room_members h ON h.room_id = m.room_id AND h.id = m.host
              JOIN networks n ON n.id = m.network_id AND n.deleted_at IS NULL
                AND n.owner_id = coalesce(h.owner_id, m.owner_id)
              JOIN versions v ON v.network_id = n.id AND v.number = n.version
            WHERE m.room_id = :room
            """)
        .bind("room", room)
        .map((row, _) -> Map.entry(row.getString("shown_by"), NetworkStore.kept(row)))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** What is shown, and whose it is: guests show their host's. */
  record Shown(Owner owner, KeptNetwork kept) {}

  static Optional<Shown> shown(Handle handle, String room, Room.Member member) {
    Owner owner = member.host().isEmpty()
        ? member.owner()
        : RoomStore.member(handle, room, member.host()).map(Room.Member::owner)
            .orElse(member.owner());
    return NetworkStore.find(handle, owner, member.network()).map(kept -> new Shown(owner, kept));
  }

  /**
   * Makes a copy of what was pushed the member's own, with its picture and weights, and shows it to the
   * teacher; twice gives the same one. Empty if nothing was pushed or it is gone.
   *
   * @throws Refusal 422 when they keep too much
   */
  public Optional<String> take(String room, Owner owner) {
    Owner from = RoomStore.ownerOf(room);
    return database.write(handle -> RoomStore.find(handle, room, owner).flatMap(Room::pushed)
        .flatMap(pushed -> NetworkStore.find(handle, owner, pushed.copy()).map(KeptNetwork::id)
            .or(() -> NetworkStore.find(handle, from, pushed.network()).map(kept -> {
              String copy = ShareStore.copy(handle, from, kept, owner);
              SpaceStore.fit(handle, owner, database.limits().visitorBytes());
              set(handle, room, owner, "taken", pushed.network() + " " + copy);
              showNow(handle, room, owner, copy);
              return copy;
            }))));
  }

  /** Shows the teacher another network of the member's; false if it is not theirs. */
  public boolean show(String room, Owner owner, String network) {
    return database.write(handle -> {
      boolean isTheirs = NetworkStore.find(handle, owner, network).isPresent();
      if (isTheirs) {
        showNow(handle, room, owner, network);
      }
      return isTheirs;
    });
  }

  /** Who was a guest is none any more; who has guests takes them along. */
  private static void showNow(Handle handle, String room, Owner owner, String network) {
    Room seen = RoomStore.find(handle, room, owner)
        .orElseThrow(() -> Refusal.notFound("There is no such network, or it is not yours."));
    if (!seen.me().host().isEmpty()) {
      RoomStore.member(handle, room, seen.me().host())
          .ifPresent(host -> changedFor(handle, room, host.owner()));
    }
    if (!seen.me().network().equals(network)) {
      TeachStore.unlight(handle, seen.me().network());
    }
    set(handle, room, owner, "host", "");
    set(handle, room, owner, "network_id", network);
    for (Room.Member guest : PairStore.guests(handle, room, seen.me().id())) {
      set(handle, room, guest.owner(), "network_id", network);
    }
  }

  /**
   * Gives a member another name.
   *
   * @throws Refusal 422 when it is taken
   */
  public void rename(String room, Owner owner, String nickname) {
    database.change(handle -> {
      if (RoomStore.isTaken(handle, room, nickname)) {
        throw RoomStore.taken(nickname);
      }
      set(handle, room, owner, "nickname", nickname);
    });
  }

  /** Says something to one member alone; false if nobody has that id. Nothing takes it back. */
  public boolean say(String room, String member, String message) {
    return database.write(handle -> RoomStore.member(handle, room, member)
        .map(found -> {
          set(handle, room, found.owner(), "message", message);
          return true;
        })
        .orElse(false));
  }

  /** Keeps what a member answers to the room's question. */
  public void answer(String room, Owner owner, String answer) {
    database.change(handle -> set(handle, room, owner, "answer", answer));
  }

  /**
   * Makes what somebody looks at in a room their own; empty if they may not look at it.
   *
   * @throws Refusal 422 when they keep too much
   */
  public Optional<String> copy(String room, Owner visitor, String network) {
    return holder(room, visitor, network).flatMap(holder -> database.write(
        handle -> NetworkStore.find(handle, holder, network).map(kept -> {
          String copy = ShareStore.copy(handle, holder, kept, visitor);
          SpaceStore.fit(handle, visitor, database.limits().visitorBytes());
          return copy;
        })));
  }

  /** Raises a member's hand, or takes it down. */
  public void raise(String room, Owner owner, boolean raised) {
    database.change(handle -> set(handle, room, owner, "hand_at",
        raised ? Instant.now().toEpochMilli() : 0L));
  }

  /** Takes the hand of a student down; false if nobody has that id. */
  public boolean lower(String room, String student) {
    return database.write(handle -> student(handle, room, student)
        .map(found -> {
          set(handle, room, found.owner(), "hand_at", 0L);
          return true;
        })
        .orElse(false));
  }

  private static Optional<Room.Member> student(Handle handle, String room, String id) {
    return RoomStore.member(handle, room, id).filter(found -> !found.teaches());
  }

  /** Takes a member out. */
  public void leave(String room, Owner owner) {
    database.change(handle -> RoomStore.find(handle, room, owner)
        .ifPresent(seen -> leave(handle, room, seen.me())));
  }

  /** Takes a student out; false if nobody has that id. */
  public boolean remove(String room, String student) {
    return database.write(handle -> student(handle, room, student)
        .map(found -> {
          leave(handle, room, found);
          return true;
        })
        .orElse(false));
  }

  private static void leave(Handle handle, String room, Room.Member member) {
    PairStore.release(handle, room, member);
    if (member.host().isEmpty()) {
      TeachStore.unlight(handle, member.network());
    }
    TeachStore.changedForAll(handle, room);
    handle.createUpdate("DELETE FROM room_members WHERE room_id = :room AND owner_id = :owner")
        .bind("room", room).bind("owner", member.owner().id()).execute();
  }

  /**
   * Whose network it is that somebody looks at in a room: teachers look at what members show or have
   * handed in and at what is theirs, everybody at what is in the spotlight, and at what was handed in if
   * that is shown. Empty if they may not.
   */
  public Optional<Owner> holder(String room, Owner visitor, String network) {
    return database.read(handle -> RoomStore.find(handle, room, visitor).flatMap(seen -> {
      boolean seesAll = seen.me().teaches() || seen.showsSolutions();
      if (SolutionStore.has(handle, room, network,
          seesAll ? Optional.empty() : Optional.of(seen.me().id()))) {
        return Optional.of(RoomStore.ownerOf(room));
      }
      boolean isLit = seen.spotlight().startsWith(RoomStore.address(room, network));
      return handle.createQuery("""
          SELECT n.owner_id FROM networks n
            JOIN room_members m ON m.owner_id = n.owner_id AND m.room_id = :room
          WHERE n.id = :network AND n.deleted_at IS NULL
            AND (m.network_id = n.id OR m.teaches = 1)
            AND (:lit = 1 OR :teaches = 1 AND (m.teaches = 0 OR n.owner_id = :visitor))
          """)
          .bind("room", room)
          .bind("network", network)
          .bind("lit", isLit ? 1 : 0)
          .bind("teaches", seen.me().teaches() ? 1 : 0)
          .bind("visitor", visitor.id())
          .mapTo(String.class)
          .findOne()
          .map(Owner::new);
    }));
  }

  static void set(Handle handle, String room, Owner owner, String column, Object value) {
    long number = RoomStore.count(handle, room);
    handle.createUpdate("UPDATE room_members SET " + column
        + " = :value, changed = :number WHERE room_id = :room AND owner_id = :owner")
        .bind("value", value)
        .bind("number", number)
        .bind("room", room)
        .bind("owner", owner.id())
        .execute();
  }

  /** Notes that what a member sees is another now. */
  static void changedFor(Handle handle, String room, Owner owner) {
    handle.createUpdate("UPDATE room_members SET changed = :number"
        + " WHERE room_id = :room AND owner_id = :owner")
        .bind("number", RoomStore.count(handle, room))
        .bind("room", room)
        .bind("owner", owner.id())
        .execute();
  }

  /** Notes, in the transaction that changes a network, that whoever sees it in a room sees another. */
  static void changed(Handle handle, String network) {
    handle.createQuery("SELECT room_id, owner_id FROM room_members WHERE network_id = :network")
        .bind("network", network)
        .map((row, _) -> new String[]{row.getString("room_id"), row.getString("owner_id")})
        .list()
        .forEach(shown -> changedFor(handle, shown[0], new Owner(shown[1])));
    // Whoever looks along at it, too.
    handle.createQuery("""
        SELECT r.id FROM networks n
          JOIN room_members m ON m.owner_id = n.owner_id
          JOIN rooms r ON r.id = m.room_id
        WHERE n.id = :network AND r.spotlight LIKE '/rooms/%/networks/' || :network || '%'
        """)
        .bind("network", network)
        .mapTo(String.class)
        .list()
        .forEach(room -> TeachStore.changedForAll(handle, room));
  }
}
