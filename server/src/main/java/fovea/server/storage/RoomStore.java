package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.Room.Member;
import fovea.server.storage.Room.Pushed;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps rooms and who is in them. Every change counts the room on and notes the number at what has
 * changed, in its own transaction; nothing of a room is kept anywhere else. A room has an owner of its own,
 * so that it is forgotten like everything that nobody came back to for thirty days. Thread-safe.
 */
public final class RoomStore {

  /** Without what is mistaken for something else: 0 and O, 1, I and l. */
  public static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  public static final int CODE_LETTERS = 7;
  public static final int MOST_MEMBERS = 1_100;
  public static final int NICKNAME_LETTERS = 30;
  public static final int MESSAGE_LETTERS = 300;
  public static final int ANSWER_LETTERS = 80;

  private static final int MOST_ROOMS_A_TEACHER = 20;
  private static final Duration DOUBLE_CLICK = Duration.ofSeconds(5);
  private static final SecureRandom RANDOM = new SecureRandom();

  static final String MEMBERS = """
      SELECT owner_id, id AS member_id, teaches, nickname, network_id, hand_at,
        message AS member_message, answer, asked_by, host, looks_at, changed
      FROM room_members
      """;

  private final Database database;

  public RoomStore(Database database) {
    this.database = database;
  }

  /** Who owns what belongs to a room; no visitor's id has a colon. */
  public static Owner ownerOf(String room) {
    return new Owner("room:" + room);
  }

  /**
   * Makes a room with its first teacher; answers its id. Who presses twice gets the same one.
   *
   * @throws Refusal 422 when they have too many
   */
  public String make(Owner teacher) {
    return database.write(handle -> {
      int count = handle.createQuery(
          "SELECT count(*) FROM room_members WHERE owner_id = :owner AND teaches = 1")
          .bind("owner", teacher.id()).mapTo(Integer.class).one();
      if (count >= MOST_ROOMS_A_TEACHER) {
        throw Refusal.overLimit("rooms_per_person", "You have " + count
            + " rooms, as many as there may be; close one first.");
      }
      Instant now = Instant.now();
      Optional<String> untouched = handle.createQuery("""
          SELECT r.id FROM rooms r JOIN room_members m ON m.room_id = r.id
          WHERE m.owner_id = :owner AND r.number = 1 AND r.made_at > :before LIMIT 1
          """)
          .bind("owner", teacher.id())
          .bind("before", now.minus(DOUBLE_CLICK).toEpochMilli())
          .mapTo(String.class)
          .findOne();
      if (untouched.isPresent()) {
        return untouched.get();
      }
      String id = Ids.unguessable();
      OwnerStore.add(handle, ownerOf(id), now);
      handle.createUpdate("""
          INSERT INTO rooms (id, owner_id, code, secret, number, changed, message, spotlight,
            question, paused, pushed_network, pushed_from, made_at)
          VALUES (:id, :owner, :code, :secret, 0, 0, '', '', '', 0, '', '', :now)
          """)
          .bind("id", id)
          .bind("owner", ownerOf(id).id())
          .bind("code", code())
          .bind("secret", Ids.unguessable())
          .bind("now", now.toEpochMilli())
          .execute();
      add(handle, id, teacher, true, "*");
      return id;
    });
  }

  private static String code() {
    return RANDOM.ints(CODE_LETTERS, 0, ALPHABET.length())
        .mapToObj(i -> ALPHABET.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  /** The id of the room of that code. */
  public Optional<String> byCode(String code) {
    return database.read(handle -> handle.createQuery("SELECT id FROM rooms WHERE code = :code")
        .bind("code", code).mapTo(String.class).findOne());
  }

  /** Whether somebody is a student in a room that is paused. */
  public boolean isPaused(Owner owner) {
    return database.read(handle -> handle.createQuery("""
        SELECT 1 FROM rooms r JOIN room_members m ON m.room_id = r.id
        WHERE m.owner_id = :owner AND m.teaches = 0 AND r.paused = 1 LIMIT 1
        """).bind("owner", owner.id()).mapTo(Integer.class).findOne().isPresent());
  }

  /** Whether that is what the teachers' link of the room says. */
  public boolean isSecret(String room, String secret) {
    return database.read(handle -> Database.exists(handle.createQuery(
        "SELECT 1 FROM rooms WHERE id = :room AND secret = :secret")
        .bind("room", room).bind("secret", secret)));
  }

  /** Whether somebody of that name is in the room. */
  public boolean isTaken(String room, String nickname) {
    return database.read(handle -> isTaken(handle, room, nickname));
  }

  static boolean isTaken(Handle handle, String room, String nickname) {
    return Database.exists(handle.createQuery(
        "SELECT 1 FROM room_members WHERE room_id = :room AND lower(nickname) = lower(:nickname)")
        .bind("room", room).bind("nickname", nickname));
  }

  /**
   * Lets somebody in; who is in already stays as they are, and may become a teacher.
   *
   * @throws Refusal 422 when the name is taken or the room full
   */
  public void join(String room, Owner owner, boolean teaches, String nickname) {
    database.change(handle -> {
      if (find(handle, room, owner).isPresent()) {
        if (teaches) {
          MemberStore.set(handle, room, owner, "teaches", 1);
        }
        return;
      }
      int inside = handle.createQuery("SELECT count(*) FROM room_members WHERE room_id = :room")
          .bind("room", room)
          .mapTo(Integer.class)
          .one();
      if (inside >= MOST_MEMBERS) {
        throw Refusal.overLimit("room_members",
            "The room is full: " + MOST_MEMBERS + " people are in it.");
      }
      if (isTaken(handle, room, nickname)) {
        throw taken(nickname);
      }
      add(handle, room, owner, teaches, nickname);
    });
  }

  static Refusal taken(String nickname) {
    return Refusal.unusable("Somebody in the room is called \"" + nickname + "\" already.");
  }

  private static void add(
      Handle handle, String room, Owner owner, boolean teaches, String nickname) {
    Instant now = Instant.now();
    OwnerStore.add(handle, owner, now);
    String id = Ids.unguessable();
    handle.createUpdate("""
        INSERT INTO room_members (room_id, owner_id, id, teaches, nickname, network_id, taken, hand_at,
          message, answer, changed, joined_at)
        VALUES (:room, :owner, :id, :teaches, :nickname, '', '', 0, '', '', :number, :now)
        """)
        .bind("room", room)
        .bind("owner", owner.id())
        .bind("id", id)
        .bind("teaches", teaches ? 1 : 0)
        // Teachers are called by no name that a student could want.
        .bind("nickname", teaches ? "*" + id : nickname)
        .bind("number", count(handle, room))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /**
   * Counts the room on, and keeps everybody else from it until this transaction has ended.
   *
   * @throws Refusal 404 if it was closed meanwhile
   */
  static long count(Handle handle, String room) {
    RoomSignals.afterCommit(handle, room);
    handle.createUpdate("UPDATE rooms SET number = number + 1 WHERE id = :room")
        .bind("room", room)
        .execute();
    return handle.createQuery("SELECT number FROM rooms WHERE id = :room")
        .bind("room", room)
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> Refusal.notFound("The room was closed."));
  }

  /** The room for somebody who is in it. */
  public Optional<Room> find(String room, Owner owner) {
    return database.read(handle -> find(handle, room, owner));
  }

  /** The room that somebody has joined last. */
  public Optional<Room> latest(Owner owner) {
    return database.read(handle -> handle.createQuery("""
        SELECT room_id FROM room_members WHERE owner_id = :owner
        ORDER BY joined_at DESC, room_id LIMIT 1
        """)
        .bind("owner", owner.id())
        .mapTo(String.class)
        .findOne()
        .flatMap(room -> find(handle, room, owner)));
  }

  /** All rooms that somebody is in, the one joined last first. */
  public List<Room> all(Owner owner) {
    return database.read(handle -> handle.createQuery(
        "SELECT room_id FROM room_members WHERE owner_id = :owner ORDER BY joined_at DESC, room_id")
        .bind("owner", owner.id())
        .mapTo(String.class)
        .list().stream().flatMap(room -> find(handle, room, owner).stream()).toList());
  }

  static Optional<Room> find(Handle handle, String room, Owner owner) {
    return handle.createQuery("""
        SELECT m.owner_id, m.id AS member_id, m.teaches, m.nickname, m.network_id, m.hand_at, m.changed,
          m.message AS member_message, m.answer, m.asked_by, m.host, m.looks_at, m.taken, r.id, r.code,
          r.secret, r.number, r.message, r.spotlight, r.question, r.paused, r.task, r.solutions_shown,
          r.pushed_network, r.pushed_from
        FROM rooms r JOIN room_members m ON m.room_id = r.id
        WHERE r.id = :room AND m.owner_id = :owner
        """)
        .bind("room", room)
        .bind("owner", owner.id())
        .map((row, _) -> room(row))
        .findOne();
  }

  private static Room room(ResultSet row) throws SQLException {
    String pushed = row.getString("pushed_network");
    String[] taken = row.getString("taken").split(" ", 2);
    return new Room(row.getString("id"), row.getString("code"), row.getString("secret"),
        row.getLong("number"), row.getString("message"), row.getString("spotlight"),
        row.getString("question"), row.getInt("paused") == 1, row.getString("task"),
        row.getInt("solutions_shown") == 1,
        pushed.isEmpty()
            ? Optional.empty()
            : Optional.of(new Pushed(pushed, row.getString("pushed_from"),
                taken[0].equals(pushed) ? taken[1] : "")),
        member(row));
  }

  static Member member(ResultSet row) throws SQLException {
    return new Member(new Owner(row.getString("owner_id")), row.getString("member_id"),
        row.getInt("teaches") == 1, row.getString("nickname"), row.getString("network_id"),
        row.getLong("hand_at"), row.getString("member_message"), row.getString("answer"),
        row.getString("asked_by"), row.getString("host"), row.getString("looks_at"),
        row.getLong("changed"));
  }

  /** Everybody in a room, in the order of their names. */
  public List<Member> members(String room) {
    return database.read(
        handle -> handle.createQuery(MEMBERS + " WHERE room_id = :room ORDER BY nickname")
            .bind("room", room)
            .map((row, _) -> member(row))
            .list());
  }

  /** The member whom a room calls so. */
  static Optional<Member> member(Handle handle, String room, String id) {
    return handle.createQuery(MEMBERS + " WHERE room_id = :room AND id = :id")
        .bind("room", room)
        .bind("id", id)
        .map((row, _) -> member(row))
        .findOne();
  }

  /** Deletes a room; what its members have made stays theirs. */
  public void close(String room) {
    database.change(handle -> {
      RoomSignals.afterCommit(handle, room);
      OwnerStore.delete(handle, ownerOf(room));
    });
  }

  /** Where a network lies for those who look at it in a room. */
  public static String address(String room, String network) {
    return "/rooms/" + room + "/networks/" + network;
  }
}
