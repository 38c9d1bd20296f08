package fovea.server.storage;

import fovea.engine.exercise.Outcome;
import fovea.engine.network.Network;
import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.PictureChoice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps networks, each its owner's alone: the version that each points at is what it is; {@link
 * VersionStore} makes the versions. Thread-safe.
 */
public final class NetworkStore {

  private static final int MAX_NETWORKS = 500;

  /** As many deleted ones wait to be brought back; the one deleted first makes room. */
  private static final int MAX_DELETED = 500;

  /**
   * Of networks {@code n} that stand at their versions {@code v}, for {@link #kept}. Where one is shown in a
   * room, the room's task comes before its own.
   */
  static final String COLUMNS = """
      n.id, n.updated_at, v.*,
        coalesce((SELECT r.task FROM room_members s JOIN rooms r ON r.id = s.room_id
          WHERE s.network_id = n.id AND s.teaches = 0 AND r.task <> ''
          ORDER BY s.joined_at DESC LIMIT 1), n.task) AS task,
        EXISTS (SELECT 1 FROM versions p
          WHERE p.network_id = n.id AND p.number = v.parent) AS can_undo,
        EXISTS (SELECT 1 FROM versions c
          WHERE c.network_id = n.id AND c.parent = v.number) AS can_redo
      """;

  private static final String SELECT = "SELECT " + COLUMNS + """
      FROM networks n JOIN versions v ON v.network_id = n.id AND v.number = n.version
      WHERE n.owner_id = :owner AND n.deleted_at IS NULL
      """;

  private final Database database;

  public NetworkStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps a new network.
   *
   * @throws Refusal 422 when its owner keeps too many
   */
  public KeptNetwork create(Owner owner, Network network, long seed, PictureChoice picture) {
    return create(owner, new NetworkState(network, seed, picture), Map.of());
  }

  /**
   * The same with everything that belongs to it.
   *
   * @param numbers those that {@code state} names as its own
   */
  public KeptNetwork create(Owner owner, NetworkState state, Map<Slice, Tensor> numbers) {
    Instant now = Instant.now();
    String id = Ids.unguessable();
    return database.write(handle -> {
      OwnerStore.add(handle, owner, now);
      refuseTooMany(handle, owner);
      WeightStore.keep(handle, owner, numbers, state.own());
      insert(handle, owner, id, state);
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      return find(handle, owner, id).orElseThrow();
    });
  }

  /** Says for which design task a network was started. */
  public void setTask(Owner owner, String id, String task) {
    database.change(handle -> handle.createUpdate(
        "UPDATE networks SET task = :task WHERE id = :id AND owner_id = :owner")
        .bind("task", task)
        .bind("id", id)
        .bind("owner", owner.id())
        .execute());
  }

  /** The same in the transaction that has looked whose it is. */
  static void setTask(Handle handle, String id, String task) {
    handle.createUpdate("UPDATE networks SET task = :task WHERE id = :id")
        .bind("task", task)
        .bind("id", id)
        .execute();
  }

  /** Notes what came of a run of that version; whoever sees the network in a room is told. */
  public void noteOutcome(String id, int version, Outcome outcome) {
    database.change(handle -> {
      VersionStore.noteOutcome(handle, id, version, outcome);
      MemberStore.changed(handle, id);
    });
  }

  /** The id that always follows from a secret, as unguessable as any. */
  public static String idFrom(String secret) {
    return Ids.from(secret);
  }

  /**
   * Keeps a network under an id that was known before; does nothing if it is kept already.
   *
   * @param numbers those that {@code state} names as its own
   */
  public void keep(Owner owner, String id, NetworkState state, Map<Slice, Tensor> numbers) {
    database.change(handle -> {
      if (!has(handle, id)) {
        OwnerStore.add(handle, owner, Instant.now());
        refuseTooMany(handle, owner);
        WeightStore.keep(handle, owner, numbers, state.own());
        insert(handle, owner, id, state);
        SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      }
    });
  }

  /** Whether a network of that id is kept, also a deleted one. */
  public boolean has(String id) {
    return database.read(handle -> has(handle, id));
  }

  private static boolean has(Handle handle, String id) {
    return Database.exists(handle.createQuery("SELECT 1 FROM networks WHERE id = :id")
        .bind("id", id));
  }

  /** Adds a network whose owner is known, with its first version. */
  static void insert(Handle handle, Owner owner, String id, NetworkState state) {
    handle.createUpdate("""
        INSERT INTO networks (id, owner_id, name, version, updated_at)
        VALUES (:id, :owner, :name, 1, :now)
        """)
        .bind("id", id)
        .bind("owner", owner.id())
        .bind("name", state.network().name())
        .bind("now", Instant.now().toEpochMilli())
        .execute();
    VersionStore.append(handle, id, 0, "start", "", state);
  }

  static void refuseTooMany(Handle handle, Owner owner) {
    int count = handle.createQuery(
        "SELECT count(*) FROM networks WHERE owner_id = :owner AND deleted_at IS NULL")
        .bind("owner", owner.id())
        .mapTo(Integer.class)
        .one();
    if (count >= MAX_NETWORKS) {
      throw Refusal.overLimit(
          "networks_per_person",
          "You keep " + count + " networks, as many as there may be; delete some first.");
    }
  }

  /** The owner's network of that id; somebody else's is not found. */
  public Optional<KeptNetwork> find(Owner owner, String id) {
    return database.read(handle -> find(handle, owner, id));
  }

  static Optional<KeptNetwork> find(Handle handle, Owner owner, String id) {
    return handle.createQuery(SELECT + " AND n.id = :id")
        .bind("id", id)
        .bind("owner", owner.id())
        .map((row, _) -> kept(row))
        .findOne();
  }

  /** The network that its owner changed last. */
  public Optional<KeptNetwork> latest(Owner owner) {
    return database.read(
        handle -> handle.createQuery(SELECT + " ORDER BY n.updated_at DESC, n.id LIMIT 1")
            .bind("owner", owner.id())
            .map((row, _) -> kept(row))
            .findOne());
  }

  /** All networks of an owner, the one changed last first. */
  public List<NetworkSummary> list(Owner owner) {
    return summaries(owner, "updated_at", "deleted_at IS NULL");
  }

  /** Those that were deleted and can be brought back, each with the time of it, the last first. */
  public List<NetworkSummary> deleted(Owner owner) {
    return summaries(owner, "deleted_at", "deleted_at IS NOT NULL");
  }

  private List<NetworkSummary> summaries(Owner owner, String time, String which) {
    return database.read(
        handle -> handle.createQuery("SELECT id, name, " + time + " AS at FROM networks"
            + " WHERE owner_id = :owner AND " + which + " ORDER BY at DESC, id")
            .bind("owner", owner.id())
            .map((row, _) -> new NetworkSummary(
                row.getString("id"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("at"))))
            .list());
  }

  /**
   * Deletes a network, so that it can be brought back with its history as long as anything of its
   * owner's is kept; false if there is no such network.
   */
  public boolean delete(Owner owner, String id) {
    return database.write(handle -> {
      boolean found = handle.createUpdate("""
          UPDATE networks SET deleted_at = :now
          WHERE id = :id AND owner_id = :owner AND deleted_at IS NULL
          """)
          .bind("now", Instant.now().toEpochMilli())
          .bind("id", id)
          .bind("owner", owner.id())
          .execute() == 1;
      MemberStore.changed(handle, id);
      if (found) {
        TeachStore.unlight(handle, id);
      }
      while (found && deletedIds(handle, owner).size() > MAX_DELETED) {
        purgeOldest(handle, owner);
      }
      return found;
    });
  }

  /**
   * Brings a deleted network back; false if there is no such one.
   *
   * @throws Refusal 422 when its owner keeps too many
   */
  public boolean restore(Owner owner, String id) {
    return database.write(handle -> {
      refuseTooMany(handle, owner);
      MemberStore.changed(handle, id);
      return handle.createUpdate("""
          UPDATE networks SET deleted_at = NULL
          WHERE id = :id AND owner_id = :owner AND deleted_at IS NOT NULL
          """)
          .bind("id", id)
          .bind("owner", owner.id())
          .execute() == 1;
    });
  }

  /** Frees what the owner's deleted networks take, for good. */
  public void purge(Owner owner) {
    database.change(handle -> {
      handle.createUpdate("DELETE FROM networks WHERE owner_id = :owner AND deleted_at IS NOT NULL")
          .bind("owner", owner.id())
          .execute();
      WeightStore.sweep(handle, owner);
    });
  }

  /** Frees the network that was deleted first; false if there is none. Its weights want a sweep. */
  static boolean purgeOldest(Handle handle, Owner owner) {
    return deletedIds(handle, owner).stream().findFirst()
        .map(id -> handle.createUpdate("DELETE FROM networks WHERE id = :id")
            .bind("id", id)
            .execute() == 1)
        .orElse(false);
  }

  private static List<String> deletedIds(Handle handle, Owner owner) {
    return handle.createQuery("""
        SELECT id FROM networks WHERE owner_id = :owner AND deleted_at IS NOT NULL
        ORDER BY deleted_at, id
        """)
        .bind("owner", owner.id())
        .mapTo(String.class)
        .list();
  }

  static KeptNetwork kept(ResultSet row) throws SQLException {
    return new KeptNetwork(row.getString("id"), VersionStore.version(row),
        VersionStore.state(row), row.getBoolean("can_undo"), row.getBoolean("can_redo"),
        Instant.ofEpochMilli(row.getLong("updated_at")), row.getString("task"),
        Outcome.of(row.getString("outcome")));
  }
}
