package fovea.server.sets;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.file.FileLimits;
import fovea.engine.dataset.file.FolderZip;
import fovea.engine.dataset.file.SetFiles;
import fovea.engine.dataset.file.SetFiles.Brought;
import fovea.engine.network.Shape;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Upload;
import fovea.server.picture.PictureDecoder;
import fovea.server.storage.KeptSet;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetStore;
import fovea.server.training.Fitted;
import fovea.web.Words;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes sets, fills them, changes them and deletes them. */
final class SetChanges {

  /** Fashion-MNIST's pictures for training have 26 MB. */
  private static final int MOST_FILE_BYTES = 40_000_000;

  private static final FileLimits LIMITS = new FileLimits(KeptSet.MOST_PICTURES,
      KeptSet.MOST_BYTES, KeptSet.MOST_CLASSES, KeptSet.LARGEST_SIDE, 400_000_000);

  private static final int PATIENCE_SECONDS = 10;
  private static final int RETRY_SECONDS = 5;

  /** A set that is read takes as much memory as all others that are sent together. */
  private final Semaphore reading = new Semaphore(1);
  private final SetStore sets;
  private final SetPictureStore pictures;
  private final PictureDecoder decoder;
  private final SetHandler shown;

  SetChanges(SetStore sets, SetPictureStore pictures, PictureDecoder decoder, SetHandler shown) {
    this.sets = sets;
    this.pictures = pictures;
    this.decoder = decoder;
    this.shown = shown;
  }

  /** {@code name}, {@code classes}, {@code channels}, {@code side}: makes an empty set. */
  void make(Context context) {
    SetPlace place = SetPlace.of(context);
    Form form = Form.of(context);
    String id = sets.make(place.owner(), SetForm.text(form, "name"), SetForm.classes(form),
        SetForm.shape(form));
    Replies.seeOther(context, place.address() + "/" + id);
  }

  /** {@code name} and {@code file}s: makes a set of files; a zip's pictures get {@code channels} and {@code side}. */
  void open(Context context) throws InterruptedException {
    SetPlace place = SetPlace.of(context);
    Form form = Form.of(context, MOST_FILE_BYTES);
    List<byte[]> files = form.files("file").stream().map(Upload::bytes).toList();
    if (files.isEmpty()) {
      throw Refusal.malformed("Choose the files of a set first.");
    }
    if (!reading.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw Refusal.busy("set_files", RETRY_SECONDS);
    }
    try {
      Replies.seeOther(context, opened(context, place, form, files));
    } finally {
      reading.release();
    }
  }

  /** The address of the set that these files are. */
  private String opened(Context context, SetPlace place, Form form, List<byte[]> files) {
    Brought brought = brought(context, form, files);
    Shape.Maps shape = square(brought.set().shape());
    Dataset set = brought.set().shape().equals(shape)
        ? brought.set()
        : new Fitted(brought.set(), shape);
    String id = sets.expect(place.owner(), SetForm.text(form, "name"),
        named(set.classes(), Replies.words(context)), shape, set.count());
    pictures.addAll(sets, place.owner(), id, set);
    return place.address() + "/" + id + "?of=" + brought.of() + "&others=" + brought.others();
  }

  private Brought brought(Context context, Form form, List<byte[]> files) {
    if (!files.stream().anyMatch(SetFiles::isZip)) {
      return SetFiles.read(files.stream().<InputStream>map(ByteArrayInputStream::new).toList(),
          LIMITS);
    }
    if (files.size() > 1) {
      throw Refusal.unusable("A zip of folders is a whole set; choose it alone.");
    }
    Shape.Maps shape = SetForm.shape(form);
    return FolderZip.read(new ByteArrayInputStream(files.getFirst()), shape,
        new SetPictures(decoder, Replies.words(context), shape)::of, LIMITS);
  }

  /** As high as wide, and as large as a set's pictures may be. */
  private static Shape.Maps square(Shape.Maps shape) {
    int side = Math.clamp(Math.max(shape.height(), shape.width()), KeptSet.SMALLEST_SIDE,
        KeptSet.LARGEST_SIDE);
    return new Shape.Maps(shape.channels(), side, side);
  }

  /** A set has two classes at least, even where the files have pictures of one alone. */
  private static List<String> named(List<String> classes, Words words) {
    return classes.size() >= KeptSet.LEAST_CLASSES
        ? classes
        : List.of(classes.getFirst(), words.say("set.class.second"));
  }

  /** {@code class} and {@code picture}s as files: adds them. */
  void add(Context context) {
    SetPlace place = SetPlace.of(context);
    Form form = Form.of(context);
    KeptSet set = set(context, place);
    SetPictures made = new SetPictures(decoder, Replies.words(context), set.shape());
    List<byte[]> added = form.files("picture").stream().map(file -> made.of(file.bytes()))
        .toList();
    if (added.isEmpty()) {
      throw Refusal.malformed("Choose or draw a picture first.");
    }
    pictures.add(place.owner(), set.id(), place.member(), SetForm.text(form, "class"), added);
    back(context, place, set);
  }

  private KeptSet set(Context context, SetPlace place) {
    return sets.find(place.owner(), context.pathParam("set")).orElseThrow(SetHandler::gone);
  }

  private void back(Context context, SetPlace place, KeptSet set) {
    if (Replies.wantsFragments(context)) {
      shown.show(context);
      return;
    }
    Replies.back(context, place.address() + "/" + set.id());
  }

  /** {@code picture}s by their numbers: removes those that are theirs to remove. */
  void removePictures(Context context) {
    SetPlace place = SetPlace.of(context);
    KeptSet set = set(context, place);
    pictures.remove(place.owner(), set.id(), place.removes(),
        SetForm.numbers(Form.of(context)));
    back(context, place, set);
  }

  /** {@code name}: calls the set otherwise. */
  void rename(Context context) {
    SetPlace place = SetPlace.of(context);
    KeptSet set = set(context, place);
    sets.rename(place.owner(), set.id(), SetForm.text(Form.of(context), "name"));
    back(context, place, set);
  }

  /** {@code name} adds a class; with {@code class} that one is called so; with {@code remove} it goes. */
  void classes(Context context) {
    SetPlace place = SetPlace.of(context);
    KeptSet set = set(context, place);
    Form form = Form.of(context);
    String known = SetForm.text(form, "class");
    if (form.text("remove").isPresent()) {
      sets.removeClass(place.owner(), set.id(), known);
    } else if (known.isEmpty()) {
      sets.addClass(place.owner(), set.id(), SetForm.text(form, "name"));
    } else {
      sets.renameClass(place.owner(), set.id(), known, SetForm.text(form, "name"));
    }
    back(context, place, set);
  }

  /** {@code closed}: lets nobody add anything, or everybody again. */
  void close(Context context) {
    SetPlace place = SetPlace.of(context);
    KeptSet set = set(context, place);
    sets.close(place.owner(), set.id(), Form.of(context).isTrue("closed"));
    back(context, place, set);
  }

  /** Deletes the set with its pictures. */
  void remove(Context context) {
    SetPlace place = SetPlace.of(context);
    sets.delete(place.owner(), set(context, place).id());
    Replies.seeOther(context, place.address());
  }
}
