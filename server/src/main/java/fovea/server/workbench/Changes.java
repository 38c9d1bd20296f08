package fovea.server.workbench;

import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkStore;
import fovea.web.workbench.OpenNetwork;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes changes: kept at once, run if that is quick, answered with what looks different. */
final class Changes {

  /** People feel no delay below a tenth of a second, and an edit has other work to do as well. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final NetworkStore store;
  private final OpenNetworks networks;
  private final Answers answers;

  Changes(NetworkStore store, OpenNetworks networks, Answers answers) {
    this.store = store;
    this.networks = networks;
    this.answers = answers;
  }

  /** Applies an edit; the layer is the one to look at afterwards. */
  void make(Context context, KeptNetwork before, Edit edit, String layer) {
    Owner owner = Session.of(context).owner();
    make(context, before, () -> store.apply(owner, before.id(), edit), layer);
  }

  /** Makes some change to what is kept. */
  void make(
      Context context, KeptNetwork before, Supplier<Optional<KeptNetwork>> change, String layer) {
    Owner owner = Session.of(context).owner();
    OpenNetwork old = networks.view(networks.open(owner, before));
    KeptNetwork after = change.get()
        .orElseThrow(() -> Refusal.notFound("This network has been deleted."));
    OpenNetworks.Opened opened = networks.open(owner, after);
    networks.runIfSmall(opened, PATIENCE);
    answers.changed(context, old, networks.view(opened), there(after.network(), layer));
  }

  /** The layer if it is there, else the picture. */
  static String there(Network network, String layer) {
    return network.indexOf(layer) >= 0 ? layer : Node.INPUT;
  }
}
