package fovea.server.workbench;

import fovea.server.http.Owner;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import io.javalin.http.Context;
import java.time.Duration;

/** The run of a network: start it, see how far it is, cancel it. */
final class RunHandler {

  /** A small network is done before its progress could be shown. */
  private static final Duration PATIENCE = Duration.ofMillis(120);

  private final OpenNetworks networks;
  private final Answers answers;

  RunHandler(OpenNetworks networks, Answers answers) {
    this.networks = networks;
    this.answers = answers;
  }

  void start(Context context) {
    Owner owner = owner(context);
    KeptNetwork kept = networks.kept(owner, context.pathParam("network"));
    networks.run(owner, kept).await(PATIENCE);
    answer(context, owner, kept);
  }

  void progress(Context context) {
    Owner owner = owner(context);
    answer(context, owner, networks.kept(owner, context.pathParam("network")));
  }

  void cancel(Context context) {
    Owner owner = owner(context);
    KeptNetwork kept = networks.kept(owner, context.pathParam("network"));
    networks.cancel(kept);
    answer(context, owner, kept);
  }

  private void answer(Context context, Owner owner, KeptNetwork kept) {
    OpenNetwork open = networks.open(owner, kept);
    Chosen chosen = Looks.at(context, kept.network());
    if (open.run().isLive()) {
      answers.progress(context, open, chosen);
    } else {
      answers.ran(context, open, chosen);
    }
  }

  private static Owner owner(Context context) {
    return Session.of(context).owner();
  }
}
