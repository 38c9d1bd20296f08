package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import fovea.server.http.Owner;
import fovea.server.picture.PictureChoice;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkState;
import fovea.server.storage.Version;
import fovea.web.Pages;
import fovea.web.Visit;
import fovea.web.Words;
import fovea.web.networks.NetworksPresenter;
import fovea.web.networks.NetworksView.Networks;
import fovea.web.workbench.Chosen;
import fovea.web.workbench.OpenNetwork;
import fovea.web.workbench.Typed;
import fovea.web.workbench.WorkbenchPresenter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets the JVM compile what makes pages before somebody waits for one. Makes pages that nobody sees, of
 * a network that is not kept, again and again; bounded in time. Gives way to runs.
 */
final class Rehearsal implements Runnable {

  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Owner NOBODY = new Owner("nobody");
  private static final Visit VISIT = new Visit("", Locale.ENGLISH);

  private final Pages pages;
  private final Answers answers;
  private final OpenNetworks networks;
  private final BooleanSupplier someoneWaits;

  Rehearsal(
      Pages pages, Answers answers, OpenNetworks networks, BooleanSupplier someoneWaits) {
    this.pages = pages;
    this.answers = answers;
    this.networks = networks;
    this.someoneWaits = someoneWaits;
  }

  @Override
  public void run() {
    Words words = VISIT.words();
    WorkbenchPresenter presenter = answers.presenter(words);
    pages.html("networks", new NetworksPresenter(words).of(Networks.NONE, null), VISIT);
    Network deep = Zoo.network("resnet50");
    // All shapes behind it change, to and fro.
    Network other = new Edit.Remove("maxpool").applyTo(deep);
    Chosen first = Chosen.layer(deep.nodes().getFirst().id());
    long end = System.nanoTime() + MAX_NANOS;
    for (int round = 0; System.nanoTime() < end; round++) {
      if (someoneWaits.getAsBoolean()) {
        LockSupport.parkNanos(LOOK_NANOS);
        continue;
      }
      OpenNetwork before = open(round % 2 == 0 ? deep : other);
      OpenNetwork after = open(round % 2 == 0 ? other : deep);
      pages.html("workbench/changed", presenter.changed(before, after, first), VISIT);
      pages.html("workbench", presenter.page(after, first, Typed.FINE), VISIT);
      // An edit is written down, and what it made is read once.
      NetworkReading.of(NetworkDocument.parse(NetworkDocument.write(other)));
    }
  }

  private OpenNetwork open(Network network) {
    Instant now = Instant.now();
    return networks.view(networks.open(NOBODY, new KeptNetwork("rehearsal",
        new Version(1, "start", "", "", now),
        new NetworkState(network, 0, PictureChoice.STARTER), false, false, now)));
  }
}
