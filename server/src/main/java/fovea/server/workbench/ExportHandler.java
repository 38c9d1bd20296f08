package fovea.server.workbench;

import fovea.engine.format.DocumentTooLarge;
import fovea.engine.reading.NetworkReading;
import fovea.server.export.ExportFormat;
import fovea.server.export.ExportedNetwork;
import fovea.server.export.Exports;
import fovea.server.http.Refusal;
import fovea.server.storage.KeptNetwork;
import fovea.server.workbench.OpenNetworks.Opened;
import fovea.web.Words;
import fovea.web.workbench.ExportPresenter;
import fovea.web.workbench.ExportPresenter.Offer;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    Opened opened = opened(context);
    KeptNetwork kept = opened.kept();
    NetworkReading reading = opened.reading();
    List<Offer> offers = ExportFormat.ALL.stream()
        .filter(format -> reading.isLegal() || format.equals(ExportFormat.DOCUMENT))
        .map(format -> offer(format, opened, Answers.visit(context).words()))
        .toList();
    answers.html(context,
        Answers.wantsFragments(context) ? "workbench/export" : "export",
        new ExportPresenter(Answers.visit(context).words())
            .of(reading, "/networks/" + kept.id(), kept.seed(), offers));
  }

  private static Offer offer(ExportFormat format, Opened opened, Words words) {
    try {
      long bytes = format.file(exported(opened, true)).bytes();
      return new Offer(format.name(), bytes, format.isText(), "");
    } catch (DocumentTooLarge | Refusal cannot) {
      return new Offer(format.name(), 0, format.isText(),
          words.translated(String.valueOf(cannot.getMessage())));
    }
  }

  /** {@code ?annotated=false}: a file of text to read and to copy; inside the dialog or as a page. */
  void preview(Context context) {
    ExportFormat format = ExportFormat.named(context.pathParam("format"));
    Opened opened = opened(context, format);
    if (!format.isText()) {
      throw Refusal.unusable("A file of this format is not for reading; download it.");
    }
    boolean annotated = isAnnotated(context);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      format.file(exported(opened, annotated)).content().write(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    answers.html(context,
        Answers.wantsFragments(context) ? "workbench/preview" : "preview",
        new ExportPresenter(Answers.visit(context).words()).preview(opened.reading(),
            "/networks/" + opened.kept().id(), format.name(), format.type().contains("python"),
            annotated, text.toString(StandardCharsets.UTF_8)));
  }

  private static boolean isAnnotated(Context context) {
    return !"false".equals(context.queryParam("annotated"));
  }

  /** {@code ?annotated=false}: one file, with the weights that the network has here. */
  void file(Context context) {
    ExportFormat format = ExportFormat.named(context.pathParam("format"));
    Opened opened = opened(context, format);
    exports.send(context, format, exported(opened, isAnnotated(context)));
  }

  private Opened opened(Context context, ExportFormat format) {
    Opened opened = opened(context);
    NetworkReading reading = opened.reading();
    if (!reading.isLegal() && !format.equals(ExportFormat.DOCUMENT)) {
      throw Refusal.unusable(Answers.visit(context).words().say("export.illegal",
          reading.problems().getFirst().layer()));
    }
    return opened;
  }

  private static ExportedNetwork exported(Opened opened, boolean annotated) {
    return new ExportedNetwork(opened.reading(), opened.weights(), List.of(), annotated);
  }

  private Opened opened(Context context) {
    return networks.open(context);
  }
}
