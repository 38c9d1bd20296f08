package fovea.server.workbench;

import fovea.engine.run.Inference;
import fovea.server.export.Exports;
import fovea.server.http.Owner;
import fovea.server.http.RateLimits;
import fovea.server.http.Replies;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.PictureDecoder;
import fovea.server.run.EffectiveFields;
import fovea.server.run.Runs;
import fovea.server.storage.MemberStore;
import fovea.server.storage.MomentStore;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.PairStore;
import fovea.server.storage.PictureStore;
import fovea.server.storage.ProgressStore;
import fovea.server.storage.ShareStore;
import fovea.server.storage.SpaceStore;
import fovea.server.storage.VersionStore;
import fovea.server.storage.WeightStore;
import fovea.server.training.Sets;
import fovea.server.training.Trainer;
import fovea.web.Pages;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** The workbench: its handlers put together, and every address that it answers. Thread-safe. */
public final class Workbench {

  private static final String NETWORK = "/networks/{network}";
  private static final String LAYER = NETWORK + "/layers/{layer}";
  private static final String TRAIN = NETWORK + "/train";
  private static final String UNIT = "/layers/{layer}/units/{channel}/{y}/{x}";
  private static final String EFFECTIVE = "/effective";
  private static final String LIVE = "/live";
  private static final String LESSON = "/learn/{chapter}/{step}";
  private static final String ROOM = "/rooms/{room}/networks/{network}";
  private static final String ACTIVATION = "/activations/{layer}/{key}";

  private final Starter starter;
  private final Guests guests;
  private final NetworksHandler networks;
  private final NetworkHandler network;
  private final HistoryHandler history;
  private final SharedHandler shared;
  private final LayersHandler layers;
  private final SelectionHandler selection;
  private final RepairsHandler repairs;
  private final PictureHandler picture;
  private final RunHandler run;
  private final ActivationsHandler activations;
  private final WeightsHandler weights;
  private final UnitHandler unit;
  private final LiveHandler live;
  private final ExportHandler export;
  private final OverviewHandler overview;
  private final PrinciplesHandler principles;
  private final WhyHandler why;
  private final ImportHandler imports;
  private final TableHandler table;
  private final CompareHandler compare;
  private final TrainHandler train;
  private final TrainPage trainPage;
  private final AboutHandler about;
  private final DifferencesHandler differences;
  private final Rehearsal rehearsal;
  private final LessonPieces lessons;
  private final OpenNetworks open;

  public Workbench(
      Pages pages, NetworkStore store, VersionStore versions, ShareStore shares,
      MemberStore members, PairStore pairs,
      WeightStore weights,
      PictureStore pictures,
      SpaceStore space,
      ProgressStore progress,
      BuiltInPictures builtIn,
      PictureDecoder decoder, Inference inference, Runs runs, EffectiveFields fields,
      Exports exports, MomentStore moments, Trainer trainer, Sets sets) {
    Answers answers = new Answers(new Replies(pages), builtIn);
    this.starter = new Starter(store);
    this.guests = new Guests(pairs);
    LayerRuns notes = new LayerRuns();
    LiveRuns live = new LiveRuns();
    this.open = new OpenNetworks(store, starter, members, weights,
        new Inputs(pictures, builtIn),
        inference,
        notes, live, runs, new ComparedNetworks(starter, versions, builtIn));
    NetworkRuns computed = new NetworkRuns(open, inference, runs, notes, live);
    Changes changes = new Changes(versions, progress, open, computed, answers);
    this.networks = new NetworksHandler(store, space, starter, builtIn, answers);
    this.network = new NetworkHandler(open, computed, changes, answers);
    this.history = new HistoryHandler(versions, open, changes, answers);
    this.shared = new SharedHandler(shares, open, computed, answers);
    this.layers = new LayersHandler(open, changes, answers);
    this.selection = new SelectionHandler(open, changes);
    this.repairs = new RepairsHandler(open, changes);
    this.picture = new PictureHandler(pictures, builtIn, decoder, open, changes);
    this.run = new RunHandler(open, computed, answers);
    this.activations = new ActivationsHandler(open, computed);
    this.weights = new WeightsHandler(open, changes, answers);
    this.unit = new UnitHandler(open, computed, fields, answers);
    this.live = new LiveHandler(open, computed);
    this.export = new ExportHandler(open, exports, answers);
    this.overview = new OverviewHandler(open, answers);
    this.principles = new PrinciplesHandler(open, computed, answers);
    this.why = new WhyHandler(open, new Explanations(open, computed, inference), sets, answers);
    this.imports = new ImportHandler(open, versions, answers);
    this.table = new TableHandler(open, answers);
    this.compare = new CompareHandler(store, starter, versions, builtIn, open, computed, answers);
    this.train = new TrainHandler(open, versions, moments, trainer, sets,
        new TrainReport(open, moments, trainer, runs));
    this.trainPage = new TrainPage(open, moments, trainer, sets, answers);
    this.about = new AboutHandler(inference, answers);
    this.differences = new DifferencesHandler(answers);
    this.lessons = new LessonPieces(open, computed, store, unit, principles, answers);
    this.rehearsal = new Rehearsal(pages, answers, open, inference::isComputing);
  }

  /** Warms up what makes pages, in the thread that it returns. */
  public Thread rehearse() {
    return Thread.ofPlatform().daemon().name("fovea-rehearsal").start(rehearsal);
  }

  /** What lies beside the texts of the course. */
  public LessonPieces lessons() {
    return lessons;
  }

  /** Keeps the network that a newcomer finds, if that is the one, before others are to see it. */
  public void keep(Owner owner, String network) {
    starter.keep(owner, network);
  }

  /** The word for what a network sees; empty if there is no such network, or no such picture. */
  public Optional<String> picture(Owner owner, String network) {
    return open.picture(owner, network);
  }

  /**
   * Adds the addresses. PUT and DELETE are what scripts send; forms without scripts POST the same to
   * the same place, or to {@code …/remove}.
   */
  public void addTo(RoutesConfig routes) {
    for (String changed : new String[]{NETWORK, NETWORK + "/*"}) {
      routes.before(changed, guests);
      routes.before(changed, starter::keep);
    }
    routes.get("/", networks::home);
    routes.get("/train", networks::train);
    routes.get("/networks", networks::list);
    routes.post("/networks", networks::create);
    routes.get("/open", networks::open);

    routes.get(NETWORK, network::show);
    routes.put(NETWORK, network::edit);
    routes.post(NETWORK, network::edit);
    routes.delete(NETWORK, networks::remove);
    routes.post(NETWORK + "/remove", networks::remove);
    routes.post(NETWORK + "/restore", networks::restore);
    routes.delete("/deleted", networks::purge);
    routes.post("/deleted/remove", networks::purge);
    routes.get(NETWORK + "/share", shared::offer);
    routes.post(NETWORK + "/share", shared::share);
    routes.delete(NETWORK + "/share", shared::withdraw);
    routes.get(NETWORK + "/document.json", network::document);
    routes.get(NETWORK + "/overview", overview::show);
    routes.get(NETWORK + "/overview.svg", overview::file);
    routes.get(NETWORK + "/principles", principles::parameters);
    routes.get(NETWORK + "/principles/equivariance", principles::equivariance);
    routes.get(NETWORK + "/principles/locality", principles::locality);
    routes.get(NETWORK + "/principles/pooling", principles::pooling);
    routes.get(TRAIN, trainPage::show);
    routes.get(TRAIN + "/mistakes", trainPage::mistakes);
    routes.post(TRAIN, train::start);
    routes.post(TRAIN + "/pause", train::pause);
    routes.post(TRAIN + "/step", train::step);
    routes.post(TRAIN + "/continue", train::resume);
    routes.post(TRAIN + "/stop", train::stop);
    routes.get(TRAIN + "/now", train::now);
    routes.post(TRAIN + "/moments/{step}", train::take);
    routes.get(TRAIN + "/pictures/{part}/{index}.png", train::picture);
    routes.get(NETWORK + "/why", why::show);
    routes.get(NETWORK + "/why/pictures/{index}.png", why::picture);
    routes.post(NETWORK + "/import", imports::weights);
    routes.get(NETWORK + "/table", table::show);
    routes.get(NETWORK + "/table.{format}", table::file);
    routes.get(NETWORK + "/export", export::show);
    routes.get(NETWORK + "/export/{format}", export::file);
    routes.get(NETWORK + "/export/{format}/preview", export::preview);

    routes.post(NETWORK + "/undo", history::undo);
    routes.post(NETWORK + "/redo", history::redo);
    routes.get(NETWORK + "/versions", history::list);
    routes.post(NETWORK + "/versions", history::name);
    routes.post(NETWORK + "/versions/{version}", history::restore);

    routes.post(NETWORK + "/layers", layers::add);
    routes.post(NETWORK + "/blocks", selection::addBlock);
    routes.get(NETWORK + "/selection", selection::copy);
    routes.post(NETWORK + "/selection/paste", selection::paste);
    routes.post(NETWORK + "/selection/duplicate", selection::duplicate);
    routes.post(NETWORK + "/selection/remove", selection::remove);
    routes.post(NETWORK + "/selection/move", selection::move);
    routes.put(LAYER, layers::edit);
    routes.post(LAYER, layers::edit);
    routes.delete(LAYER, layers::remove);
    routes.post(LAYER + "/remove", layers::remove);
    routes.post(LAYER + "/duplicate", layers::duplicate);
    routes.post(LAYER + "/move", layers::move);
    routes.post(NETWORK + "/repairs", repairs::apply);

    routes.get(NETWORK + "/weights", weights::show);
    routes.put(NETWORK + "/weights", weights::set);
    routes.post(NETWORK + "/weights", weights::set);
    routes.get(NETWORK + "/weights/{key}", weights::values);

    routes.post(NETWORK + "/picture", picture::choose);
    routes.post(NETWORK + "/picture/steps", picture::steps);
    routes.post(NETWORK + LIVE, live::frame, RateLimits.Counted.NEVER, Starter.Kept.NEVER);
    routes.get(NETWORK + "/input.png", picture::seen);
    routes.get("/pictures/{picture}", picture::picture);

    routes.post(NETWORK + "/run", run::start, Starter.Kept.NEVER);
    routes.get(NETWORK + "/run", run::progress);
    routes.delete(NETWORK + "/run", run::cancel, Starter.Kept.NEVER);
    routes.get(NETWORK + ACTIVATION + "/sheet", activations::sheet);
    routes.get(NETWORK + ACTIVATION + "/maps/{map}", activations::map);
    routes.get(NETWORK + UNIT, unit::show);
    routes.get(NETWORK + UNIT + EFFECTIVE, unit::effective);

    for (String frozen : new String[]{"/shared/{network}", "/embed/{network}", ROOM}) {
      routes.get(frozen, shared::show);
      routes.get(frozen + "/run", shared::progress);
      routes.get(frozen + "/overview", overview::show);
      routes.get(frozen + "/overview.svg", overview::file);
      routes.get(frozen + "/input.png", picture::seen);
      routes.get(frozen + "/weights", weights::show);
      routes.get(frozen + "/weights/{key}", weights::values);
      routes.get(frozen + ACTIVATION + "/sheet", activations::sheet);
      routes.get(frozen + ACTIVATION + "/maps/{map}", activations::map);
      routes.get(frozen + UNIT, unit::show);
      routes.get(frozen + UNIT + EFFECTIVE, unit::effective);
    }
    routes.post("/shared/{network}/fork", shared::fork);

    routes.get(LESSON + "/overview", overview::show);
    routes.get(LESSON + "/overview.svg", overview::file);
    routes.get(LESSON + "/input.png", picture::seen);
    routes.get(LESSON + "/weights", weights::show);
    routes.get(LESSON + "/weights/{key}", weights::values);
    routes.get(LESSON + ACTIVATION + "/sheet", activations::sheet);
    routes.get(LESSON + ACTIVATION + "/maps/{map}", activations::map);

    routes.get("/compare", compare::show);
    routes.get("/compare.{format}", compare::file);
    routes.get("/compared/{network}/input.png", picture::seen);
    routes.get("/compared/{network}" + ACTIVATION + "/sheet", activations::sheet);
    routes.get("/compared/{network}" + ACTIVATION + "/maps/{map}", activations::map);

    routes.get("/about", about);
    routes.get("/differences", differences);
  }
}
