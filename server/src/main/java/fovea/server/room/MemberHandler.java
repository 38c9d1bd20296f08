package fovea.server.room;

import fovea.server.http.Form;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.MemberStore;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import fovea.web.room.BoardView;
import io.javalin.http.Context;
import java.util.function.BiConsumer;

/** A room as its people see it, and what each of them does there. */
final class MemberHandler {

  private final MemberStore members;
  private final TogetherHandler together;
  private final Board board;
  private final BiConsumer<Owner, String> keep;
  private final Replies replies;

  MemberHandler(MemberStore members, TogetherHandler together, Board board,
      BiConsumer<Owner, String> keep, Replies replies) {
    this.members = members;
    this.together = together;
    this.board = board;
    this.keep = keep;
    this.replies = replies;
  }

  /** The board for those who teach, the student's own page for the others. */
  void show(Context context) {
    Room room = Rooms.of(context);
    if (room.me().teaches()) {
      replies.html(context, "room/board", board.view(context, room));
    } else {
      replies.html(context, "room/room", board.student(context, room));
    }
  }

  /**
   * What has changed by now: the bar, and with {@code ?board} what differs from the board that it names,
   * {@code ?page} the page, {@code ?solutions} what was handed in.
   */
  void now(Context context) {
    Room room = Rooms.of(context);
    String asked = context.queryParam("board");
    if (asked != null && room.me().teaches()) {
      BoardView view = board.view(context, room);
      view.since(asked).ifPresentOrElse(
          changed -> replies.html(context, "room/seats-now", changed),
          () -> replies.html(context, "room/board-now", view));
    } else if (context.queryParam("page") != null && !room.me().teaches()) {
      replies.html(context, "room/room-now", board.student(context, room));
    } else if (context.queryParam("solutions") != null
        && (room.me().teaches() || room.showsSolutions())) {
      replies.html(context, "room/solutions-now", together.view(context, room));
    } else {
      replies.html(context, "room/now", room);
    }
  }

  /** {@code nickname}: what they are called from now on. */
  void rename(Context context) {
    Rooms.change(context, room -> {
      String name = Nicknames.checked(Form.of(context).text("nickname").orElse(""),
          Replies.words(context));
      if (!room.me().teaches() && !name.equals(room.me().nickname())) {
        members.rename(room.id(), room.me().owner(), name);
      }
    });
  }

  /** {@code up}: raises a hand, or takes it down. */
  void raise(Context context) {
    Rooms.change(context, room -> {
      boolean up = Form.of(context).isTrue("up");
      // Whose hand is up keeps their place.
      if (up != room.me().handAt() > 0) {
        members.raise(room.id(), room.me().owner(), up);
      }
    });
  }

  /** {@code answer}: to the {@code question} that everybody is asked. */
  void answer(Context context) {
    Rooms.change(context, room -> {
      if (room.question().isEmpty()
          || !room.question().equals(Form.of(context).text("question").orElse(room.question()))) {
        throw Refusal.unusable(Replies.words(context).say("room.answer.late"));
      }
      String answer = Form.of(context).text("answer").orElse("").strip();
      if (answer.length() > RoomStore.ANSWER_LETTERS) {
        throw Refusal.overLimit("answer_letters", "An answer has at most "
            + RoomStore.ANSWER_LETTERS + " letters, and this one " + answer.length() + ".");
      }
      members.answer(room.id(), room.me().owner(), answer);
    });
  }

  /** Opens what the teacher has sent. */
  void take(Context context) {
    Room room = Rooms.of(context);
    String network = members.take(room.id(), room.me().owner())
        .orElseThrow(() -> Refusal.notFound(Replies.words(context).say("room.pushed.gone")));
    Replies.seeOther(context, "/networks/" + network);
  }

  /** {@code network}: what the teacher sees from now on. */
  void showNetwork(Context context) {
    Rooms.change(context, room -> {
      String network = Form.of(context).text("network").orElse("");
      keep.accept(room.me().owner(), network);
      if (!members.show(room.id(), room.me().owner(), network)) {
        throw Refusal.notFound("There is no such network, or it is not yours.");
      }
    });
  }

  /** Takes somebody out of the room. */
  void leave(Context context) {
    Room room = Rooms.of(context);
    members.leave(room.id(), room.me().owner());
    Replies.seeOther(context, "/rooms");
  }
}
