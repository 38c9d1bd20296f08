package fovea.server;

import fovea.server.storage.Database;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;

/**
 * The whole server, put together by hand in one place: what is kept, what computes, what answers.
 * Tests start the same thing on port 0. Thread-safe once started.
 */
public final class App implements AutoCloseable {

  private static final long STOP_TIMEOUT_MILLIS = 2_000;

  private final Database database;
  private final Javalin javalin;

  private App(Settings settings) {
    this.database = Database.open(settings.data());
    this.javalin = Javalin.create(App::configure);
  }

  /** Starts serving; returns once requests are answered. */
  public static App start(Settings settings) {
    App app = new App(settings);
    try {
      app.javalin.start(settings.port());
      return app;
    } catch (RuntimeException cannotListen) {
      app.close();
      throw cannotListen;
    }
  }

  /** The port that is really used, also when the settings asked for any free one (0). */
  public int port() {
    return javalin.port();
  }

  /** Lets running requests finish for a moment, then ends everything that was started. */
  @Override
  public void close() {
    javalin.stop();
    database.close();
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    // Handlers wait for the database and for runs: virtual threads make waiting cheap. The engine
    // computes on its own fork-join pool, never on these.
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> server.setStopTimeout(STOP_TIMEOUT_MILLIS));
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    Routes.add(config.routes);
    Errors.add(config.routes);
  }
}
