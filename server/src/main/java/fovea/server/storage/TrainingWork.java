package fovea.server.storage;

import fovea.server.storage.KeptTraining.State;
import fovea.server.storage.KeptTraining.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which server works at which training: it says now and then that it still does, and another one takes up what
 * has not been heard of for a while. What a server keeps counts only as long as nobody else has taken the
 * training up. Thread-safe.
 */
public final class TrainingWork {

  /** A server that was not heard of for so long is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Database database;

  /** What this server is called among those that share the database. */
  private final String server = Ids.unguessable();

  public TrainingWork(Database database) {
    this.database = database;
  }

  /** Takes up the training of a network if it is running and nobody works at it. */
  public Optional<KeptTraining> takeUp(String network) {
    return database.write(handle -> takeUp(handle, network));
  }

  /** Takes up any training that is running and that nobody works at; empty if there is none. */
  public Optional<KeptTraining> takeUpAny() {
    Optional<String> left = database.read(handle -> handle.createQuery("""
        SELECT t.network_id FROM trainings t JOIN networks n ON n.id = t.network_id
        WHERE t.state = 'running' AND t.beat < :gone AND n.deleted_at IS NULL
        ORDER BY t.beat, t.network_id LIMIT 1
        """)
        .bind("gone", Instant.now().minus(PATIENCE).toEpochMilli())
        .mapTo(String.class)
        .findOne());
    return left.flatMap(this::takeUp);
  }

  private Optional<KeptTraining> takeUp(Handle handle, String network) {
    boolean isFree = handle.createUpdate("""
        UPDATE trainings SET server = :server, beat = :now, token = token + 1
        WHERE network_id = :network AND state = 'running' AND beat < :gone
        """)
        .bind("server", server)
        .bind("now", Instant.now().toEpochMilli())
        .bind("gone", Instant.now().minus(PATIENCE).toEpochMilli())
        .bind("network", network)
        .execute() == 1;
    return isFree ? TrainingStore.find(handle, network) : Optional.empty();
  }

  /** Says that this server still works at the trainings of these networks. */
  public void beat(List<String> networks) {
    if (networks.isEmpty()) {
      return;
    }
    database.change(handle -> handle.createUpdate("""
        UPDATE trainings SET beat = :now
        WHERE server = :server AND state = 'running' AND network_id IN (<networks>)
        """)
        .bind("now", Instant.now().toEpochMilli())
        .bind("server", server)
        .bindList("networks", networks)
        .execute());
  }

  /** What is wanted of the trainings that this server works at, by network: of one that was deleted, its end. */
  public Map<String, Wish> wishes() {
    return database.read(handle -> handle.createQuery("""
        SELECT t.network_id, CASE WHEN n.deleted_at IS NULL THEN t.wish ELSE 'stop' END AS wish
        FROM trainings t JOIN networks n ON n.id = t.network_id
        WHERE t.state = 'running' AND t.server = :server
        """)
        .bind("server", server)
        .<Map<String, Wish>>reduceResultSet(new HashMap<>(), (wishes, row, _) -> {
          wishes.put(row.getString("network_id"), Wish.of(row.getString("wish")));
          return wishes;
        }));
  }

  /** Leaves the trainings that this server works at to the others, at once. */
  public void leave() {
    database.change(handle -> handle.createUpdate(
        "UPDATE trainings SET beat = 0, server = '' WHERE server = :server")
        .bind("server", server)
        .execute());
  }

  /**
   * Keeps how far a training is, unless somebody else has taken it up meanwhile.
   *
   * @param training as it was taken up
   * @param checkpoint all that it needs to go on; nothing if it has ended
   * @param moment weights that are to stay, to which the network moves if it is still the training's; null
   *     for none
   * @return whether it goes on here: not if it has ended, or waits, or is another server's by now
   * @throws fovea.server.http.Refusal 422 if its owner would keep too much
   */
  public boolean keep(KeptTraining training, State state, String sentence, int step, String log,
      byte[] checkpoint, @Nullable Learned moment) {
    return database.write(handle -> {
      boolean isOurs = handle.createUpdate("""
          UPDATE trainings SET sentence = :sentence, step = :step, log = :log,
            checkpoint = :checkpoint,
            state = CASE WHEN :state = 'paused' AND wish = 'run' THEN 'running' ELSE :state END, wish = CASE WHEN :state = 'running' THEN wish ELSE 'run' END
          WHERE network_id = :network AND id = :id AND token = :token AND state = 'running'
          """)
          .bind("state", state.word())
          .bind("sentence", sentence)
          .bind("step", step)
          .bind("log", log)
          .bind("checkpoint", checkpoint)
          .bind("network", training.network())
          .bind("id", training.id())
          .bind("token", training.token())
          .execute() == 1;
      if (isOurs) {
        if (moment != null && NetworkStore.find(handle, training.owner(), training.network())
            .isPresent()) {
          keep(handle, training, step, moment);
        }
        TrainingStore.weigh(handle, training.network());
        SpaceStore.fit(handle, training.owner(), database.limits().visitorBytes());
      }
      return isOurs && TrainingStore.find(handle, training.network())
          .filter(kept -> kept.state() == State.RUNNING).isPresent();
    });
  }

  /** Lets a training wait where it was kept last, for a reason; it is nobody's then. */
  public void pause(KeptTraining training, String sentence) {
    database.change(handle -> end(handle, training, State.PAUSED, sentence));
  }

  /** Ends a training that cannot go on, for a reason. */
  public void lose(KeptTraining training, String sentence) {
    database.change(handle -> {
      if (end(handle, training, State.LOST, sentence)) {
        TrainingStore.forget(handle, training.network());
      }
    });
  }

  private static boolean end(
      Handle handle, KeptTraining training, State state, String sentence) {
    return handle.createUpdate("""
        UPDATE trainings SET state = :state, sentence = :sentence, wish = 'run'
        WHERE network_id = :network AND id = :id AND token = :token AND state = 'running'
        """)
        .bind("state", state.word())
        .bind("sentence", sentence)
        .bind("network", training.network())
        .bind("id", training.id())
        .bind("token", training.token())
        .execute() == 1;
  }

  private static void keep(Handle handle, KeptTraining training, int step, Learned moment) {
    OwnWeights own = OwnWeights.of(moment.numbers());
    WeightStore.keep(handle, training.owner(), moment.numbers(), own);
    MomentStore.insert(handle, training.network(), step, own, moment.loss(),
        moment.accuracy(), moment.validationAccuracy());
    MomentStore.move(handle, training.network(), step, own, moment.classes(), false);
  }
}
