package fovea.server.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** Both kinds of database, so that the same tests run on both; a folder has one of each. */
public enum Databases {
  SQLITE {
    @Override
    public Optional<String> url(Path folder) {
      return Optional.empty();
    }

    @Override
    Database open(Path folder, Limits limits) {
      return Database.open(folder, limits);
    }
  },

  POSTGRESQL {
    @Override
    public Optional<String> url(Path folder) {
      return Optional.of(Server.url(folder));
    }

    @Override
    Database open(Path folder, Limits limits) {
      return Database.connect(url(folder).orElseThrow(), limits);
    }
  };

  /** The one that {@code -Dfovea.test.database=postgresql} asks for; SQLite if nothing does. */
  public static final Databases ASKED_FOR = valueOf(
      System.getProperty("fovea.test.database", "sqlite").toUpperCase(Locale.ROOT));

  /** What {@code FOVEA_DATABASE} would say; empty for the file of the folder. */
  public abstract Optional<String> url(Path folder);

  /** A connection beside the server's, for a look at what is kept. */
  public Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection(
        url(folder).orElse("jdbc:sqlite:" + folder.resolve("fovea.db")));
  }

  /** Ends all connections to a PostgreSQL's database and lets none in, or lets them in again. */
  public void refuseConnections(Path folder, boolean refused) {
    String name = url(folder).orElseThrow().replaceAll(".*/(\\w+).*", "$1");
    Jdbi.create(Server.POSTGRES.getPostgresDatabase()).useHandle(handle -> {
      handle.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + !refused);
      if (refused) {
        handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
            name);
      }
    });
  }

  abstract Database open(Path folder, Limits limits);

  Database open(Path folder) {
    return open(folder, Limits.DEFAULT);
  }

  /** A real PostgreSQL, started when it is first needed and stopped with these tests. */
  private static final class Server {

    private static final EmbeddedPostgres POSTGRES = started();
    private static final Map<Path, String> URLS = new ConcurrentHashMap<>();

    private static EmbeddedPostgres started() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException cannot) {
        throw new UncheckedIOException(cannot);
      }
    }

    static String url(Path folder) {
      return URLS.computeIfAbsent(folder, _ -> {
        String name = "fovea" + UUID.randomUUID().toString().replace("-", "");
        Jdbi.create(POSTGRES.getPostgresDatabase())
            .useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        return POSTGRES.getJdbcUrl("postgres", name);
      });
    }
  }
}
