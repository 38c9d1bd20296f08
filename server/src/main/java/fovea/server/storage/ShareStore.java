package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps frozen copies of networks with their pictures, for whoever has the address. A copy has an
 * owner of its own, so that it needs nothing of its sharer and nobody can change it. Thread-safe.
 */
public final class ShareStore {

  private static final int MAX_SHARES = 200;

  private final Database database;

  public ShareStore(Database database) {
    this.database = database;
  }

  /** Who owns what is shared under that id; no visitor's id has a colon. */
  public static Owner ownerOf(String share) {
    return new Owner("share:" + share);
  }

  /**
   * Freezes the owner's network as it is now; the same version again has the same id. Empty if there
   * is no such network.
   *
   * @throws Refusal 422 when its owner shares too much
   */
  public Optional<String> share(Owner sharer, String id) {
    return database.write(handle -> NetworkStore.find(handle, sharer, id)
        .map(kept -> known(handle, sharer, kept).orElseGet(() -> {
          String share = freeze(handle, sharer, kept);
          SpaceStore.fit(handle, sharer, database.limits().visitorBytes());
          return share;
        })));
  }

  /** The id under which the network is shared as it is now, if it is. */
  public Optional<String> known(Owner sharer, KeptNetwork kept) {
    return database.read(handle -> known(handle, sharer, kept));
  }

  /** How many frozen copies of the network there are, of whatever version. */
  public int count(Owner sharer, String id) {
    return database.read(handle -> ids(handle, sharer, id).size());
  }

  /** Takes back all frozen copies of a network: nobody finds them any more. What was forked stays. */
  public void withdraw(Owner sharer, String id) {
    database.change(handle -> ids(handle, sharer, id)
        .forEach(share -> OwnerStore.delete(handle, ownerOf(share))));
  }

  private static List<String> ids(Handle handle, Owner sharer, String id) {
    return handle.createQuery(
        "SELECT network_id FROM shares WHERE sharer_id = :sharer AND source_id = :id")
        .bind("sharer", sharer.id())
        .bind("id", id)
        .mapTo(String.class)
        .list();
  }

  private static Optional<String> known(Handle handle, Owner sharer, KeptNetwork kept) {
    return handle.createQuery("""
        SELECT network_id FROM shares
        WHERE sharer_id = :sharer AND source_id = :id AND source_version = :version
        """)
        .bind("sharer", sharer.id())
        .bind("id", kept.id())
        .bind("version", kept.version().number())
        .mapTo(String.class)
        .findOne();
  }

  private static String freeze(Handle handle, Owner sharer, KeptNetwork kept) {
    refuseTooMany(handle, sharer);
    Instant now = Instant.now();
    String share = Ids.unguessable();
    Owner owner = ownerOf(share);
    OwnerStore.add(handle, owner, now);
    NetworkStore.insert(handle, owner, share, copied(handle, sharer, owner, kept.state()));
    handle.createUpdate("""
        INSERT INTO shares (network_id, sharer_id, source_id, source_version, created_at)
        VALUES (:share, :sharer, :id, :version, :now)
        """)
        .bind("share", share)
        .bind("sharer", sharer.id())
        .bind("id", kept.id())
        .bind("version", kept.version().number())
        .bind("now", now.toEpochMilli())
        .execute();
    return share;
  }

  private static void refuseTooMany(Handle handle, Owner sharer) {
    int count = handle.createQuery("SELECT count(*) FROM shares WHERE sharer_id = :sharer")
        .bind("sharer", sharer.id())
        .mapTo(Integer.class)
        .one();
    if (count >= MAX_SHARES) {
      throw Refusal.overLimit("shares_per_person", "You share " + count
          + " networks, as many as there may be; send the document in place of a link.");
    }
  }

  /**
   * Makes what is shared a visitor's own, with its picture; empty if there is no such share.
   *
   * @throws Refusal 422 when the visitor keeps too many networks
   */
  public Optional<KeptNetwork> fork(Owner visitor, String share) {
    return database.write(handle -> {
      Owner owner = ownerOf(share);
      return NetworkStore.find(handle, owner, share).map(frozen -> {
        String id = copy(handle, owner, frozen, visitor);
        SpaceStore.fit(handle, visitor, database.limits().visitorBytes());
        return NetworkStore.find(handle, visitor, id).orElseThrow();
      });
    });
  }

  /**
   * Makes a copy of a network somebody else's, with its picture, its weights and the task that it was
   * started for; answers its id.
   *
   * @throws Refusal 422 when they keep too many
   */
  static String copy(Handle handle, Owner from, KeptNetwork kept, Owner to) {
    OwnerStore.add(handle, to, Instant.now());
    NetworkStore.refuseTooMany(handle, to);
    return copyOf(handle, from, kept, to);
  }

  /** The same for an owner who is there, however many they keep. */
  static String copyOf(Handle handle, Owner from, KeptNetwork kept, Owner to) {
    String id = Ids.unguessable();
    NetworkStore.insert(handle, to, id, copied(handle, from, to, kept.state()));
    // Its own: the task of a room stays in the room.
    handle.createUpdate("""
        UPDATE networks SET task = (SELECT task FROM networks WHERE id = :kept) WHERE id = :id
        """)
        .bind("kept", kept.id())
        .bind("id", id)
        .execute();
    kept.outcome().ifPresent(outcome -> VersionStore.noteOutcome(handle, id, 1, outcome));
    return id;
  }

  /** The same state for somebody else, to whom it brings its picture and its weights along. */
  private static NetworkState copied(Handle handle, Owner from, Owner to, NetworkState state) {
    WeightStore.copy(handle, from, to, state.own());
    PictureChoice picture = state.picture();
    if (!(picture.source() instanceof PictureSource.Kept(String old))) {
      return state;
    }
    String copy = Ids.unguessable();
    int copies = handle.createUpdate("""
        INSERT INTO pictures (id, owner_id, width, height, png, created_at, bytes)
        SELECT :copy, :to, width, height, png, :now, bytes FROM pictures
        WHERE id = :old AND owner_id = :from
        """)
        .bind("copy", copy)
        .bind("to", to.id())
        .bind("now", Instant.now().toEpochMilli())
        .bind("old", old)
        .bind("from", from.id())
        .execute();
    PictureSource source = copies == 1
        ? new PictureSource.Kept(copy)
        : PictureChoice.STARTER.source();
    return state.with(
        new PictureChoice(source, picture.fit(), picture.normalisation(), picture.steps()));
  }
}
