package fovea.server.workbench;

import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.NetworkState;
import fovea.server.storage.Version;
import fovea.server.storage.VersionStore;
import fovea.web.workbench.VersionsPresenter;
import fovea.web.workbench.VersionsPresenter.Kept;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The history of a network: back, forward, names for versions, and back to any of them. */
final class HistoryHandler {

  private static final int MAX_LABEL = 80;

  private final VersionStore versions;
  private final OpenNetworks networks;
  private final Changes changes;
  private final Answers answers;

  HistoryHandler(
      VersionStore versions, OpenNetworks networks, Changes changes, Answers answers) {
    this.versions = versions;
    this.networks = networks;
    this.changes = changes;
    this.answers = answers;
  }

  /** One step back, to look at what that changes. */
  void undo(Context context) {
    KeptNetwork before = kept(context);
    KeptNetwork after = versions.undo(owner(context), before.id()).orElseThrow(Changes::gone);
    changes.show(context, before, after, changed(context, before, after, before));
  }

  /** One step forward again. */
  void redo(Context context) {
    KeptNetwork before = kept(context);
    KeptNetwork after = versions.redo(owner(context), before.id()).orElseThrow(Changes::gone);
    changes.show(context, before, after, changed(context, before, after, after));
  }

  /** The layer that the step changed, else the one that is chosen. */
  private static String changed(
      Context context, KeptNetwork before, KeptNetwork after, KeptNetwork step) {
    Network now = after.network();
    String chosen = Looks.at(context, before.network()).layer();
    if (before.version().number() == after.version().number()) {
      return chosen;
    }
    String subject = step.version().subject();
    return switch (step.version().what()) {
      case "input" -> Node.INPUT;
      case "rename", "look" -> chosen;
      default -> now.indexOf(subject) >= 0
          ? subject
          : differing(before.network(), now).orElse(chosen);
    };
  }

  /** What came, else what is in front of what went, else what is otherwise or elsewhere. */
  private static Optional<String> differing(Network was, Network now) {
    Predicate<Node> isNew = node -> was.indexOf(node.id()) < 0;
    Predicate<Node> isGone = node -> now.indexOf(node.id()) < 0;
    IntPredicate differs = i -> !now.nodes().get(i).equals(was.nodes().get(i));
    return now.nodes().stream().filter(isNew).findFirst().map(Node::id)
        .or(() -> was.nodes().stream().filter(isGone).findFirst()
            .map(node -> was.before(was.indexOf(node.id()))))
        .or(() -> IntStream.range(0, now.nodes().size()).filter(differs).boxed().findFirst()
            .map(i -> now.nodes().get(i).id()));
  }

  /** The versions to go back to. */
  void list(Context context) {
    answer(context, kept(context));
  }

  /** {@code name}: names the version that the network stands at. */
  void name(Context context) {
    String name = Form.of(context).text("name").orElse("").strip();
    if (name.length() > MAX_LABEL) {
      throw Refusal.overLimit("name_length",
          "The name has " + name.length() + " letters and may have " + MAX_LABEL + ".");
    }
    answer(context, versions.label(owner(context), kept(context).id(), name)
        .orElseThrow(Changes::gone));
  }

  private void answer(Context context, KeptNetwork kept) {
    List<Version> known = versions.list(owner(context), kept.id());
    List<Kept> lines = (known.isEmpty() ? List.of(kept.version()) : known).stream()
        .map(version -> new Kept(version.number(), version.what(), version.subject(),
            version.label(), version.madeAt()))
        .toList();
    answers.html(context, "workbench/versions",
        new VersionsPresenter(Answers.visit(context).words())
            .of("/networks/" + kept.id() + "/versions", kept.version().number(), lines));
  }

  /** Back to a version, as a change that can be undone. */
  void restore(Context context) {
    KeptNetwork before = kept(context);
    String text = context.pathParam("version");
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    NetworkState state = versions.state(owner(context), before.id(), number)
        .orElseThrow(() -> Refusal.notFound("There is no version " + text + " any more."));
    changes.make(context, before, new Change.Restore(number, state),
        Looks.at(context, before.network()).layer());
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(owner(context), context.pathParam("network"));
  }

  private static Owner owner(Context context) {
    return Session.of(context).owner();
  }
}
