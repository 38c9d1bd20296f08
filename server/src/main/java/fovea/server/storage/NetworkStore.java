package fovea.server.storage;

import fovea.engine.format.EditDocument;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps networks, each its owner's alone, and logs every edit in the transaction that makes it.
 * Thread-safe.
 */
public final class NetworkStore {

  private static final int MAX_NETWORKS = 500;
  private static final String COLUMNS = "id, document, seed, picture, fit, normalisation, updated_at";

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
    Instant now = Instant.now();
    KeptNetwork kept = new KeptNetwork(Ids.unguessable(), network, seed, picture, now);
    database.change(handle -> {
      OwnerStore.add(handle, owner, now);
      refuseTooMany(handle, owner);
      handle.createUpdate("""
          INSERT INTO networks
            (id, owner_id, name, document, seed, picture, fit, normalisation, updated_at)
          VALUES (:id, :owner, :name, :document, :seed, :picture, :fit, :normalisation, :now)
          """)
          .bind("id", kept.id())
          .bind("owner", owner.id())
          .bind("name", network.name())
          .bind("document", NetworkDocument.write(network))
          .bind("seed", seed)
          .bind("picture", picture.source().word())
          .bind("fit", picture.fit().word())
          .bind("normalisation", picture.normalisation().word())
          .bind("now", now.toEpochMilli())
          .execute();
    });
    return kept;
  }

  private static void refuseTooMany(Handle handle, Owner owner) {
    int count = handle.createQuery("SELECT count(*) FROM networks WHERE owner_id = :owner")
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

  private static Optional<KeptNetwork> find(Handle handle, Owner owner, String id) {
    return handle.createQuery(
        "SELECT " + COLUMNS + " FROM networks WHERE id = :id AND owner_id = :owner")
        .bind("id", id)
        .bind("owner", owner.id())
        .map((row, _) -> kept(row))
        .findOne();
  }

  /** The network that its owner changed last. */
  public Optional<KeptNetwork> latest(Owner owner) {
    return database.read(
        handle -> handle.createQuery("SELECT " + COLUMNS + """
             FROM networks WHERE owner_id = :owner ORDER BY updated_at DESC, id LIMIT 1
            """)
            .bind("owner", owner.id())
            .map((row, _) -> kept(row))
            .findOne());
  }

  /** All networks of an owner, the one changed last first. */
  public List<NetworkSummary> list(Owner owner) {
    return database.read(
        handle -> handle.createQuery("""
            SELECT id, name, updated_at FROM networks
            WHERE owner_id = :owner ORDER BY updated_at DESC, id
            """)
            .bind("owner", owner.id())
            .map((row, _) -> new NetworkSummary(
                row.getString("id"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("updated_at"))))
            .list());
  }

  /**
   * Applies an edit to the network as it is now, and logs it; empty if there is no such network.
   *
   * @throws Refusal 404 if the edit names a layer that is gone
   * @throws fovea.engine.format.DocumentTooLarge if the network would have too many layers
   */
  public Optional<KeptNetwork> apply(Owner owner, String id, Edit edit) {
    return database.write(handle -> find(handle, owner, id).map(before -> {
      Network network = applied(edit, before.network());
      String document = NetworkDocument.write(network);
      // What is kept must be readable again: the format's limits hold for edits too.
      NetworkDocument.parse(document);
      Instant now = Instant.now();
      handle.createUpdate("""
          UPDATE networks SET name = :name, document = :document, updated_at = :now
          WHERE id = :id AND owner_id = :owner
          """)
          .bind("name", network.name())
          .bind("document", document)
          .bind("now", now.toEpochMilli())
          .bind("id", id)
          .bind("owner", owner.id())
          .execute();
      log(handle, id, edit, now);
      return new KeptNetwork(id, network, before.seed(), before.picture(), now);
    }));
  }

  private static Network applied(Edit edit, Network network) {
    try {
      return edit.applyTo(network);
    } catch (NoSuchElementException gone) {
      throw Refusal.notFound("That layer is not there any more; reload the page.");
    }
  }

  private static void log(Handle handle, String id, Edit edit, Instant now) {
    handle.createUpdate("""
        INSERT INTO edits (network_id, number, edit, made_at)
        SELECT :id, coalesce(max(number), 0) + 1, :edit, :now FROM edits WHERE network_id = :id
        """)
        .bind("id", id)
        .bind("edit", EditDocument.write(edit))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Lets the network look at another picture, or otherwise at the same. */
  public Optional<KeptNetwork> look(Owner owner, String id, PictureChoice picture) {
    return database.write(handle -> {
      handle.createUpdate("""
          UPDATE networks
          SET picture = :picture, fit = :fit, normalisation = :normalisation, updated_at = :now
          WHERE id = :id AND owner_id = :owner
          """)
          .bind("picture", picture.source().word())
          .bind("fit", picture.fit().word())
          .bind("normalisation", picture.normalisation().word())
          .bind("now", Instant.now().toEpochMilli())
          .bind("id", id)
          .bind("owner", owner.id())
          .execute();
      return find(handle, owner, id);
    });
  }

  /** Gives the network other weights. */
  public Optional<KeptNetwork> reseed(Owner owner, String id, long seed) {
    return database.write(handle -> {
      handle.createUpdate("""
          UPDATE networks SET seed = :seed, updated_at = :now
          WHERE id = :id AND owner_id = :owner
          """)
          .bind("seed", seed)
          .bind("now", Instant.now().toEpochMilli())
          .bind("id", id)
          .bind("owner", owner.id())
          .execute();
      return find(handle, owner, id);
    });
  }

  /** Deletes a network with its log; false if there is no such network. */
  public boolean delete(Owner owner, String id) {
    return database.write(
        handle -> handle.createUpdate("DELETE FROM networks WHERE id = :id AND owner_id = :owner")
            .bind("id", id)
            .bind("owner", owner.id())
            .execute() == 1);
  }

  private static KeptNetwork kept(ResultSet row) throws SQLException {
    PictureChoice picture = new PictureChoice(
        PictureSource.of(row.getString("picture")).orElse(PictureChoice.STARTER.source()),
        Fit.of(row.getString("fit")).orElse(PictureChoice.STARTER.fit()),
        Normalisation.of(row.getString("normalisation"))
            .orElse(PictureChoice.STARTER.normalisation()));
    return new KeptNetwork(
        row.getString("id"),
        NetworkDocument.parse(row.getString("document")),
        row.getLong("seed"),
        picture,
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
