package fovea.server.storage;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The trainings of networks as their owners see them: what each has come to, its moments, and what is wanted of
 * it. Which server works at it is {@link TrainingWork}'s business. Thread-safe.
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
      insertMoment(handle, kept.id(), 0, kept.own(), 0, 0, 0);
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

  static void insertMoment(Handle handle, String network, int step, OwnWeights own, double loss,
      double accuracy, double validationAccuracy) {
    handle.createUpdate("""
        INSERT INTO moments (network_id, step, weights, loss, accuracy, validation_accuracy)
        VALUES (:network, :step, :weights, :loss, :accuracy, :validation) ON CONFLICT DO NOTHING
        """)
        .bind("network", network)
        .bind("step", step)
        .bind("weights", own.write())
        .bind("loss", loss)
        .bind("accuracy", accuracy)
        .bind("validation", validationAccuracy)
        .execute();
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

  /** The steps whose weights are kept, upwards. */
  public List<Integer> moments(String network) {
    return database.read(handle -> handle
        .createQuery("SELECT step FROM moments WHERE network_id = :network ORDER BY step")
        .bind("network", network)
        .mapTo(Integer.class)
        .list());
  }

  /** The weights of a training behind a step, if they are kept. */
  public Optional<OwnWeights> moment(String network, int step) {
    return database.read(handle -> moment(handle, network, step));
  }

  private static Optional<OwnWeights> moment(Handle handle, String network, int step) {
    return handle.createQuery(
        "SELECT weights FROM moments WHERE network_id = :network AND step = :step")
        .bind("network", network)
        .bind("step", step)
        .mapTo(String.class)
        .findOne().map(OwnWeights::parse);
  }

  /**
   * Gives the network the weights of a moment, as a version beside the one that holds the training's weights now.
   * With those of the last moment it follows the training again, with others it stays.
   *
   * @param classes the names of what the training tells apart
   * @return the network; empty if there is none, or it has no training
   * @throws Refusal 404 if that moment is not kept
   */
  public Optional<KeptNetwork> take(Owner owner, String network, int step, List<String> classes) {
    return database.write(handle -> NetworkStore.find(handle, owner, network)
        .filter(_ -> find(handle, network).isPresent())
        .map(_ -> {
          OwnWeights own = moment(handle, network, step).orElseThrow(() -> Refusal.notFound(
              "The weights of step " + step + " are not kept."));
          move(handle, network, step, own, classes, true);
          handle.createUpdate("""
              UPDATE trainings SET shown = CASE WHEN :step =
                (SELECT max(step) FROM moments WHERE network_id = :network) THEN -1 ELSE :step END
              WHERE network_id = :network
              """)
              .bind("step", step)
              .bind("network", network)
              .execute();
          SpaceStore.fit(handle, owner, database.limits().visitorBytes());
          return NetworkStore.find(handle, owner, network).orElseThrow();
        }));
  }

  /**
   * Moves the network to the weights of a moment: as long as nothing else was done to it, undoing that is one step,
   * back to where the training began. If it is at something else, they come behind that if somebody asks for them.
   */
  static void move(Handle handle, String network, int step, OwnWeights own, List<String> classes,
      boolean isAskedFor) {
    Place place = place(handle, network);
    boolean isOwn = place.head == (place.version == 0 ? place.began : place.version)
        || (isAskedFor && place.head == place.began);
    if (!isAskedFor && (!isOwn || place.shown >= 0)) {
      return;
    }
    int parent = isOwn ? place.began : place.head;
    NetworkState before = VersionStore.state(handle, network, place.head).orElseThrow();
    Network document = find(handle, network).orElseThrow().document();
    Set<String> layers = document.nodes().stream().map(Node::id).collect(Collectors.toSet());
    Change change = new Change.Trained(step, layers, own, classes);
    int number = VersionStore.append(
        handle, network, parent, change.what(), change.subject(), change.applyTo(before));
    VersionStore.point(handle, network, number, before.network().name());
    if (isOwn) {
      handle.createUpdate("""
          DELETE FROM versions
          WHERE network_id = :network AND number = :version AND label IS NULL
          """)
          .bind("network", network)
          .bind("version", place.version)
          .execute();
    }
    handle.createUpdate("""
        UPDATE trainings SET began = :began, version = :version WHERE network_id = :network
        """)
        .bind("began", parent)
        .bind("version", number)
        .bind("network", network)
        .execute();
  }

  /** Where a training and its network stand. */
  private record Place(int began, int version, int shown, int head) {}

  private static Place place(Handle handle, String network) {
    return handle.createQuery("""
        SELECT t.began, t.version, t.shown, n.version AS head
        FROM trainings t JOIN networks n ON n.id = t.network_id WHERE n.id = :network
        """)
        .bind("network", network)
        .map((row, _) -> new Place(row.getInt("began"), row.getInt("version"),
            row.getInt("shown"), row.getInt("head")))
        .one();
  }
}
