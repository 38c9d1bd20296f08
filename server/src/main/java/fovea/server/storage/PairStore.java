package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.storage.Room.Member;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps who works on whose network in a room: a host, whose network it is and stays, and guests, who change
 * it as the host does as long as they are with them. Thread-safe.
 */
public final class PairStore {

  private final Database database;

  public PairStore(Database database) {
    this.database = database;
  }

  /** Asks a student to work on what this one shows; false if there is no such student. */
  public boolean ask(String room, Member host, String guest) {
    return database.write(handle -> {
      Optional<Member> asked = RoomStore.member(handle, room, guest)
          .filter(found -> !found.teaches() && !found.id().equals(host.id()));
      asked.ifPresent(
          found -> MemberStore.set(handle, room, found.owner(), "asked_by", host.id()));
      return asked.isPresent();
    });
  }

  /**
   * Lets somebody work with who has asked them, or not.
   *
   * @return the network that they work on then; empty if on none, also if the host shows nothing any more
   */
  public Optional<String> answer(String room, Owner guest, boolean joins) {
    return database.write(handle -> RoomStore.find(handle, room, guest).flatMap(seen -> {
      MemberStore.set(handle, room, guest, "asked_by", "");
      Optional<Member> host = RoomStore.member(handle, room, seen.me().askedBy())
          // Who is a guest themselves brings others to the same network.
          .flatMap(found -> found.host().isEmpty()
              ? Optional.of(found)
              : RoomStore.member(handle, room, found.host()))
          .filter(found -> joins && !found.owner().equals(guest)
              && MemberStore.shown(handle, room, found).isPresent());
      host.ifPresent(found -> {
        release(handle, room, seen.me());
        MemberStore.set(handle, room, guest, "host", found.id());
        MemberStore.set(handle, room, guest, "network_id", found.network());
        MemberStore.changedFor(handle, room, found.owner());
      });
      return host.map(Member::network);
    }));
  }

  /**
   * Lets a guest work alone again, on a copy of their own, or a host without all guests.
   *
   * @throws fovea.server.http.Refusal 422 when the guest keeps too much
   */
  public void part(String room, Member member) {
    database.change(handle -> {
      release(handle, room, member);
      if (!member.host().isEmpty()) {
        RoomStore.member(handle, room, member.host())
            .ifPresent(host -> MemberStore.changedFor(handle, room, host.owner()));
        // Who has built along keeps what was built so far.
        String copy = MemberStore.shown(handle, room, member)
            .map(shown -> ShareStore.copy(handle, shown.owner(), shown.kept(), member.owner()))
            .orElse("");
        SpaceStore.fit(handle, member.owner(), database.limits().visitorBytes());
        MemberStore.set(handle, room, member.owner(), "host", "");
        MemberStore.set(handle, room, member.owner(), "network_id", copy);
      }
    });
  }

  /** Leaves those without a network who were a member's guests. */
  static void release(Handle handle, String room, Member host) {
    guests(handle, room, host.id()).forEach(guest -> alone(handle, room, guest.owner()));
  }

  private static void alone(Handle handle, String room, Owner guest) {
    MemberStore.set(handle, room, guest, "host", "");
    MemberStore.set(handle, room, guest, "network_id", "");
  }

  /** What a member is called; empty if they have left. */
  public String name(String room, String member) {
    return database.read(handle -> RoomStore.member(handle, room, member))
        .map(Member::nickname).orElse("");
  }

  /** Who works on the same network as this member. */
  public List<Member> others(String room, Member member) {
    return database.read(handle -> together(handle, room, member)).stream()
        .filter(other -> !other.id().equals(member.id())).toList();
  }

  /** The same, and this member. */
  static List<Member> together(Handle handle, String room, Member member) {
    return handle.createQuery(RoomStore.MEMBERS
        + " WHERE room_id = :room AND (host = :host OR id = :host) ORDER BY nickname")
        .bind("room", room)
        .bind("host", member.host().isEmpty() ? member.id() : member.host())
        .map((row, _) -> RoomStore.member(row))
        .list();
  }

  /** Notes which layer a member looks at, for those who work with them. */
  public void look(String room, Member member, String layer) {
    if (layer.equals(member.looksAt())) {
      return;
    }
    database.change(handle -> {
      MemberStore.set(handle, room, member.owner(), "looks_at", layer);
      String host = member.host().isEmpty() ? member.id() : member.host();
      long number = RoomStore.count(handle, room);
      handle.createUpdate("UPDATE room_members SET changed = :number"
          + " WHERE room_id = :room AND (host = :host OR id = :host)")
          .bind("number", number)
          .bind("room", room)
          .bind("host", host)
          .execute();
    });
  }

  /** Whose network it is that a visitor works on as a guest; empty if they do not. */
  public Optional<Owner> host(Owner visitor, String network) {
    return database.read(handle -> handle.createQuery("""
        SELECT h.owner_id FROM room_members g
          JOIN room_members h ON h.room_id = g.room_id AND h.id = g.host
        WHERE g.owner_id = :visitor AND g.host <> '' AND h.network_id = :network
        """)
        .bind("visitor", visitor.id())
        .bind("network", network)
        .mapTo(String.class)
        .findFirst()
        .map(Owner::new));
  }

  static List<Member> guests(Handle handle, String room, String host) {
    return handle.createQuery(RoomStore.MEMBERS + " WHERE room_id = :room AND host = :host")
        .bind("room", room)
        .bind("host", host)
        .map((row, _) -> RoomStore.member(row))
        .list();
  }
}
