package fovea.server.storage;

import fovea.engine.format.NetworkDocument;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The trainings of networks as their owners see them: what each has come to, and what is wanted of it. Its moments
 * are in {@link MomentStore}; which server works at it is {@link TrainingWork}'s business. Thread-safe.
 */
public final class TrainingStore {

  /** As many networks somebody may train at a time. */
  public static final int MOST_RUNNING = 4;

  private static final String SELECT = """
      SELECT t.network_id, t.owner_id, t.id, t.token, t.document, t.seed, t.plan, t.state, t.wish,
        t.sentence, t.step, t.steps, CASE WHEN n.version = t.version THEN v.subject ELSE '' END AS taken
      FROM trainings t JOIN networks n ON n.id = t.network_id
        LEFT JOIN versions v ON v.network_id = n.id AND v.number = n.version
      WHERE t.network_id = :network
      """;

  private final Database database;

  public TrainingStore(Database database) {
    this.database = database;
  }

  /** The last training of the owner's network; empty if it has none, or is somebody else's. */
  public Optional<KeptTraining> find(Owner owner, String network) {
    return database.read(handle -> find(handle, network))
        .filter(found -> found.owner().equals(owner));
  }

  static Optional<KeptTraining> find(Handle handle, String network) {
    return handle.createQuery(SELECT).bind("network", network)
        .map((row, _) -> training(row)).findOne();
  }

  private static KeptTraining training(ResultSet row) throws SQLException {
    String taken = row.getString("taken");
    return new KeptTraining(row.getString("network_id"), new Owner(row.getString("owner_id")),
        row.getString("id"), row.getLong("token"), NetworkDocument.parse(row.getString("document")),
        row.getLong("seed"), row.getString("plan"),
        State.of(row.getString("state")),
        Wish.of(row.getString("wish")), row.getString("sentence"), row.getInt("step"),
        row.getInt("steps"), taken.matches("\\d{1,9}") ? Integer.parseInt(taken) : -1);
  }

  /** What came of the steps of a network's training, as it was written. */
  public String log(String network) {
    return database.read(handle -> handle
        .createQuery("SELECT log FROM trainings WHERE network_id = :network")
        .bind("network", network)
        .mapTo(String.class)
        .findOne().orElse(""));
  }

  /** All that a training needs to go on, as it was written; empty once it has ended. */
  public Optional<byte[]> checkpoint(String network) {
    return database.read(handle -> handle
        .createQuery("SELECT checkpoint FROM trainings WHERE network_id = :network")
        .bind("network", network)
        .mapTo(byte[].class)
        .findOne().filter(bytes -> bytes.length > 0));
  }

  /**
   * Begins a training of a network as it is now, in place of its last one; a server is to take it up.
   *
   * @throws Refusal 422 if its owner trains too many networks, or keeps too much
   */
  public KeptTraining begin(
      Owner owner, KeptNetwork kept, String plan, int steps, String log, byte[] checkpoint) {
    String id = Ids.unguessable();
    return database.write(handle -> {
      refuseTooMany(handle, owner, kept.id());
      handle.createUpdate("DELETE FROM trainings WHERE network_id = :network")
          .bind("network", kept.id())
          .execute();
      handle.createUpdate("""
          INSERT INTO trainings (network_id, owner_id, id, token, server, beat, document, seed, began,
            version, shown, plan, state, wish, sentence, step, steps, log, checkpoint, bytes)
          VALUES (:network, :owner, :id, 0, '', 0, :document, :seed, :began, 0, -1, :plan, 'running',
            'run', '', 0, :steps, :log, :checkpoint, 0)
          """)
          .bind("network", kept.id())
          .bind("owner", owner.id())
          .bind("id", id)
          .bind("document", NetworkDocument.write(kept.network()))
          .bind("seed", kept.seed())
          .bind("began", kept.version().number())
          .bind("plan", plan)
          .bind("steps", steps)
          .bind("log", log)
          .bind("checkpoint", checkpoint)
          .execute();
      MomentStore.insert(handle, kept.id(), 0, kept.own(), 0, 0, 0);
      WeightStore.sweep(handle, owner);
      weigh(handle, kept.id());
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      return find(handle, kept.id()).orElseThrow();
    });
  }

  /**
   * Whether its owner may train that network now.
   *
   * @throws Refusal 422 if they train too many others
   */
  public void requirePlace(Owner owner, String network) {
    database.read(handle -> {
      refuseTooMany(handle, owner, network);
      return network;
    });
  }

  private static void refuseTooMany(Handle handle, Owner owner, String network) {
    int running = handle.createQuery("""
        SELECT count(*) FROM trainings t JOIN networks n ON n.id = t.network_id
        WHERE t.owner_id = :owner AND t.state = 'running' AND t.network_id <> :network
          AND n.deleted_at IS NULL
        """)
        .bind("owner", owner.id())
        .bind("network", network)
        .mapTo(Integer.class)
        .one();
    if (running >= MOST_RUNNING) {
      throw Refusal.overLimit("trainings_per_person", "You train " + running
          + " networks already, as many as there may be at a time; pause or stop one first.");
    }
  }

  /** Notes what the row and its moments take, beside the tensors. */
  static void weigh(Handle handle, String network) {
    handle.createUpdate("""
        UPDATE trainings SET bytes = octet_length(document) + octet_length(plan)
          + octet_length(log) + octet_length(checkpoint)
          + (SELECT coalesce(sum(octet_length(weights) + 100), 0) FROM moments
            WHERE network_id = :network)
        WHERE network_id = :network
        """)
        .bind("network", network)
        .execute();
  }

  /** Says what is wanted of a training that is running; false if it is not. */
  public boolean wish(Owner owner, String network, Wish wish) {
    return database.write(handle -> handle.createUpdate("""
        UPDATE trainings SET wish = :wish
        WHERE network_id = :network AND owner_id = :owner AND state = 'running'
        """)
        .bind("wish", wish.word())
        .bind("network", network)
        .bind("owner", owner.id())
        .execute() == 1);
  }

  /**
   * Lets a training that is paused go on, for which a server has to take it up; false if it is not paused.
   *
   * @throws Refusal 422 if its owner trains too many networks
   */
  public boolean resume(Owner owner, String network, Wish wish) {
    return database.write(handle -> {
      refuseTooMany(handle, owner, network);
      return handle.createUpdate("""
          UPDATE trainings SET state = 'running', wish = :wish, sentence = '', server = '', beat = 0
          WHERE network_id = :network AND owner_id = :owner AND state = 'paused'
          """)
          .bind("wish", wish.word())
          .bind("network", network)
          .bind("owner", owner.id())
          .execute() == 1;
    });
  }

  /** Ends a training that is paused, at its last moment; false if it is not paused. */
  public boolean end(Owner owner, String network) {
    return database.write(handle -> {
      boolean ends = handle.createUpdate("""
          UPDATE trainings SET state = 'done', sentence = ''
          WHERE network_id = :network AND owner_id = :owner AND state = 'paused'
          """)
          .bind("network", network)
          .bind("owner", owner.id())
          .execute() == 1;
      if (ends) {
        forget(handle, network);
      }
      return ends;
    });
  }

  /** Lets go of what a training that has ended would need to go on. */
  static void forget(Handle handle, String network) {
    handle.createUpdate("UPDATE trainings SET checkpoint = :nothing WHERE network_id = :network")
        .bind("nothing", new byte[0])
        .bind("network", network)
        .execute();
    weigh(handle, network);
  }
}
