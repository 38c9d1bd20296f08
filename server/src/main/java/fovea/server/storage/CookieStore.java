package fovea.server.storage;

import fovea.server.http.Cookies;
import fovea.server.http.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** Keeps which cookies were replaced by which. Thread-safe. */
public final class CookieStore implements Cookies {

  /** What this server has read lately, so that not every request asks; another server may know better. */
  private static final Duration LATELY = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final Database database;
  private final Map<String, Read> remembered = new ConcurrentHashMap<>();

  public CookieStore(Database database) {
    this.database = database;
  }

  private record Read(Optional<Held> held, Instant at) {}

  private record Row(Held held, String previous) {}

  @Override
  public Optional<Held> held(String cookie) {
    Instant now = Instant.now();
    Read last = remembered.get(cookie);
    if (last != null && Duration.between(last.at, now).compareTo(LATELY) < 0) {
      return last.held;
    }
    Optional<Row> row = database.read(handle -> row(handle, cookie));
    row.filter(found -> !found.previous.isEmpty()).ifPresent(found -> retire(cookie, found, now));
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(cookie, new Read(row.map(Row::held), now));
    return row.map(Row::held);
  }

  private static Optional<Row> row(Handle handle, String cookie) {
    return handle.createQuery(
        "SELECT owner_id, previous, retired_at FROM cookies WHERE digest = :cookie")
        .bind("cookie", cookie)
        .map((row, _) -> new Row(new Held(new Owner(row.getString("owner_id")),
            Optional.of(row.getLong("retired_at")).filter(at -> at > 0).map(Instant::ofEpochMilli)),
            row.getString("previous")))
        .findOne();
  }

  private void retire(String cookie, Row row, Instant now) {
    database.change(handle -> {
      handle.createUpdate("UPDATE cookies SET previous = '' WHERE digest = :cookie")
          .bind("cookie", cookie)
          .execute();
      handle.createUpdate("""
          INSERT INTO cookies (digest, owner_id, previous, retired_at)
          VALUES (:previous, :owner, '', :now)
          ON CONFLICT (digest) DO UPDATE SET retired_at = excluded.retired_at
          """)
          .bind("previous", row.previous)
          .bind("owner", row.held.owner().id())
          .bind("now", now.toEpochMilli())
          .execute();
    });
    remembered.remove(row.previous);
  }

  @Override
  public void replace(Owner owner, String cookie, String fresh) {
    database.change(handle -> handle.createUpdate("""
        INSERT INTO cookies (digest, owner_id, previous, retired_at)
        VALUES (:fresh, :owner, :cookie, 0)
        ON CONFLICT (digest) DO NOTHING
        """)
        .bind("fresh", fresh)
        .bind("owner", owner.id())
        .bind("cookie", cookie)
        .execute());
  }
}
