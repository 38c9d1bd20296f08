package fovea.server;

import fovea.server.storage.Database;
import fovea.server.storage.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator may choose when starting Fovea: the port, the folder that everything is kept
 * in, or the URL of a PostgreSQL in its place, the other web sites that may call the API, how many changes a visitor makes, how long a run takes
 * that nobody has asked for, and how much is kept. Arguments win over the environment, the environment
 * over the defaults.
 */
public record Settings(
    int port, Path data, Optional<String> database, Set<String> allowedOrigins,
    int changesPerSecond,
    Duration mostByItself, Limits limits, Errand errand) {

  /** What is to be done. */
  public sealed interface Errand {

    /** Answer until the process is asked to end. */
    record Serve() implements Errand {}

    /** Write what is kept into a new file, also while a server is at work. */
    record BackUp(Path file) implements Errand {}

    /** Take what such a file has in place of what is kept. */
    record Restore(Path file) implements Errand {}
  }

  private static final int DEFAULT_PORT = 7070;
  private static final int DEFAULT_CHANGES = 10;
  private static final int DEFAULT_RUN_SECONDS = 2;
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final long MEGABYTE = 1_000_000;

  public Settings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port between 0 and 65535 but found " + port);
    }
    if (changesPerSecond < 1 || changesPerSecond > 1_000) {
      throw new IllegalArgumentException(
          "expected 1 to 1000 changes per second but found " + changesPerSecond);
    }
    if (mostByItself.isNegative()) {
      throw new IllegalArgumentException(
          "expected 0 seconds or more but found " + mostByItself.toSeconds());
    }
    if (database.isPresent() && !database.get().startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException("expected a URL that begins with " + POSTGRESQL
          + " in FOVEA_DATABASE");
    }
    if (database.isPresent() && !(errand instanceof Errand.Serve)) {
      throw new IllegalArgumentException("expected no FOVEA_DATABASE beside --backup and --restore:"
          + " a PostgreSQL is copied with pg_dump and pg_restore");
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** The same, to serve. */
  public Settings(int port, Path data, Optional<String> database, Set<String> allowedOrigins,
      int changesPerSecond, Duration mostByItself, Limits limits) {
    this(port, data, database, allowedOrigins, changesPerSecond, mostByItself, limits,
        new Errand.Serve());
  }

  /**
   * Reads {@code --port}, {@code --data}, {@code --backup}, {@code --restore} and {@code FOVEA_PORT}, {@code FOVEA_DATA}, {@code
   * FOVEA_DATABASE} (as {@code jdbc:postgresql://host/fovea?user=…&password=…}), {@code FOVEA_ORIGINS} (origins such as {@code https://school.example}, separated by commas), {@code
   * FOVEA_CHANGES} (how many changes a second one visitor may make), {@code FOVEA_RUN_SECONDS} (what
   * takes longer to run waits to be asked for), {@code FOVEA_VISITOR_MB} and {@code FOVEA_DISK_MB} (how
   * many megabytes one visitor may keep, and everybody together).
   *
   * @throws IllegalArgumentException with a sentence for the terminal
   */
  public static Settings of(String[] arguments, Map<String, String> environment) {
    String port = environment.getOrDefault("FOVEA_PORT", String.valueOf(DEFAULT_PORT));
    String data = environment.getOrDefault("FOVEA_DATA", "");
    Errand errand = new Errand.Serve();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("expected a value after " + arguments[i]);
      }
      switch (arguments[i]) {
        case "--port" -> port = arguments[i + 1];
        case "--data" -> data = arguments[i + 1];
        case "--backup" -> errand = new Errand.BackUp(Path.of(arguments[i + 1]));
        case "--restore" -> errand = new Errand.Restore(Path.of(arguments[i + 1]));
        default ->
          throw new IllegalArgumentException("expected --port NUMBER, --data FOLDER,"
              + " --backup FILE or --restore FILE but found " + arguments[i]);
      }
    }
    String origins = environment.getOrDefault("FOVEA_ORIGINS", "").strip();
    return new Settings(
        number(port),
        data.isBlank() ? dataHome(environment).resolve("fovea") : Path.of(data),
        Optional.of(environment.getOrDefault("FOVEA_DATABASE", "").strip())
            .filter(url -> !url.isEmpty()),
        Arrays.stream(origins.split(",", -1)).map(String::strip)
            .filter(origin -> !origin.isEmpty()).collect(Collectors.toUnmodifiableSet()),
        number(environment.getOrDefault("FOVEA_CHANGES", "" + DEFAULT_CHANGES)),
        Duration.ofSeconds(
            number(environment.getOrDefault("FOVEA_RUN_SECONDS", "" + DEFAULT_RUN_SECONDS))),
        new Limits(
            bytes(environment, "FOVEA_VISITOR_MB", Limits.DEFAULT.visitorBytes()),
            bytes(environment, "FOVEA_DISK_MB", Limits.DEFAULT.folderBytes())),
        errand);
  }

  /** Opens what everything is kept in, and brings it up to date. */
  Database open() {
    return database.map(url -> Database.connect(url, limits))
        .orElseGet(() -> Database.open(data, limits));
  }

  private static long bytes(Map<String, String> environment, String name, long otherwise) {
    String megabytes = environment.get(name);
    return megabytes == null ? otherwise : number(megabytes) * MEGABYTE;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("expected a whole number but found " + text, notANumber);
    }
  }

  /** Where programs of this operating system keep a user's data. */
  private static Path dataHome(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    String system = System.getProperty("os.name");
    if (system.startsWith("Windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library").resolve("Application Support");
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    return xdg.isBlank() ? home.resolve(".local").resolve("share") : Path.of(xdg);
  }
}
