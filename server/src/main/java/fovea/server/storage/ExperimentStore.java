package fovea.server.storage;

import fovea.engine.experiment.Result;
import fovea.engine.experiment.Row;
import fovea.server.http.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what experiments have brought, for everybody and by their keys, and which of them are asked for and
 * not done yet. Of several servers each does another one; who has not been heard of for a while loses it.
 * Thread-safe.
 */
public final class ExperimentStore {

  /** A server says that it is there more often than that. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  private final Database database;

  public ExperimentStore(Database database) {
    this.database = database;
  }

  /** The numbers that there are by now. */
  public Result result(String experiment) {
    return new Result(database.read(handle -> handle.createQuery("""
        SELECT arm, seed, measure, number FROM experiment_rows WHERE experiment = :experiment
        ORDER BY arm, seed, measure
        """)
        .bind("experiment", experiment)
        .map((row, _) -> new Row(row.getString("arm"), row.getInt("seed"),
            row.getString("measure"), row.getDouble("number")))
        .list()));
  }

  /** Keeps what a trial has brought; does nothing where another server was faster: it is the same. */
  public void add(String experiment, List<Row> rows) {
    database.change(handle -> rows.forEach(row -> handle.createUpdate("""
        INSERT INTO experiment_rows (experiment, arm, seed, measure, number)
        VALUES (:experiment, :arm, :seed, :measure, :number) ON CONFLICT DO NOTHING
        """)
        .bind("experiment", experiment)
        .bind("arm", row.arm())
        .bind("seed", row.seed())
        .bind("measure", row.measure())
        .bind("number", row.value())
        .execute()));
  }

  /** Keeps the trained weights of an arm. */
  public void addWeights(String experiment, String arm, byte[] file) {
    database.change(handle -> handle.createUpdate("""
        INSERT INTO experiment_weights (experiment, arm, file)
        VALUES (:experiment, :arm, :file) ON CONFLICT DO NOTHING
        """)
        .bind("experiment", experiment)
        .bind("arm", arm)
        .bind("file", file)
        .execute());
  }

  /** The trained weights of an arm, as they were added. */
  public Optional<byte[]> weights(String experiment, String arm) {
    return database.read(handle -> handle.createQuery(
        "SELECT file FROM experiment_weights WHERE experiment = :experiment AND arm = :arm")
        .bind("experiment", experiment)
        .bind("arm", arm)
        .map((row, _) -> row.getBytes("file"))
        .findOne());
  }

  /** Asks for an experiment; does nothing if somebody has. */
  public void ask(String experiment, Owner owner) {
    database.change(handle -> handle.createUpdate("""
        INSERT INTO experiments_asked (experiment, owner_id, asked_at, server, beat)
        VALUES (:experiment, :owner, :now, '', 0) ON CONFLICT DO NOTHING
        """)
        .bind("experiment", experiment)
        .bind("owner", owner.id())
        .bind("now", Instant.now().toEpochMilli())
        .execute());
  }

  /** Who has asked for it; empty if nobody waits for it. */
  public Optional<Owner> askedBy(String experiment) {
    return database.read(handle -> handle.createQuery(
        "SELECT owner_id FROM experiments_asked WHERE experiment = :experiment")
        .bind("experiment", experiment)
        .mapTo(String.class)
        .findOne()
        .map(Owner::new));
  }

  /** Ends it, done or not: nobody waits for it any more. */
  public void end(String experiment) {
    database.change(handle -> handle.createUpdate(
        "DELETE FROM experiments_asked WHERE experiment = :experiment")
        .bind("experiment", experiment)
        .execute());
  }

  /**
   * The next one for a server: what it does already, or what was asked for first and nobody does.
   *
   * @param known those that it can do; another version of Fovea has others
   */
  public Optional<String> take(String server, List<String> known) {
    long now = Instant.now().toEpochMilli();
    if (database.read(handle -> next(handle, server, known, now)).isEmpty()) {
      return Optional.empty();
    }
    return database.write(handle -> {
      Optional<String> next = next(handle, server, known, now);
      next.ifPresent(experiment -> handle.createUpdate("""
          UPDATE experiments_asked SET server = :server, beat = :now WHERE experiment = :experiment
          """)
          .bind("server", server)
          .bind("now", now)
          .bind("experiment", experiment)
          .execute());
      return next;
    });
  }

  private static Optional<String> next(
      Handle handle, String server, List<String> known, long now) {
    return handle.createQuery("""
        SELECT experiment FROM experiments_asked
        WHERE (server = :server OR beat < :silent) AND experiment IN (<known>)
        ORDER BY CASE WHEN server = :server THEN 0 ELSE 1 END, asked_at, experiment LIMIT 1
        """)
        .bindList("known", known)
        .bind("server", server)
        .bind("silent", now - SILENCE.toMillis())
        .mapTo(String.class)
        .findOne();
  }

  /** Says that a server still does it; false if it is no longer its to do. */
  public boolean beat(String experiment, String server) {
    return database.write(handle -> handle.createUpdate("""
        UPDATE experiments_asked SET beat = :now WHERE experiment = :experiment AND server = :server
        """)
        .bind("now", Instant.now().toEpochMilli())
        .bind("experiment", experiment)
        .bind("server", server)
        .execute() == 1);
  }
}
