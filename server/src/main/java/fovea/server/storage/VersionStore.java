package fovea.server.storage;

import fovea.engine.exercise.Outcome;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import fovea.server.picture.Step;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The history of each network: an append-only list of versions, and the one that the network points
 * at. Undo moves the pointer to the version that the present one came from, redo to the last that
 * came of it; whatever is changed then becomes a branch of its own, and nothing is ever overwritten.
 * Thread-safe.
 */
public final class VersionStore {

  /** Twice what anybody undoes; a version of a deep network has 40 kB. Named ones stay. */
  private static final int MAX_UNNAMED = 400;

  private static final int MAX_NAMED = 50;
  private static final int LISTED = 60;

  /** Layers in the networks that are kept beside their documents; each has some hundred bytes. */
  private static final long REMEMBERED_LAYERS = 20_000;

  private static final Recent<String, Network> READ = new Recent<>(
      REMEMBERED_LAYERS, network -> 1 + network.nodes().size(), NetworkDocument::parse);

  private final Database database;

  public VersionStore(Database database) {
    this.database = database;
  }

  /**
   * Makes a change to the network as it is now; empty if there is no such network.
   *
   * @throws Refusal 404 if the change is about a layer that is gone, 422 over a limit on weights or on
   *     what their owner keeps
   * @throws fovea.engine.format.DocumentTooLarge if the network would have too many layers
   */
  public Optional<KeptNetwork> change(Owner owner, String id, Change change) {
    return database.write(handle -> NetworkStore.find(handle, owner, id).map(before -> {
      NetworkState after = change.applyTo(before.state());
      if (after.equals(before.state())) {
        return before;
      }
      // What is kept must be readable again: the format's limits hold for edits too.
      READ.of(NetworkDocument.write(after.network()));
      switch (change) {
        case Change.SetWeights(var numbers) ->
          WeightStore.keep(handle, owner, numbers, after.own());
        case Change.LoadWeights(var numbers, var _) ->
          WeightStore.keep(handle, owner, numbers, after.own());
        case Change.Edited _, Change.Input _, Change.Look _, Change.ResetWeights _, Change.Trained _, Change.Restore _ -> {
          // Brings no numbers.
        }
      }
      int number = append(handle, id, before.version().number(), change.what(),
          change.subject(), after);
      point(handle, id, number, after.network().name());
      forget(handle, id);
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
      return NetworkStore.find(handle, owner, id).orElseThrow();
    }));
  }

  /** Adds a state behind the version that it comes from; answers its number. */
  static int append(
      Handle handle, String id, int parent, String what, String subject, NetworkState state) {
    PictureChoice picture = state.picture();
    String document = NetworkDocument.write(state.network());
    String weights = state.own().write();
    String steps = Step.write(picture.steps());
    String classes = state.classLines();
    int number = handle.createQuery(
        "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE network_id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .one();
    handle.createUpdate("""
        INSERT INTO versions (network_id, number, parent, what, subject, document, seed, weights,
          picture, fit, normalisation, steps, classes, made_at, bytes)
        VALUES (:id, :number, :parent, :what, :subject, :document, :seed, :weights, :picture, :fit,
          :normalisation, :steps, :classes, :now, :bytes)
        """)
        .bind("id", id)
        .bind("number", number)
        .bind("parent", parent)
        .bind("what", what)
        .bind("subject", subject)
        .bind("document", document)
        .bind("seed", state.seed())
        .bind("weights", weights)
        .bind("picture", picture.source().word())
        .bind("fit", picture.fit().word())
        .bind("normalisation", picture.normalisation().word())
        .bind("steps", steps)
        .bind("classes", classes)
        .bind("now", Instant.now().toEpochMilli())
        .bind("bytes", bytes(document) + bytes(weights) + bytes(steps) + bytes(classes))
        .execute();
    return number;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static void point(Handle handle, String id, int number, String name) {
    handle.createUpdate(
        "UPDATE networks SET version = :number, name = :name, updated_at = :now WHERE id = :id")
        .bind("number", number)
        .bind("name", name)
        .bind("now", Instant.now().toEpochMilli())
        .bind("id", id)
        .execute();
    MemberStore.changed(handle, id);
  }

  /** Numbers have gaps where a training has replaced its versions, so it is lines that count. */
  private static void forget(Handle handle, String id) {
    handle.createUpdate("""
        DELETE FROM versions WHERE network_id = :id AND label IS NULL AND number <=
          (SELECT number FROM versions WHERE network_id = :id ORDER BY number DESC
            LIMIT 1 OFFSET :kept)
        """)
        .bind("id", id)
        .bind("kept", MAX_UNNAMED)
        .execute();
  }

  /** One step back; the same network if there is none. Empty if there is no such network. */
  public Optional<KeptNetwork> undo(Owner owner, String id) {
    return step(owner, id, """
        SELECT p.number FROM versions v JOIN versions p
          ON p.network_id = v.network_id AND p.number = v.parent
        WHERE v.network_id = :id AND v.number = :number
        """);
  }

  /** One step forward again; the same network if there is none. */
  public Optional<KeptNetwork> redo(Owner owner, String id) {
    return step(owner, id, """
        SELECT number FROM versions WHERE network_id = :id AND parent = :number
        ORDER BY number DESC LIMIT 1
        """);
  }

  private Optional<KeptNetwork> step(Owner owner, String id, String toWhere) {
    return database.write(handle -> NetworkStore.find(handle, owner, id).map(before -> {
      Optional<Integer> number = handle.createQuery(toWhere)
          .bind("id", id)
          .bind("number", before.version().number())
          .mapTo(Integer.class)
          .findOne();
      number.ifPresent(to -> point(handle, id, to,
          state(handle, id, to).orElseThrow().network().name()));
      return number.isEmpty() ? before : NetworkStore.find(handle, owner, id).orElseThrow();
    }));
  }

  /** The named versions and the last of the others, newest first; empty if it is not the owner's. */
  public List<Version> list(Owner owner, String id) {
    return database.read(
        handle -> handle.createQuery("""
            SELECT number, what, subject, label, made_at FROM versions
            WHERE network_id IN (SELECT id FROM networks WHERE id = :id AND owner_id = :owner)
              AND (label IS NOT NULL OR number IN (SELECT number FROM versions
                WHERE network_id = :id ORDER BY number DESC LIMIT :listed))
            ORDER BY number DESC
            """)
            .bind("id", id)
            .bind("owner", owner.id())
            .bind("listed", LISTED)
            .map((row, _) -> version(row))
            .list());
  }

  /** What the owner's network was in that version. */
  public Optional<NetworkState> state(Owner owner, String id, int number) {
    return database.read(handle -> NetworkStore.find(handle, owner, id)
        .flatMap(_ -> state(handle, id, number)));
  }

  static Optional<NetworkState> state(Handle handle, String id, int number) {
    return handle.createQuery("""
        SELECT document, seed, weights, picture, fit, normalisation, steps, classes FROM versions
        WHERE network_id = :id AND number = :number
        """)
        .bind("id", id)
        .bind("number", number)
        .map((row, _) -> state(row))
        .findOne();
  }

  /**
   * Names the version that the owner's network stands at; an empty name takes it away.
   *
   * @throws Refusal 422 when too many have names
   */
  public Optional<KeptNetwork> label(Owner owner, String id, String label) {
    return database.write(handle -> NetworkStore.find(handle, owner, id).map(kept -> {
      int named = handle.createQuery(
          "SELECT count(*) FROM versions WHERE network_id = :id AND label IS NOT NULL")
          .bind("id", id)
          .mapTo(Integer.class)
          .one();
      if (!label.isEmpty() && named >= MAX_NAMED) {
        throw Refusal.overLimit("named_versions", "This network has " + named
            + " named versions, as many as there may be; take a name away first.");
      }
      handle.createUpdate(
          "UPDATE versions SET label = :label WHERE network_id = :id AND number = :number")
          .bind("label", label.isEmpty() ? null : label)
          .bind("id", id)
          .bind("number", kept.version().number())
          .execute();
      return NetworkStore.find(handle, owner, id).orElseThrow();
    }));
  }

  /** Notes what came of a run of that version. */
  static void noteOutcome(Handle handle, String id, int version, Outcome outcome) {
    handle.createUpdate(
        "UPDATE versions SET outcome = :outcome WHERE network_id = :id AND number = :version")
        .bind("outcome", outcome.word())
        .bind("id", id)
        .bind("version", version)
        .execute();
  }

  /** Of a row with {@code number, what, subject, label, made_at}. */
  static Version version(ResultSet row) throws SQLException {
    String label = row.getString("label");
    return new Version(row.getInt("number"), row.getString("what"), row.getString("subject"),
        label == null ? "" : label, Instant.ofEpochMilli(row.getLong("made_at")));
  }

  /** Of a row with {@code document, seed, weights, picture, fit, normalisation, steps, classes}. */
  static NetworkState state(ResultSet row) throws SQLException {
    PictureChoice picture = new PictureChoice(
        PictureSource.of(row.getString("picture")).orElse(PictureChoice.STARTER.source()),
        Fit.of(row.getString("fit")).orElse(PictureChoice.STARTER.fit()),
        Normalisation.of(row.getString("normalisation"))
            .orElse(PictureChoice.STARTER.normalisation()),
        Step.parse(row.getString("steps")));
    return new NetworkState(
        READ.of(row.getString("document")), row.getLong("seed"),
        OwnWeights.parse(row.getString("weights")), picture,
        NetworkState.classes(row.getString("classes")));
  }
}
