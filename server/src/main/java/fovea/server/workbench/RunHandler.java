package fovea.server.workbench;

import fovea.server.http.Owner;
import fovea.server.http.Session;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import io.javalin.http.Context;
import java.time.Duration;

/** The run of a network: start it, see how far it is, cancel it. */
final class RunHandler {

  /** A small network is done before its progress could be shown. */
  private static final Duration PATIENCE = Duration.ofMillis(120);

  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Answers answers;

  RunHandler(OpenNetworks networks, NetworkRuns runs, Answers answers) {
    this.networks = networks;
    this.runs = runs;
    this.answers = answers;
  }

  void start(Context context) {
    Opened opened = opened(context);
    runs.run(opened).await(PATIENCE);
    answer(context, opened);
  }

  void progress(Context context) {
    answer(context, opened(context));
  }

  void cancel(Context context) {
    Opened opened = opened(context);
    runs.cancel(opened.kept());
    answer(context, opened);
  }

  private Opened opened(Context context) {
    Owner owner = Session.of(context).owner();
    return networks.open(owner, networks.kept(owner, context.pathParam("network")));
  }

  private void answer(Context context, Opened opened) {
    OpenNetwork open = networks.view(opened);
    Chosen chosen = Looks.at(context, opened.kept().network());
    if (open.run().isLive()) {
      answers.progress(context, open, chosen);
    } else {
      answers.ran(context, open, chosen);
    }
  }
}
