package fovea.server;

import fovea.engine.run.Inference;
import fovea.server.experiment.ExperimentsHandler;
import fovea.server.export.Exports;
import fovea.server.http.HeaderDeadline;
import fovea.server.http.InFlight;
import fovea.server.http.Metrics;
import fovea.server.http.OneMethod;
import fovea.server.http.Sessions;
import fovea.server.http.StaticFiles;
import fovea.server.learn.Learn;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.PictureDecoder;
import fovea.server.room.Rooms;
import fovea.server.run.EffectiveFields;
import fovea.server.run.Runs;
import fovea.server.sets.SetPages;
import fovea.server.storage.CookieStore;
import fovea.server.storage.Database;
import fovea.server.storage.ExperimentStore;
import fovea.server.storage.Jobs;
import fovea.server.storage.MemberStore;
import fovea.server.storage.MomentStore;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.OwnerStore;
import fovea.server.storage.PairStore;
import fovea.server.storage.PictureStore;
import fovea.server.storage.ProgressStore;
import fovea.server.storage.RoomChanges;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SecretStore;
import fovea.server.storage.SeenStore;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetStore;
import fovea.server.storage.ShareStore;
import fovea.server.storage.SolutionStore;
import fovea.server.storage.SpaceStore;
import fovea.server.storage.TeachStore;
import fovea.server.storage.TrainingStore;
import fovea.server.storage.TrainingWork;
import fovea.server.storage.VersionStore;
import fovea.server.storage.WeightStore;
import fovea.server.training.MadeSets;
import fovea.server.training.Sets;
import fovea.server.training.Trainer;
import fovea.server.training.Trainings;
import fovea.server.workbench.Workbench;
import fovea.web.Pages;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server, put together by hand in one place: what is kept, what computes, what answers.
 * Tests start the same thing on port 0. Thread-safe once started.
 */
public final class App implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  private static final long STOP_TIMEOUT_MILLIS = 2_000;

  /**
   * Who takes nothing for so long, sends nothing in the middle of a body, or asks for nothing more, is
   * gone. A connection that was sent a compressed answer waits for it twice, and is to be gone within
   * 30 s.
   */
  private static final long IDLE_MILLIS = 14_000;

  /** A link can hold a whole network. */
  private static final int MAX_ADDRESS_BYTES = 64 * 1024;

  /** Beside a quarter for what the engine remembers; the rest is for pages and pictures. */
  private static final double HEAP_FOR_RUNS = 0.4;

  /** Trainings are the lowest class of work. */
  private static final double HEAP_FOR_TRAININGS = 0.1;

  /** What is learned from, drawn once for everybody who learns from the same. */
  private static final double HEAP_FOR_PICTURES = 0.05;

  private static final long MAX_HEAP_BYTES = Runtime.getRuntime().maxMemory();

  private final Database database;
  private final Jobs jobs;
  private final PictureDecoder decoder = new PictureDecoder();
  private final Inference inference = Inference.withDefaults();
  private final Runs runs;
  private final Trainer trainer;
  private final Workbench workbench;
  private final Rooms rooms;
  private final ExperimentsHandler experiments;
  private final Javalin javalin;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private App(Settings settings) {
    this.runs = new Runs(inference, memoryForRuns(), settings.mostByItself());
    this.database = settings.open();
    OwnerStore owners = new OwnerStore(database);
    this.jobs = new Jobs(database, owners);
    Pages pages = new Pages(StaticFiles.ADDRESS);
    EffectiveFields fields = new EffectiveFields(inference, runs);
    InFlight inFlight = new InFlight();
    Trainings trainings = new Trainings(
        inference, runs, inFlight::isBusy, memoryForTrainings());
    WeightStore weights = new WeightStore(database);
    MomentStore moments = new MomentStore(database);
    SetStore setStore = new SetStore(database);
    SetPictureStore setPictures = new SetPictureStore(database);
    Sets sets = new Sets(
        memoryForPictures(), new MadeSets(setStore, setPictures, memoryForPictures()));
    this.trainer = new Trainer(new TrainingStore(database), moments, new TrainingWork(database),
        weights, sets, trainings, inference, memoryForTrainings());
    Exports exports = new Exports();
    ProgressStore progress = new ProgressStore(database);
    MemberStore members = new MemberStore(database);
    PairStore pairs = new PairStore(database);
    this.workbench = new Workbench(
        pages,
        new NetworkStore(database),
        new VersionStore(database),
        new ShareStore(database),
        members,
        pairs,
        weights,
        new PictureStore(database),
        new SpaceStore(database),
        progress,
        new BuiltInPictures(),
        decoder,
        inference,
        runs,
        fields,
        exports,
        moments,
        trainer,
        sets);
    Sessions sessions = new Sessions(new SecretStore(database).key("sessions"), owners::knows,
        new CookieStore(database));
    RoomStore roomStore = new RoomStore(database);
    SetPages setPages = new SetPages(pages, setStore, setPictures, roomStore, decoder);
    this.rooms = new Rooms(pages, roomStore, members, pairs, setStore, setPictures,
        new SolutionStore(database), new TeachStore(database), new RoomChanges(database),
        new SeenStore(database), workbench::keep, workbench::picture, sessions::renew);
    Learn learn = new Learn(pages, progress, workbench.lessons());
    this.experiments = new ExperimentsHandler(pages, new ExperimentStore(database),
        new NetworkStore(database), new PictureStore(database), trainings, inference);
    Metrics metrics = new Metrics();
    metrics.gauge("fovea_streams", "Pages in rooms that listen.", rooms::streams);
    metrics.gauge("fovea_runs_waiting", "Runs that wait for their turn.", runs::waiting);
    metrics.counter("fovea_runs_total", "Runs that came to their end.", runs::finished);
    Parts parts = new Parts(
        settings, database, metrics, sessions, pages, owners, decoder, runs, fields, trainings,
        inFlight, exports, workbench, learn, setPages, rooms, experiments);
    this.javalin = Javalin.create(config -> configure(config, parts));
  }

  /** What the handlers are given, to choose from. */
  record Parts(
      Settings settings,
      Database database,
      Metrics metrics,
      Sessions sessions,
      Pages pages,
      OwnerStore owners,
      PictureDecoder decoder,
      Runs runs,
      EffectiveFields fields,
      Trainings trainings,
      InFlight inFlight,
      Exports exports,
      Workbench workbench,
      Learn learn,
      SetPages sets,
      Rooms rooms,
      ExperimentsHandler experiments) {}

  /** No run is let in that would need an array of more than 2^31 numbers. */
  private static long memoryForRuns() {
    return Math.min(4_000_000_000L, (long) (HEAP_FOR_RUNS * MAX_HEAP_BYTES));
  }

  private static long memoryForTrainings() {
    return (long) (MAX_HEAP_BYTES * HEAP_FOR_TRAININGS);
  }

  private static long memoryForPictures() {
    return (long) (MAX_HEAP_BYTES * HEAP_FOR_PICTURES);
  }

  /** Starts serving; returns once requests are answered. */
  public static App start(Settings settings) {
    App app = new App(settings);
    try {
      app.javalin.start(settings.port());
      app.inference.warmUp(app.runs::assume);
      return app;
    } catch (RuntimeException cannotListen) {
      app.close();
      throw cannotListen;
    }
  }

  /**
   * Makes pages that nobody sees for some seconds, in the thread that it returns, so that the first
   * visitor is answered as quickly as the others.
   */
  public Thread rehearse() {
    return workbench.rehearse();
  }

  /** The port that is really used, also when the settings asked for any free one (0). */
  public int port() {
    return javalin.port();
  }

  /** Every address that is answered, as {@code GET /rooms/{room}}, so that tests ask for all of them. */
  public List<String> addresses() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /** Lets running requests finish for a moment, then ends everything that was started; once more does nothing. */
  @Override
  public void close() {
    if (isClosed.getAndSet(true)) {
      return;
    }
    rooms.close();
    try {
      javalin.stop();
    } catch (JavalinException late) {
      LOG.warn("some requests did not end within {} ms", STOP_TIMEOUT_MILLIS);
    }
    trainer.close();
    experiments.close();
    runs.close();
    inference.close();
    decoder.close();
    jobs.close();
    database.close();
  }

  private static void configure(JavalinConfig config, Parts parts) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    // Handlers wait for the database and for runs: virtual threads make waiting cheap. The engine
    // computes on its own fork-join pool, never on these.
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(STOP_TIMEOUT_MILLIS);
      HeaderDeadline.addTo(server);
      server.addEventListener(new LifeCycle.Listener() {
        @Override
        public void lifeCycleStarting(LifeCycle starting) {
          for (Connector connector : server.getConnectors()) {
            ((AbstractConnector) connector).setIdleTimeout(IDLE_MILLIS);
          }
        }
      });
    });
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(MAX_ADDRESS_BYTES);
      http.addCustomizer((request, _) -> OneMethod.of(request));
      http.addCustomizer(behindProxy());
    });
    config.requestLogger.http(parts.metrics()::note);
    Routes.add(config.routes, parts);
    Errors.add(config.routes, parts.pages());
  }

  /** A proxy says whether its visitors have come by https. Who they are it is not asked: anybody says that. */
  private static ForwardedRequestCustomizer behindProxy() {
    ForwardedRequestCustomizer proxy = new ForwardedRequestCustomizer();
    proxy.setForwardedHeader(null);
    proxy.setForwardedForHeader(null);
    proxy.setForwardedHostHeader(null);
    proxy.setForwardedServerHeader(null);
    proxy.setForwardedPortHeader(null);
    proxy.setForwardedHttpsHeader(null);
    proxy.setForwardedCipherSuiteHeader(null);
    proxy.setForwardedSslSessionIdHeader(null);
    return proxy;
  }
}
