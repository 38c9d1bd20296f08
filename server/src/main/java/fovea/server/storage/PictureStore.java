package fovea.server.storage;

import fovea.server.http.Owner;
import fovea.server.picture.Picture;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps uploaded pictures as PNG files without metadata, each its owner's alone, and only the last
 * few that no network looks at. Thread-safe.
 */
public final class PictureStore {

  /** No network shows more of a picture; a photograph of this size has a few megabytes. */
  private static final int LONGEST_SIDE = 2_048;

  /** So many steps of undoing find their picture again. */
  private static final int MAX_UNUSED = 40;

  private final Database database;

  public PictureStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps a picture, made smaller if a side is longer than 2,048 pixels; answers its id.
   *
   * @throws fovea.server.http.Refusal 422 when its owner keeps too much
   */
  public String keep(Owner owner, Picture picture) {
    Picture kept = picture.within(LONGEST_SIDE);
    byte[] png = kept.png();
    String id = Ids.unguessable();
    Instant now = Instant.now();
    database.change(handle -> {
      OwnerStore.add(handle, owner, now);
      handle.createUpdate("""
          INSERT INTO pictures (id, owner_id, width, height, png, created_at, bytes)
          VALUES (:id, :owner, :width, :height, :png, :now, :bytes)
          """)
          .bind("id", id)
          .bind("owner", owner.id())
          .bind("width", kept.width())
          .bind("height", kept.height())
          .bind("png", png)
          .bind("now", now.toEpochMilli())
          .bind("bytes", png.length)
          .execute();
      handle.createUpdate("""
          DELETE FROM pictures WHERE id IN (
            SELECT id FROM pictures
            WHERE owner_id = :owner AND 'picture:' || id NOT IN
              (SELECT v.picture FROM networks n
                JOIN versions v ON v.network_id = n.id AND v.number = n.version
                WHERE n.owner_id = :owner)
            ORDER BY created_at DESC, id LIMIT 1000 OFFSET :most)
          """)
          .bind("owner", owner.id())
          .bind("most", MAX_UNUSED)
          .execute();
      SpaceStore.fit(handle, owner, database.limits().visitorBytes());
    });
    return id;
  }

  /** The owner's picture of that id; somebody else's is not found. */
  public Optional<Picture> find(Owner owner, String id) {
    return png(owner, id).map(Picture::ofPng);
  }

  /** The same as the PNG file that it is kept as. */
  public Optional<byte[]> png(Owner owner, String id) {
    return database.read(
        handle -> handle.createQuery(
            "SELECT png FROM pictures WHERE id = :id AND owner_id = :owner")
            .bind("id", id)
            .bind("owner", owner.id())
            .map((row, _) -> row.getBytes("png"))
            .findOne());
  }
}
