package fovea.server;

import fovea.server.storage.Backup;
import java.nio.file.Path;

/** Starts Fovea from a terminal, and ends it cleanly on Ctrl-C or SIGTERM; or copies what it keeps. */
public final class Main {

  private static final int CARRIERS_A_PROCESSOR = 8;

  private Main() {}

  /** Serves until the process is asked to end; a wrong argument is one sentence and exit code 2. */
  public static void main(String[] arguments) {
    // Pictures are drawn and decoded without a display, on a school's server as on a laptop.
    System.setProperty("java.awt.headless", "true");
    // Two large pages that are made at once must not keep everybody else waiting: virtual threads leave
    // their carriers only when they wait, so there are more of those, and the system divides the time.
    System.setProperty("jdk.virtualThreadScheduler.parallelism",
        String.valueOf(CARRIERS_A_PROCESSOR * Runtime.getRuntime().availableProcessors()));
    Settings settings;
    try {
      settings = Settings.of(arguments, System.getenv());
    } catch (IllegalArgumentException wrong) {
      System.err.println("Fovea cannot start: " + wrong.getMessage() + ".");
      System.exit(2);
      return;
    }
    switch (settings.errand()) {
      case Settings.Errand.Serve _ -> start(settings);
      case Settings.Errand.BackUp(Path file) ->
        copy("Backed up to " + file, () -> Backup.write(settings.data(), file));
      case Settings.Errand.Restore(Path file) ->
        copy("Restored from " + file, () -> Backup.restore(file, settings.data()));
    }
  }

  private static void copy(String done, Runnable copying) {
    try {
      copying.run();
      System.out.println(done);
    } catch (RuntimeException cause) {
      System.err.println("Nothing was copied: " + sentence(cause) + ".");
      System.exit(1);
    }
  }

  private static void start(Settings settings) {
    try {
      App app = App.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "fovea-stop"));
      System.out.println("Fovea is ready at http://localhost:" + app.port());
      app.rehearse();
    } catch (RuntimeException cause) {
      System.err.println("Fovea cannot start: " + sentence(cause) + ".");
      System.exit(1);
    }
  }

  /** The innermost message says what is wrong ("Address already in use"), the outer ones where. */
  private static String sentence(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
