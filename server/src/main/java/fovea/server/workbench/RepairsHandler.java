package fovea.server.workbench;

import fovea.engine.format.EditDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import io.javalin.http.Context;

/** Repairs of a problem: an edit that the page offered, sent back as it was. */
final class RepairsHandler {

  private final OpenNetworks networks;
  private final Changes changes;

  RepairsHandler(OpenNetworks networks, Changes changes) {
    this.networks = networks;
    this.changes = changes;
  }

  void apply(Context context) {
    KeptNetwork kept = networks.kept(
        Session.of(context).owner(), context.pathParam("network"));
    Form form = Form.of(context);
    Edit edit = EditDocument.parse(
        form.text("edit").orElseThrow(() -> Refusal.malformed("A repair needs its edit.")));
    changes.make(context, kept, edit, chosen(kept.network(), edit, form.text("layer").orElse("")));
  }

  /** The repaired layer, or the one that was put in its way. */
  private static String chosen(Network network, Edit edit, String layer) {
    return edit instanceof Edit.Replace(String id, var node) && id.equals(layer)
        ? node.id()
        : Changes.there(network, layer);
  }
}
