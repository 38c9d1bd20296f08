package fovea.server.workbench;

import fovea.engine.network.Edit;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import io.javalin.http.Context;
import java.util.List;

/** Layers of a network: add, edit, duplicate, move and remove them. */
final class LayersHandler {

  private final OpenNetworks networks;
  private final Changes changes;
  private final Answers answers;

  LayersHandler(OpenNetworks networks, Changes changes, Answers answers) {
    this.networks = networks;
    this.changes = changes;
    this.answers = answers;
  }

  /** {@code type} and {@code after}: a new layer behind that one. */
  void add(Context context) {
    KeptNetwork kept = kept(context);
    Form form = Form.of(context);
    String name = form.text("type").orElse("");
    LayerType type = LayerType.named(name)
        .orElseThrow(() -> Refusal.malformed("There is no layer type \"" + name + "\"."));
    Network network = kept.network();
    String after = form.text("after").filter(id -> isThere(network, id))
        .orElseGet(() -> network.before(network.nodes().size()));
    Node node = NewLayer.of(type, NetworkReading.of(network), after);
    changes.make(context, kept, new Edit.Insert(after, node), node.id());
  }

  private static boolean isThere(Network network, String id) {
    return id.equals(Node.INPUT) || network.indexOf(id) >= 0;
  }

  /** The layer's arguments, {@code id} and {@code inputs}. */
  void edit(Context context) {
    KeptNetwork kept = kept(context);
    Node node = node(context, kept);
    switch (LayerForm.of(kept.network(), node, Form.of(context),
        Answers.visit(context).words())) {
      case LayerForm.Understood(Node edited) ->
        changes.make(context, kept, new Edit.Replace(node.id(), edited), edited.id());
      case LayerForm.NotUnderstood(var typed) ->
        answers.wrong(context, networks.view(networks.open(owner(context), kept)), node.id(),
            typed);
    }
  }

  void duplicate(Context context) {
    KeptNetwork kept = kept(context);
    Node node = node(context, kept);
    Node copy = node.named(kept.network().freeId(node.id()));
    // A copy reads the original, as a layer behind another does; a merge joins the same again.
    Node placed = LayerType.of(node.layer()).isMerge() ? copy : copy.reading(List.of());
    changes.make(context, kept, new Edit.Insert(node.id(), placed), copy.id());
  }

  /** {@code to}: {@code up} or {@code down}. */
  void move(Context context) {
    KeptNetwork kept = kept(context);
    Node node = node(context, kept);
    Network network = kept.network();
    int index = network.indexOf(node.id());
    String after = switch (Form.of(context).text("to").orElse("")) {
      case "up" -> network.before(Math.max(0, index - 1));
      case "down" -> network.nodes().get(Math.min(index + 1, network.nodes().size() - 1)).id();
      default -> throw Refusal.malformed("A layer moves \"up\" or \"down\".");
    };
    changes.make(context, kept, new Edit.Move(node.id(), after), node.id());
  }

  void remove(Context context) {
    KeptNetwork kept = kept(context);
    Node node = node(context, kept);
    Network network = kept.network();
    int index = network.indexOf(node.id());
    boolean isLast = index == network.nodes().size() - 1;
    String next = isLast ? network.before(index) : network.nodes().get(index + 1).id();
    changes.make(context, kept, new Edit.Remove(node.id()), next);
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(owner(context), context.pathParam("network"));
  }

  private static Owner owner(Context context) {
    return Session.of(context).owner();
  }

  private static Node node(Context context, KeptNetwork kept) {
    String id = context.pathParam("layer");
    if (kept.network().indexOf(id) < 0) {
      throw Refusal.notFound("The network has no layer \"" + id + "\" any more.");
    }
    return kept.network().node(id);
  }
}
