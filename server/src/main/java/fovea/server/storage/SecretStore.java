package fovea.server.storage;

import java.security.SecureRandom;
import org.jdbi.v3.core.Handle;

/** Secrets of the server itself, made when they are first needed and kept with its data. Thread-safe. */
public final class SecretStore {

  private static final int BYTES = 32;

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  public SecretStore(Database database) {
    this.database = database;
  }

  /** The key of that name: 256 random bits, the same for as long as the data is kept. */
  public byte[] key(String name) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return database.write(handle -> {
      handle.createUpdate("INSERT INTO keys (name, bytes) VALUES (:name, :bytes)"
          + " ON CONFLICT (name) DO NOTHING")
          .bind("name", name).bind("bytes", fresh).execute();
      return read(handle, name);
    });
  }

  private static byte[] read(Handle handle, String name) {
    return handle.createQuery("SELECT bytes FROM keys WHERE name = :name")
        .bind("name", name).mapTo(byte[].class).one();
  }
}
