package fovea.server.workbench;

import fovea.engine.tensor.Slice;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.picture.PictureSource;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.ShareStore;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import fovea.web.workbench.ShareView;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Frozen copies of networks: make one, look at it on a page of its own or in somebody's frame, make
 * it one's own.
 */
final class SharedHandler {

  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final ShareStore shares;
  private final OpenNetworks networks;
  private final NetworkRuns runs;
  private final Answers answers;

  SharedHandler(
      ShareStore shares, OpenNetworks networks, NetworkRuns runs, Answers answers) {
    this.shares = shares;
    this.networks = networks;
    this.runs = runs;
    this.answers = answers;
  }

  /** What there is to take along of the visitor's own network. */
  void offer(Context context) {
    KeptNetwork kept = own(context);
    answer(context, kept, shares.known(Session.of(context).owner(), kept).orElse(""));
  }

  /** Freezes the visitor's own network. */
  void share(Context context) {
    KeptNetwork kept = own(context);
    answer(context, kept,
        shares.share(Session.of(context).owner(), kept.id()).orElseThrow(Changes::gone));
  }

  /** Takes back every frozen copy of the visitor's own network. */
  void withdraw(Context context) {
    KeptNetwork kept = own(context);
    shares.withdraw(Session.of(context).owner(), kept.id());
    answer(context, kept, "");
  }

  private void answer(Context context, KeptNetwork kept, String share) {
    String host = context.scheme() + "://" + context.host();
    String layer = Looks.at(context, kept.network()).query();
    Opened opened = networks.open(context);
    Optional<Map<Slice, Tensor>> own = networks.own(opened, NetworkLink.MOST_WEIGHTS_BYTES
        + TrainedStart.among(kept.own()).map(it -> TrainedStart.learned(it).bytes()).orElse(0L));
    NetworkLink whole = new NetworkLink(kept.state(), own.orElse(Map.of()));
    boolean holdsWeights = own.isPresent()
        && (own.get().isEmpty() || whole.address().length() <= NetworkLink.MOST_LETTERS);
    answers.html(context, "workbench/share", ShareView.of("/networks/" + kept.id(),
        host + (holdsWeights ? whole : whole.withoutNumbers()).address(), holdsWeights,
        kept.picture().source() instanceof PictureSource.BuiltIn, kept.network(),
        share.isEmpty() ? "" : host + "/shared/" + share + layer,
        share.isEmpty() ? "" : host + "/embed/" + share + layer,
        shares.count(Session.of(context).owner(), kept.id())));
  }

  private KeptNetwork own(Context context) {
    return networks.kept(Session.of(context).owner(), context.pathParam("network"));
  }

  /** {@code ?layer=&map=&y=&x=}: the frozen copy, run for whoever looks at it. */
  void show(Context context) {
    Opened opened = opened(context);
    Chosen chosen = Looks.at(context, opened.kept().network());
    if (Answers.wantsFragments(context)) {
      answers.chosen(context, networks.view(opened), chosen);
    } else {
      runs.runIfNew(opened, PATIENCE);
      answers.shared(context, networks.view(opened), chosen);
    }
  }

  /** Whoever followed a link must not read that a network is missing which they never had. */
  private Opened opened(Context context) {
    try {
      return networks.open(context);
    } catch (Refusal refusal) {
      throw refusal.status() == 404
          ? Refusal.notFound(Answers.visit(context).words().say("shared.gone"))
          : refusal;
    }
  }

  /** How far its run is. */
  void progress(Context context) {
    Opened opened = opened(context);
    OpenNetwork open = networks.view(opened);
    Chosen chosen = Looks.at(context, opened.kept().network());
    if (open.run().isLive()) {
      answers.progress(context, open, chosen);
    } else {
      answers.ran(context, open, chosen);
    }
  }

  /** A copy of the visitor's own, to change. */
  void fork(Context context) {
    KeptNetwork mine = shares.fork(Session.of(context).owner(), context.pathParam("network"))
        .orElseThrow(() -> Refusal.notFound("Nothing is shared here any more."));
    Answers.seeOther(context, "/networks/" + mine.id()
        + Looks.at(context, mine.network()).query());
  }
}
