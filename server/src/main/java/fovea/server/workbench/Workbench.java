package fovea.server.workbench;

import fovea.engine.run.Inference;
import fovea.server.export.Exports;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.PictureDecoder;
import fovea.server.run.Runs;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.PictureStore;
import fovea.server.storage.ShareStore;
import fovea.server.storage.VersionStore;
import fovea.web.Pages;
import io.javalin.config.RoutesConfig;

/** The workbench: its handlers put together, and every address that it answers. Thread-safe. */
public final class Workbench {

  private static final String NETWORK = "/networks/{network}";
  private static final String LAYER = NETWORK + "/layers/{layer}";
  private static final String ACTIVATION = "/activations/{layer}/{key}";

  private final NetworksHandler networks;
  private final NetworkHandler network;
  private final HistoryHandler history;
  private final SharedHandler shared;
  private final LayersHandler layers;
  private final RepairsHandler repairs;
  private final PictureHandler picture;
  private final RunHandler run;
  private final ActivationsHandler activations;
  private final ExportHandler export;
  private final AboutHandler about;

  public Workbench(
      Pages pages, NetworkStore store, VersionStore versions, ShareStore shares,
      PictureStore pictures,
      BuiltInPictures builtIn,
      PictureDecoder decoder, Inference inference, Runs runs, Exports exports) {
    Answers answers = new Answers(pages, builtIn);
    OpenNetworks open = new OpenNetworks(store, new Inputs(pictures, builtIn), inference, runs,
        new LayerRuns(), new LiveRuns());
    Changes changes = new Changes(versions, open, answers);
    this.networks = new NetworksHandler(store, answers);
    this.network = new NetworkHandler(open, changes, answers);
    this.history = new HistoryHandler(versions, open, changes, answers);
    this.shared = new SharedHandler(shares, open, answers);
    this.layers = new LayersHandler(open, changes, answers);
    this.repairs = new RepairsHandler(open, changes);
    this.picture = new PictureHandler(pictures, builtIn, decoder, open, changes);
    this.run = new RunHandler(open, answers);
    this.activations = new ActivationsHandler(open);
    this.export = new ExportHandler(open, exports, answers);
    this.about = new AboutHandler(inference, answers);
  }

  /**
   * Adds the addresses. PUT and DELETE are what scripts send; forms without scripts POST the same to
   * the same place, or to {@code …/remove}.
   */
  public void addTo(RoutesConfig routes) {
    routes.get("/", networks::home);
    routes.get("/networks", networks::list);
    routes.post("/networks", networks::create);
    routes.get("/open", networks::open);

    routes.get(NETWORK, network::show);
    routes.put(NETWORK, network::edit);
    routes.post(NETWORK, network::edit);
    routes.delete(NETWORK, networks::remove);
    routes.post(NETWORK + "/remove", networks::remove);
    routes.get(NETWORK + "/share", shared::offer);
    routes.post(NETWORK + "/share", shared::share);
    routes.get(NETWORK + "/document.json", network::document);
    routes.get(NETWORK + "/export", export::show);
    routes.get(NETWORK + "/export/{format}", export::file);

    routes.post(NETWORK + "/undo", history::undo);
    routes.post(NETWORK + "/redo", history::redo);
    routes.get(NETWORK + "/versions", history::list);
    routes.post(NETWORK + "/versions", history::name);
    routes.post(NETWORK + "/versions/{version}", history::restore);

    routes.post(NETWORK + "/layers", layers::add);
    routes.put(LAYER, layers::edit);
    routes.post(LAYER, layers::edit);
    routes.delete(LAYER, layers::remove);
    routes.post(LAYER + "/remove", layers::remove);
    routes.post(LAYER + "/duplicate", layers::duplicate);
    routes.post(LAYER + "/move", layers::move);
    routes.post(NETWORK + "/repairs", repairs::apply);

    routes.post(NETWORK + "/picture", picture::choose);
    routes.get(NETWORK + "/input.png", picture::seen);
    routes.get("/pictures/{picture}", picture::picture);

    routes.post(NETWORK + "/run", run::start);
    routes.get(NETWORK + "/run", run::progress);
    routes.delete(NETWORK + "/run", run::cancel);
    routes.get(NETWORK + ACTIVATION + "/sheet", activations::sheet);
    routes.get(NETWORK + ACTIVATION + "/maps/{map}", activations::map);

    for (String frozen : new String[]{"/shared/{network}", "/embed/{network}"}) {
      routes.get(frozen, shared::show);
      routes.get(frozen + "/run", shared::progress);
      routes.get(frozen + "/input.png", picture::seen);
      routes.get(frozen + ACTIVATION + "/sheet", activations::sheet);
      routes.get(frozen + ACTIVATION + "/maps/{map}", activations::map);
    }
    routes.post("/shared/{network}/fork", shared::fork);

    routes.get("/about", about);
  }
}
