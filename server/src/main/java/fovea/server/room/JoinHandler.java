package fovea.server.room;

import fovea.server.http.Allowance;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.storage.RoomStore;
import fovea.web.Words;
import fovea.web.room.JoinView;
import fovea.web.room.RoomsView;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** How people come into a room: by its code, or by the teachers' link. */
final class JoinHandler {

  private static final int MOST_TYPED = 40;
  private static final int GUESSES_A_MINUTE = 60;

  private final RoomStore store;
  private final Consumer<Context> renew;
  private final Replies replies;

  /**
   * Wrong codes, of everybody together: a school is one address, and whoever guesses has many. Right ones
   * are never counted.
   */
  private final Allowance guesses = new Allowance("wrong_codes", GUESSES_A_MINUTE,
      GUESSES_A_MINUTE, Duration.ofMinutes(1));

  JoinHandler(RoomStore store, Consumer<Context> renew, Replies replies) {
    this.store = store;
    this.renew = renew;
    this.replies = replies;
  }

  /** The rooms that somebody is in, and the way into another. */
  void list(Context context) {
    replies.html(context, "rooms", list(context, "", ""));
  }

  private RoomsView list(Context context, String typed, String refusal) {
    return new RoomsView(store.all(Session.of(context).owner()).stream()
        .map(room -> new RoomsView.Row(room.address(), room.code(), room.me().teaches()))
        .toList(), typed, refusal, context.queryParam("ended") != null);
  }

  /** Makes a room for whoever asks, who is its teacher. */
  void make(Context context) {
    String room = store.make(Session.of(context).owner());
    renew.accept(context);
    Replies.seeOther(context, "/rooms/" + room);
  }

  /** {@code ?code=}: as people type it, with spaces and small letters. */
  void find(Context context) {
    String typed = Objects.requireNonNullElse(context.queryParam("code"), "");
    String code = typed.length() > MOST_TYPED
        ? ""
        : typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    if (store.byCode(code).isPresent()) {
      Replies.seeOther(context, "/join/" + code);
    } else {
      wrong(context, typed);
    }
  }

  private void wrong(Context context, String typed) {
    guesses.count();
    Words words = Replies.words(context);
    context.status(404);
    replies.html(context, "rooms", list(context, typed,
        words.say("room.code.wrong", RoomStore.CODE_LETTERS)));
  }

  /** Asks under which name; who is in already is sent on. */
  void offer(Context context) {
    String code = context.pathParam("code").toUpperCase(Locale.ROOT);
    store.byCode(code).ifPresentOrElse(room -> {
      if (store.find(room, Session.of(context).owner()).isPresent()) {
        Replies.seeOther(context, "/rooms/" + room);
      } else {
        Words words = Replies.words(context);
        replies.html(context, "room/join", new JoinView("/join/" + code, code,
            Nicknames.free(store, room, words), ""));
      }
    }, () -> wrong(context, code));
  }

  /** {@code nickname}: lets somebody in. */
  void join(Context context) {
    String code = context.pathParam("code");
    Words words = Replies.words(context);
    String typed = Form.of(context).text("nickname").orElse("");
    store.byCode(code).ifPresentOrElse(room -> {
      try {
        store.join(room, Session.of(context).owner(), false, Nicknames.checked(typed, words));
        renew.accept(context);
        Replies.seeOther(context, "/rooms/" + room);
      } catch (Refusal refusal) {
        context.status(refusal.status());
        replies.html(context, "room/join",
            new JoinView("/join/" + code, code, typed, words.translated(refusal.detail())));
      }
    }, () -> wrong(context, code));
  }

  /** What somebody sees who follows the teachers' link. */
  void offerToTeach(Context context) {
    requireSecret(context);
    replies.html(context, "room/teach", context.path());
  }

  /** Makes whoever has the teachers' link one of them. */
  void teach(Context context) {
    requireSecret(context);
    String room = context.pathParam("room");
    store.join(room, Session.of(context).owner(), true, "");
    renew.accept(context);
    Replies.seeOther(context, "/rooms/" + room);
  }

  private void requireSecret(Context context) {
    if (!store.isSecret(context.pathParam("room"), context.pathParam("secret"))) {
      guesses.count();
      throw Refusal.notFound(Replies.words(context).say("room.gone"));
    }
  }
}
