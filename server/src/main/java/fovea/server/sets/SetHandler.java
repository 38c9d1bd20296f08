package fovea.server.sets;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.Stored;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Attachment;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.picture.Picture;
import fovea.server.storage.KeptSet;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetPictureStore.SetPicture;
import fovea.server.storage.SetStore;
import fovea.server.training.MadeSets;
import fovea.server.training.SetZip;
import fovea.web.Words;
import fovea.web.sets.Given;
import fovea.web.sets.Looked;
import fovea.web.sets.SetFacts;
import fovea.web.sets.SetFacts.May;
import fovea.web.sets.SetPresenter;
import fovea.web.sets.SetsPresenter;
import fovea.web.sets.SetsView;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipOutputStream;

/** Shows sets, those that are drawn as well, and their pictures. */
final class SetHandler {

  private static final String FOREVER = "private, max-age=31536000, immutable";

  /** Of each class, of a set that never ends. */
  private static final int DRAWN_PICTURES = 24;

  private final SetStore sets;
  private final SetPictureStore pictures;
  private final RoomStore rooms;
  private final Replies replies;

  SetHandler(SetStore sets, SetPictureStore pictures, RoomStore rooms, Replies replies) {
    this.sets = sets;
    this.pictures = pictures;
    this.rooms = rooms;
    this.replies = replies;
  }

  static Refusal gone() {
    return Refusal.notFound("There is no such set, or it is not yours.");
  }

  /** All sets of a visitor, or of a room, and the ways to another. */
  void list(Context context) {
    SetPlace place = SetPlace.of(context);
    boolean isOwn = place.member().isEmpty();
    replies.html(context, "sets", new SetsPresenter(Replies.words(context)).page(
        place.address(), isOwn, place.mayChange(),
        sets.list(place.owner()).stream().map(set -> row(place.address(), set)).toList(),
        isOwn
            ? sets.ofRooms(Session.of(context).owner()).stream()
                .map(set -> row("/rooms/" + roomOf(set) + "/sets", set)).toList()
            : List.of(),
        DrawnSets.WORDS));
  }

  private static String roomOf(KeptSet set) {
    return set.owner().id().substring(set.owner().id().indexOf(':') + 1);
  }

  private static SetsView.Made row(String address, KeptSet set) {
    return new SetsView.Made(address + "/" + set.id(), set.name(), set.shape(), set.pictures(),
        set.classes().size());
  }

  /** {@code ?class=&from=}: the pictures; {@code ?shift=&flip=&turn=&noise=}: what augmentation does. */
  void show(Context context) {
    String template = Replies.wantsFragments(context) ? "set/now" : "set";
    replies.html(context, template,
        new SetPresenter(Replies.words(context)).page(facts(context), looked(context)));
  }

  private SetFacts facts(Context context) {
    SetPlace place = SetPlace.of(context);
    String id = context.pathParam("set");
    String address = place.address() + "/" + id;
    if (isDrawn(place, id)) {
      Words words = Replies.words(context);
      Dataset drawn = DrawnSets.of(id);
      return new SetFacts(address, place.address(), words.say("set." + id),
          drawn.classes().stream().map(name -> words.find("class." + name.replace(' ', '_'))
              .orElse(name)).toList(),
          drawn.shape(),
          IntStream.range(0, DRAWN_PICTURES * drawn.classes().size())
              .mapToObj(i -> new Given(i, drawn.label(i), false, "", false)).toList(),
          May.LOOK, true, false, false, 0, id);
    }
    KeptSet set = sets.find(place.owner(), id).orElseThrow(SetHandler::gone);
    return new SetFacts(address, place.address(), set.name(), set.classes(), set.shape(),
        given(context, place, set), place.mayChange() ? May.ALL : May.ADD, false, set.isClosed(),
        !place.member().isEmpty(), set.mostPictures(), MadeSets.word(set));
  }

  private static boolean isDrawn(SetPlace place, String id) {
    return place.member().isEmpty() && DrawnSets.WORDS.contains(id);
  }

  private List<Given> given(Context context, SetPlace place, KeptSet set) {
    List<SetPicture> all = pictures.list(set);
    BitSet validates = Split.validation(all.stream().mapToInt(SetPicture::label).toArray(),
        set.classes().size(), MadeSets.VALIDATION, MadeSets.SEED);
    Map<String, String> names = place.member().isEmpty()
        ? Map.of()
        : rooms.members(context.pathParam("room")).stream().filter(member -> !member.teaches())
            .collect(Collectors.toMap(Room.Member::id, Room.Member::nickname));
    return IntStream.range(0, all.size()).mapToObj(i -> {
      SetPicture picture = all.get(i);
      return new Given(picture.number(), picture.label(), validates.get(i),
          names.getOrDefault(picture.member(), ""),
          place.mayChange() || picture.member().equals(place.member()));
    }).toList();
  }

  private static Looked looked(Context context) {
    return new Looked(number(context, "class", -1, KeptSet.MOST_CLASSES),
        number(context, "from", 0, KeptSet.MOST_PICTURES),
        number(context, "shift", 2, Looked.MOST_SHIFT),
        number(context, "flip", 0, 1) == 1,
        number(context, "turn", 10, Looked.MOST_TURN),
        number(context, "noise", 5, Looked.MOST_NOISE),
        number(context, "of", 0, Integer.MAX_VALUE), number(context, "others", 0, 1_000_000));
  }

  /** A number of the address, where it says one. */
  private static int number(Context context, String name, int otherwise, int most) {
    String typed = Objects.requireNonNullElse(context.queryParam(name), "");
    return typed.matches("\\d{1,9}") ? Math.min(most, Integer.parseInt(typed)) : otherwise;
  }

  /** A picture as a PNG; with {@code ?epoch=} as augmentation changes it then. */
  void picture(Context context) {
    String number = context.pathParam("picture");
    if (!number.matches("\\d{1,9}")) {
      throw gone();
    }
    Tensor seen = picture(SetPlace.of(context), context.pathParam("set"),
        Integer.parseInt(number));
    int epoch = number(context, "epoch", 0, 1_000);
    if (epoch > 0) {
      seen = looked(context).augmentation().of(seen, MadeSets.SEED, epoch, 0);
    }
    context.header("Cache-Control", FOREVER).contentType("image/png")
        .result(Picture.ofTensor(seen).png());
  }

  private Tensor picture(SetPlace place, String id, int number) {
    if (isDrawn(place, id)) {
      return DrawnSets.of(id).image(number);
    }
    KeptSet set = sets.find(place.owner(), id).orElseThrow(SetHandler::gone);
    return pictures.pixels(set, number)
        .map(pixels -> new Stored.Builder(set.classes(), set.shape()).add(0, pixels).build()
            .image(0))
        .orElseThrow(SetHandler::gone);
  }

  /** The whole set as a zip of folders. */
  void zip(Context context) throws IOException {
    SetPlace place = SetPlace.of(context);
    KeptSet set = sets.find(place.owner(), context.pathParam("set"))
        .orElseThrow(SetHandler::gone);
    context.header("Content-Disposition", Attachment.of(set.name(), ".zip"))
        .contentType("application/zip").disableCompression();
    try (ZipOutputStream zip = new ZipOutputStream(context.outputStream())) {
      SetZip.write(zip, "", set, pictures);
    }
  }
}
