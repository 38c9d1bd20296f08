package fovea.server.workbench;

import fovea.server.http.Form;
import fovea.server.http.Language;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Session;
import fovea.server.http.Upload;
import fovea.server.picture.BuiltInPictures;
import fovea.server.picture.Fit;
import fovea.server.picture.Normalisation;
import fovea.server.picture.Picture;
import fovea.server.picture.PictureChoice;
import fovea.server.picture.PictureDecoder;
import fovea.server.picture.PictureSource;
import fovea.server.storage.Change;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.PictureStore;
import fovea.web.Words;
import io.javalin.http.Context;
import java.util.Optional;

/** What a network looks at: another picture, or the same in another way; and pictures as files. */
final class PictureHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  private final PictureStore pictures;
  private final BuiltInPictures builtIn;
  private final PictureDecoder decoder;
  private final OpenNetworks networks;
  private final Changes changes;

  PictureHandler(
      PictureStore pictures, BuiltInPictures builtIn, PictureDecoder decoder,
      OpenNetworks networks, Changes changes) {
    this.pictures = pictures;
    this.builtIn = builtIn;
    this.decoder = decoder;
    this.networks = networks;
    this.changes = changes;
  }

  /** A file {@code picture} or a {@code source}, and {@code fit} and {@code normalisation}. */
  void choose(Context context) {
    Owner owner = Session.of(context).owner();
    KeptNetwork kept = networks.kept(owner, context.pathParam("network"));
    Form form = Form.of(context);
    PictureChoice old = kept.picture();
    PictureChoice choice = new PictureChoice(
        source(context, owner, form).orElse(old.source()),
        form.text("fit").flatMap(Fit::of).orElse(old.fit()),
        form.text("normalisation").flatMap(Normalisation::of).orElse(old.normalisation()),
        old.steps());
    changes.make(context, kept, new Change.Look(choice),
        Looks.at(context, kept.network()).layer());
  }

  /** The steps that the picture goes through before the network; see {@link StepsForm}. */
  void steps(Context context) {
    KeptNetwork kept = networks.kept(
        Session.of(context).owner(), context.pathParam("network"));
    changes.make(context, kept,
        new Change.Look(
            kept.picture().through(StepsForm.of(Form.of(context), kept.picture().steps()))),
        Looks.at(context, kept.network()).layer());
  }

  private Optional<PictureSource> source(Context context, Owner owner, Form form) {
    Optional<Upload> upload = form.file("picture");
    if (upload.isPresent()) {
      Picture picture = decoder.decode(upload.get().bytes(), Words.in(Language.of(context)));
      return Optional.of(new PictureSource.Kept(pictures.keep(owner, picture)));
    }
    Optional<PictureSource> source = form.text("source").flatMap(PictureSource::of);
    source.ifPresent(wanted -> requireThere(owner, wanted));
    return source;
  }

  private void requireThere(Owner owner, PictureSource source) {
    boolean there = switch (source) {
      case PictureSource.BuiltIn(String name) -> builtIn.picture(name).isPresent();
      case PictureSource.Kept(String id) -> pictures.png(owner, id).isPresent();
    };
    if (!there) {
      throw Refusal.notFound("There is no such picture, or it is not yours.");
    }
  }

  /** What the network sees, as a PNG; its address changes with what it shows. */
  void seen(Context context) {
    OpenNetworks.Opened opened = networks.open(context);
    // An address of before an edit shows what is there now, which is not to be kept under it.
    boolean isNow = networks.view(opened).pictureAddress().endsWith("?" + context.queryString());
    send(context, networks.seen(opened).picture().png(),
        isNow ? FOREVER : "no-cache");
  }

  /** A built-in picture by its name, or an uploaded one by its id. */
  void picture(Context context) {
    String name = context.pathParam("picture");
    byte[] png = builtIn.picture(name).map(Picture::png)
        .or(() -> pictures.png(Session.of(context).owner(), name))
        .orElseThrow(() -> Refusal.notFound("There is no such picture, or it is not yours."));
    send(context, png, FOREVER);
  }

  private static void send(Context context, byte[] png, String cacheControl) {
    context.header("Cache-Control", cacheControl).contentType("image/png").result(png);
  }
}
