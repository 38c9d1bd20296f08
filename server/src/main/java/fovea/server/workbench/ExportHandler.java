package fovea.server.workbench;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Weights;
import fovea.server.export.ExportFormat;
import fovea.server.export.ExportedNetwork;
import fovea.server.export.Exports;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.storage.KeptNetwork;
import fovea.web.workbench.ExportPresenter;
import fovea.web.workbench.ExportPresenter.Offer;
import io.javalin.http.Context;
import java.util.List;

/** A network as files of other formats: which there are, and the files. */
final class ExportHandler {

  private final OpenNetworks networks;
  private final Exports exports;
  private final Answers answers;

  ExportHandler(OpenNetworks networks, Exports exports, Answers answers) {
    this.networks = networks;
    this.exports = exports;
    this.answers = answers;
  }

  /** What there is: for htmx inside the dialog, else as a page. */
  void show(Context context) {
    KeptNetwork kept = kept(context);
    NetworkReading reading = NetworkReading.of(kept.network());
    List<Offer> offers = reading.isLegal()
        ? ExportFormat.ALL.stream().map(format -> offer(format, kept, reading)).toList()
        : List.of();
    answers.html(context,
        Answers.wantsFragments(context) ? "workbench/export" : "export",
        new ExportPresenter(Answers.visit(context).words())
            .of(reading, "/networks/" + kept.id(), kept.seed(), offers));
  }

  private static Offer offer(ExportFormat format, KeptNetwork kept, NetworkReading reading) {
    try {
      return new Offer(format.name(), format.file(exported(kept, reading)).bytes(), "");
    } catch (DocumentTooLarge | Refusal cannot) {
      return new Offer(format.name(), 0, String.valueOf(cannot.getMessage()));
    }
  }

  /** One file, with the weights that the network has here. */
  void file(Context context) {
    KeptNetwork kept = kept(context);
    ExportFormat format = ExportFormat.named(context.pathParam("format"));
    NetworkReading reading = NetworkReading.of(kept.network());
    if (!reading.isLegal()) {
      throw Refusal.unusable("There is nothing to export yet: "
          + reading.problems().getFirst().message() + ".");
    }
    exports.send(context, format, exported(kept, reading));
  }

  private static ExportedNetwork exported(KeptNetwork kept, NetworkReading reading) {
    return new ExportedNetwork(reading, Weights.seeded(kept.seed()), List.of());
  }

  private KeptNetwork kept(Context context) {
    return networks.kept(Session.of(context).owner(), context.pathParam("network"));
  }
}
