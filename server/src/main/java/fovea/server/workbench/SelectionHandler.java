package fovea.server.workbench;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Edit;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Selection;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Block;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Several layers in one step: blocks to add, and layers that were chosen together. */
final class SelectionHandler {

  /** As many as the longest published network has, and some more. */
  private static final int MOST_PASTED = 500;

  private final OpenNetworks networks;
  private final Changes changes;

  SelectionHandler(OpenNetworks networks, Changes changes) {
    this.networks = networks;
    this.changes = changes;
  }

  /** {@code block} and {@code after}: a block of published networks behind that layer. */
  void addBlock(Context context) {
    KeptNetwork kept = kept(context);
    Form form = Form.of(context);
    String word = form.text("block").orElse("");
    Block block = Arrays.stream(Block.values()).filter(it -> it.word().equals(word)).findFirst()
        .orElseThrow(() -> Refusal.malformed("There is no block \"" + word + "\"."));
    String after = after(kept.network(), form);
    NetworkReading reading = NetworkReading.of(kept.network());
    boolean known = after.equals(Node.INPUT) || reading.layer(after).isPresent();
    if (!known || !(reading.shapeOf(after) instanceof Shape.Maps(int channels, int _, int _))) {
      throw Refusal.unusable("A block reads maps, and " + after
          + " gives none; choose a layer in front of Flatten.");
    }
    makeInserting(context, kept, block.behind(kept.network(), after, channels));
  }

  /** {@code ids}: the chosen layers as a document, to paste elsewhere. */
  void copy(Context context) {
    context.contentType("application/json; charset=utf-8")
        .result(NetworkDocument.write(chosen(context, kept(context)).copy()));
  }

  /** {@code document} and {@code after}: layers that were copied, behind that one. */
  void paste(Context context) {
    KeptNetwork kept = kept(context);
    Form form = Form.of(context);
    Network layers = NetworkDocument.parse(form.text("document").orElse(""));
    if (layers.nodes().isEmpty() || layers.nodes().size() > MOST_PASTED) {
      throw Refusal.overLimit("pasted_layers", "These are " + layers.nodes().size()
          + " layers; 1 to " + MOST_PASTED + " can be pasted.");
    }
    makeInserting(context, kept,
        Selection.pasting(kept.network(), after(kept.network(), form), layers));
  }

  /** {@code ids}. */
  void duplicate(Context context) {
    KeptNetwork kept = kept(context);
    makeInserting(context, kept, chosen(context, kept).duplication());
  }

  /** {@code ids}. */
  void remove(Context context) {
    KeptNetwork kept = kept(context);
    Selection chosen = chosen(context, kept);
    int first = kept.network().indexOf(chosen.nodes().getFirst().id());
    changes.make(context, kept, chosen.removal(), kept.network().before(first));
  }

  /** {@code ids} and {@code after}: moved behind that layer. */
  void move(Context context) {
    KeptNetwork kept = kept(context);
    Selection chosen = chosen(context, kept);
    String after = after(kept.network(), Form.of(context));
    if (chosen.ids().contains(after)) {
      throw Refusal.malformed("Layers cannot move behind one of themselves.");
    }
    changes.make(context, kept, chosen.movement(after), chosen.nodes().getFirst().id());
  }

  private void makeInserting(Context context, KeptNetwork kept, Edit.Sequence edit) {
    String last = Node.INPUT;
    for (Edit one : edit.edits()) {
      if (one instanceof Edit.Insert(String _, Node node)) {
        last = node.id();
      }
    }
    changes.make(context, kept, edit, last);
  }

  private static Selection chosen(Context context, KeptNetwork kept) {
    Set<String> ids = new HashSet<>(Form.of(context).texts("ids"));
    ids.addAll(context.queryParams("ids"));
    ids.removeIf(id -> kept.network().indexOf(id) < 0);
    if (ids.isEmpty()) {
      throw Refusal.malformed("No layer of the network was chosen.");
    }
    return new Selection(kept.network(), ids);
  }

  private static String after(Network network, Form form) {
    String after = form.text("after").orElse("");
    return after.equals(Node.INPUT) || network.indexOf(after) >= 0
        ? after
        : network.before(network.nodes().size());
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(Session.of(context).owner(), context.pathParam("network"));
  }
}
