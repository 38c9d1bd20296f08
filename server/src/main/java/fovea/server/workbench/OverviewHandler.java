package fovea.server.workbench;

import fovea.engine.format.Svg;
import fovea.engine.picture.Layout;
import fovea.server.http.Attachment;
import fovea.web.Words;
import io.javalin.http.Context;

/** The picture of a network, of the visitor's own or of a frozen copy: folded, or as a file. */
final class OverviewHandler {

  private final OpenNetworks networks;
  private final Answers answers;

  OverviewHandler(OpenNetworks networks, Answers answers) {
    this.networks = networks;
    this.answers = answers;
  }

  /** {@code ?fold=}: the picture with those groups folded. */
  void show(Context context) {
    OpenNetworks.Opened opened = networks.open(context);
    answers.folded(context, networks.view(opened), Looks.at(context, opened.kept().network()));
  }

  /** {@code ?fold=}: the same as SVG. */
  void file(Context context) {
    OpenNetworks.Opened opened = networks.open(context);
    Words words = Answers.visit(context).words();
    context.header("Content-Disposition",
        Attachment.of(opened.kept().network().name(), ".svg"))
        .contentType("image/svg+xml")
        .result(Svg.of(opened.kept().network(),
            Layout.of(opened.reading(), Looks.folding(context)),
            kind -> words.say("group." + kind.name())));
  }
}
