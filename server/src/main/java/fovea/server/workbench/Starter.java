package fovea.server.workbench;

import fovea.engine.trained.Trained;
import fovea.server.http.Origins;
import fovea.server.http.Owner;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkState;
import fovea.server.storage.NetworkStore;
import fovea.server.storage.NetworkSummary;
import fovea.server.storage.Version;
import fovea.web.Words;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The network that newcomers find, which has learned to name figures. Looking costs nothing: it is kept once its visitor changes something
 * about it, and until then its id, which follows from the visitor's and the language, says all of it.
 * Thread-safe.
 */
final class Starter {

  /** What a route says of itself where it is added. */
  enum Kept implements RouteRole {
    /** Changes nothing about the network, though it is no GET. */
    NEVER
  }

  private final NetworkStore store;

  Starter(NetworkStore store) {
    this.store = store;
  }

  /** What this visitor finds; another one once that was kept and deleted. */
  KeptNetwork of(Owner owner, Locale language) {
    int turn = 0;
    while (store.has(id(owner, language.getLanguage(), turn))) {
      turn++;
    }
    return network(id(owner, language.getLanguage(), turn), language.getLanguage());
  }

  /** All networks of an owner, the one changed last first: nobody's list is ever empty. */
  List<NetworkSummary> list(Owner owner, Locale language) {
    List<NetworkSummary> kept = store.list(owner);
    if (!kept.isEmpty()) {
      return kept;
    }
    KeptNetwork found = of(owner, language);
    return List.of(new NetworkSummary(found.id(), found.network().name(), found.updatedAt()));
  }

  /** The visitor's network of that id: one that they have kept, or the one that they find. */
  Optional<KeptNetwork> orKept(Owner owner, String id) {
    return store.find(owner, id).or(() -> find(owner, id));
  }

  /** What a visitor finds by its id, in whatever language; empty if it is none, or was kept. */
  private Optional<KeptNetwork> find(Owner owner, String id) {
    boolean isKept = true;
    for (int turn = 0; isKept; turn++) {
      isKept = false;
      for (String language : Words.LANGUAGES) {
        String known = id(owner, language, turn);
        if (known.equals(id)) {
          return store.has(id) ? Optional.empty() : Optional.of(network(id, language));
        }
        isKept |= store.has(known);
      }
    }
    return Optional.empty();
  }

  /** Keeps it, before something is changed about the network that an address names. */
  void keep(Context context) {
    if (Origins.isGet(context) || context.routeRoles().contains(Kept.NEVER)) {
      return;
    }
    keep(Session.of(context).owner(), context.pathParam("network"));
  }

  /** Keeps it, before others are to see the network of that id. */
  void keep(Owner owner, String id) {
    if (!store.has(id)) {
      find(owner, id).ifPresent(starter -> store.keep(
          owner, id, starter.state(), TrainedStart.numbers(Trained.SHAPE_NAMER)));
    }
  }

  private static String id(Owner owner, String language, int turn) {
    return NetworkStore.idFrom("starter:" + language + ':' + turn + ':' + owner.id());
  }

  private static KeptNetwork network(String id, String language) {
    NetworkState state = TrainedStart.state(Trained.SHAPE_NAMER, Words.in(Locale.of(language)));
    Instant now = Instant.now();
    return new KeptNetwork(id, new Version(1, "start", "", "", now), state, false, false, now);
  }
}
