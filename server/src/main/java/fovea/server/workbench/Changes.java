package fovea.server.workbench;

import fovea.engine.exercise.Task;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.ProgressStore;
import fovea.server.storage.VersionStore;
import fovea.web.workbench.OpenNetwork;
import io.javalin.http.Context;
import java.time.Duration;

/** Makes changes: kept at once, run if that is quick, answered with what looks different. */
final class Changes {

  /** People feel no delay below a tenth of a second, and an edit has other work to do as well. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final VersionStore versions;
  private final ProgressStore progress;
  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Answers answers;

  Changes(
      VersionStore versions, ProgressStore progress, OpenNetworks networks, NetworkRuns runs,
      Answers answers) {
    this.versions = versions;
    this.progress = progress;
    this.networks = networks;
    this.runs = runs;
    this.answers = answers;
  }

  /** Applies an edit; the layer is the one to look at afterwards. */
  void make(Context context, KeptNetwork before, Edit edit, String layer) {
    make(context, before, new Change.Edited(edit), layer);
  }

  /** Makes a change. */
  void make(Context context, KeptNetwork before, Change change, String layer) {
    KeptNetwork after = versions.change(Session.of(context).owner(), before.id(), change)
        .orElseThrow(Changes::gone);
    show(context, before, after, layer);
  }

  /** Answers with what looks different now. */
  void show(Context context, KeptNetwork before, KeptNetwork after, String layer) {
    Owner owner = Session.of(context).owner();
    OpenNetwork old = networks.view(networks.open(owner, before));
    OpenNetworks.Opened opened = networks.open(owner, after);
    noteIfSolved(owner, opened);
    runs.runByItself(opened, PATIENCE);
    answers.changed(context, old, networks.view(opened),
        Looks.still(context, there(after.network(), layer)));
  }

  /** A task stays solved, whatever becomes of the network. */
  private void noteIfSolved(Owner owner, OpenNetworks.Opened opened) {
    Task.named(opened.kept().task())
        .filter(task -> !task.isOwn() && task.isSolvedBy(opened.reading()))
        .ifPresent(task -> progress.note(owner, "task:" + task.word(), opened.kept().id()));
  }

  static Refusal gone() {
    return Refusal.notFound("This network has been deleted.");
  }

  /** The layer if it is there, else the picture. */
  static String there(Network network, String layer) {
    return network.indexOf(layer) >= 0 ? layer : Node.INPUT;
  }
}
