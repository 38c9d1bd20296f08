package fovea.server.room;

import fovea.engine.exercise.OwnTask;
import fovea.server.http.Attachment;
import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.KeptSet;
import fovea.server.storage.MemberStore;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetStore;
import fovea.server.storage.SolutionStore;
import fovea.server.storage.TeachStore;
import fovea.web.learn.Course;
import fovea.web.room.CodeView;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What those who teach in a room do for all. */
final class TeachHandler {

  private static final int ADDRESS_LETTERS = 900;

  /** A network of the teacher's own or one that lies in the room, what of it is shown, and how. */
  private static final Pattern NETWORK = Pattern
      .compile("(?:/rooms/\\w{1,40})?/networks/(\\w{1,40})"
          + "((?:/layers/\\w{1,80}/units/\\d{1,9}/\\d{1,9}/\\d{1,9})?)(?:/[a-z/]{0,40})?((?:\\?.*)?)");

  /** A step of the course, and how what lies beside it was moved. */
  private static final Pattern STEP = Pattern
      .compile("/learn/(\\w{1,40})/(\\w{1,40})(?:[~?][\\w.~?&=%+,:-]{0,800})?");

  private final RoomStore store;
  private final TeachStore teaching;
  private final MemberStore members;
  private final SolutionStore solutions;
  private final SetStore sets;
  private final SetPictureStore setPictures;
  private final Board board;
  private final BiConsumer<Owner, String> keep;
  private final BiFunction<Owner, String, Optional<String>> pictures;
  private final Replies replies;

  TeachHandler(RoomStore store, TeachStore teaching, MemberStore members,
      SolutionStore solutions, SetStore sets, SetPictureStore setPictures, Board board,
      BiConsumer<Owner, String> keep, BiFunction<Owner, String, Optional<String>> pictures,
      Replies replies) {
    this.store = store;
    this.teaching = teaching;
    this.members = members;
    this.solutions = solutions;
    this.sets = sets;
    this.setPictures = setPictures;
    this.board = board;
    this.keep = keep;
    this.pictures = pictures;
    this.replies = replies;
  }

  /** The code for a projector, also as a QR code; with {@code ?teach} the teachers' link, which is for none. */
  void code(Context context) {
    Room room = Rooms.of(context);
    String host = context.scheme() + "://" + context.host();
    replies.html(context, "room/code",
        CodeView.of(room.code(), host, room.address(),
            context.queryParam("teach") == null ? "" : room.secret()));
  }

  /** The board as CSV. */
  void file(Context context) {
    Room room = Rooms.of(context);
    context.header("Content-Disposition", Attachment.of(room.code(), ".csv"))
        .contentType("text/csv; charset=utf-8")
        .result(board.csv(context, room));
  }

  /** All that a class has made, as one file. */
  void whole(Context context) throws IOException {
    Room room = Rooms.of(context);
    context.header("Content-Disposition", Attachment.of(room.code(), ".zip"))
        .contentType("application/zip").disableCompression();
    try (RoomFile file = new RoomFile(context.outputStream())) {
      file.add("results.csv", board.csv(context, room));
      Map<String, KeptNetwork> shown = members.shown(room.id());
      for (Room.Member member : store.members(room.id())) {
        if (!member.teaches() && shown.containsKey(member.id())) {
          file.add("networks", member.nickname(), shown.get(member.id()));
        }
      }
      for (SolutionStore.Solution solution : solutions.all(room.id())) {
        file.add("handed_in", solution.nickname(), solution.kept());
      }
      for (KeptSet set : sets.list(RoomStore.ownerOf(room.id()))) {
        file.add("sets", set, setPictures);
      }
    }
  }

  /**
   * {@code output}, {@code parameters}, {@code macs}, {@code field}, {@code largest}: what all are to build.
   */
  void setTask(Context context) {
    Rooms.change(context, room -> teaching.setTask(room.id(),
        TaskForm.word(Form.of(context), picture(room), Replies.words(context))));
  }

  /** The word for what the network that was sent sees; empty if none was. */
  private Optional<String> picture(Room room) {
    return room.pushed()
        .flatMap(pushed -> pictures.apply(RoomStore.ownerOf(room.id()), pushed.network()));
  }

  /** {@code message}: says something to all; nothing takes it back. */
  void say(Context context) {
    Rooms.change(context, room -> teaching.say(room.id(), words(context, "message")));
  }

  /** {@code message}: the same to one alone. */
  void sayToOne(Context context) {
    Rooms.change(context, room -> {
      if (!members.say(room.id(), context.pathParam("member"), words(context, "message"))) {
        throw Refusal.notFound(Replies.words(context).say("room.member.gone"));
      }
    });
  }

  /** Takes a student's hand down. */
  void lowerHand(Context context) {
    Rooms.change(context, room -> {
      if (!members.lower(room.id(), context.pathParam("member"))) {
        throw Refusal.notFound(Replies.words(context).say("room.member.gone"));
      }
    });
  }

  /** Takes a student out of the room; what they have made stays theirs. */
  void remove(Context context) {
    Rooms.change(context, room -> {
      if (!members.remove(room.id(), context.pathParam("member"))) {
        throw Refusal.notFound(Replies.words(context).say("room.member.gone"));
      }
    });
  }

  /** {@code question}: asks all something; nothing ends it. */
  void ask(Context context) {
    Rooms.change(context, room -> teaching.ask(room.id(), words(context, "question")));
  }

  private static String words(Context context, String field) {
    String typed = Form.of(context).text(field).orElse("").strip();
    if (typed.length() > RoomStore.MESSAGE_LETTERS) {
      throw Refusal.overLimit("message_letters", "A message has at most "
          + RoomStore.MESSAGE_LETTERS + " letters, and this one " + typed.length() + ".");
    }
    return typed;
  }

  /** {@code paused}: lets students change nothing, or go on. */
  void pause(Context context) {
    Rooms.change(context,
        room -> teaching.pause(room.id(), Form.of(context).isTrue("paused")));
  }

  /** Makes a copy of what a student shows the teacher's own. */
  void copy(Context context) {
    Room room = Rooms.of(context);
    String copy = members.copy(room.id(), room.me().owner(), context.pathParam("network"))
        .orElseThrow(() -> Refusal.notFound("There is no such network, or it is not yours."));
    Replies.seeOther(context, "/networks/" + copy);
  }

  /** {@code address}: shows all what lies there; none lets them go. */
  void spotlight(Context context) {
    Rooms.change(context, room -> {
      String address = Form.of(context).text("address").orElse("");
      teaching.spotlight(room.id(), address.isEmpty() ? "" : shown(context, room, address));
    });
  }

  private String shown(Context context, Room room, String address) {
    Matcher network = NETWORK.matcher(address);
    if (address.length() <= ADDRESS_LETTERS && network.matches()) {
      keep.accept(room.me().owner(), network.group(1));
      if (members.holder(room.id(), room.me().owner(), network.group(1)).isEmpty()) {
        throw Refusal.notFound("There is no such network, or it is not yours.");
      }
      return RoomStore.address(room.id(), network.group(1)) + network.group(2) + network.group(3);
    }
    if (address.length() <= ADDRESS_LETTERS
        && (address.equals("/learn") || isStep(address))) {
      return address;
    }
    throw Refusal.unusable(Replies.words(context).say("room.spotlight.wrong"));
  }

  /** {@code network}: sends all a network of the teacher's as it is now. */
  void push(Context context) {
    Rooms.change(context, room -> {
      String network = Form.of(context).text("network").orElse("");
      keep.accept(room.me().owner(), network);
      if (!teaching.push(room.id(), room.me().owner(), network)) {
        throw Refusal.notFound("There is no such network, or it is not yours.");
      }
      // A goal about the picture that was sent is about this one now.
      store.find(room.id(), room.me().owner()).flatMap(this::picture).ifPresent(
          picture -> teaching.setTask(room.id(), OwnTask.about(picture, room.task())));
    });
  }

  /** Deletes the room. */
  void close(Context context) {
    Room room = Rooms.of(context);
    store.close(room.id());
    Replies.seeOther(context, "/rooms");
  }

  private static boolean isStep(String address) {
    Matcher step = STEP.matcher(address);
    return step.matches() && Course.step(step.group(1), step.group(2)).isPresent();
  }
}
