package fovea.server.storage;

import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The moments of trainings: the weights behind some of their steps, and the versions made of them. Thread-safe. */
public final class MomentStore {

  private final Database database;

  public MomentStore(Database database) {
    this.database = database;
  }

  /** The steps whose weights are kept, upwards. */
  public List<Integer> steps(String network) {
    return database.read(handle -> handle
        .createQuery("SELECT step FROM moments WHERE network_id = :network ORDER BY step")
        .bind("network", network)
        .mapTo(Integer.class)
        .list());
  }

  /** The weights of a training behind a step, if they are kept. */
  public Optional<OwnWeights> find(String network, int step) {
    return database.read(handle -> find(handle, network, step));
  }

  private static Optional<OwnWeights> find(Handle handle, String network, int step) {
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
        .filter(_ -> TrainingStore.find(handle, network).isPresent())
        .map(_ -> {
          OwnWeights own = find(handle, network, step).orElseThrow(() -> Refusal.notFound(
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

  static void insert(Handle handle, String network, int step, OwnWeights own, double loss,
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
    Network document = TrainingStore.find(handle, network).orElseThrow().document();
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
