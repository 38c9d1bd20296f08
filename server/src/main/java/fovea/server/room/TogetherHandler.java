package fovea.server.room;

import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Form;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.storage.PairStore;
import fovea.server.storage.Recent;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SolutionStore;
import fovea.web.room.SolutionsPresenter;
import fovea.web.room.SolutionsView;
import fovea.web.room.Solved;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

/** What students do together: they work in pairs, hand in, and look at what all have handed in. */
final class TogetherHandler {

  private static final int LAYER_LETTERS = 100;

  private final PairStore pairs;
  private final SolutionStore solutions;
  private final Replies replies;
  private final Recent<Network, NetworkReading> readings;

  TogetherHandler(PairStore pairs, SolutionStore solutions,
      Recent<Network, NetworkReading> readings, Replies replies) {
    this.pairs = pairs;
    this.solutions = solutions;
    this.readings = readings;
    this.replies = replies;
  }

  /** Asks a classmate to work on what one shows. */
  void ask(Context context) {
    Rooms.change(context, room -> {
      String guest = Form.of(context).text("member").orElse("");
      if (room.me().network().isEmpty()) {
        throw Refusal.unusable(Replies.words(context).say("room.pair.nothing"));
      }
      if (room.me().teaches() || !pairs.ask(room.id(), room.me(), guest)) {
        throw Refusal.notFound(Replies.words(context).say("room.member.gone"));
      }
    });
  }

  /** {@code joins}: works with who has asked ({@code by}), or not; without it, alone again. */
  void pair(Context context) {
    Room room = Rooms.of(context);
    String joins = Form.of(context).text("joins").orElse("");
    if (joins.isEmpty()) {
      pairs.part(room.id(), room.me());
      Replies.back(context, room.address());
    } else if (joins.equals("true")) {
      String by = Form.of(context).text("by").orElse("");
      if (!pairs.name(room.id(), room.me().askedBy()).equals(by)) {
        throw Refusal.unusable(Replies.words(context).say("room.pair.gone"));
      }
      String network = pairs.answer(room.id(), room.me().owner(), true)
          .orElseThrow(() -> Refusal.unusable(Replies.words(context).say("room.pair.gone")));
      Replies.seeOther(context, "/networks/" + network);
    } else {
      pairs.answer(room.id(), room.me().owner(), false);
      Replies.back(context, room.address());
    }
  }

  /** {@code layer}: what one looks at now, for those who work with one. */
  void look(Context context) {
    Room room = Rooms.of(context);
    String layer = Form.of(context).text("layer").orElse("");
    pairs.look(room.id(), room.me(), layer.substring(0, Math.min(layer.length(), LAYER_LETTERS)));
    context.status(204);
  }

  /** Hands in what one shows, as it is now. */
  void handIn(Context context) {
    Rooms.change(context, room -> {
      if (room.me().teaches() || !solutions.handIn(room.id(), room.me())) {
        throw Refusal.unusable(Replies.words(context).say("room.pair.nothing"));
      }
    });
  }

  /** {@code ?by=}: what was handed in, once it is shown to all. */
  void list(Context context) {
    Room room = Rooms.of(context);
    if (!room.me().teaches() && !room.showsSolutions()) {
      throw Refusal.notFound(Replies.words(context).say("solutions.hidden"));
    }
    replies.html(context, "room/solutions", view(context, room));
  }

  /** The page as it is now. */
  SolutionsView view(Context context, Room room) {
    return new SolutionsPresenter(Replies.words(context)).page(room.address(),
        room.me().teaches(), room.showsSolutions(), room.task(), solved(room),
        Objects.requireNonNullElse(context.queryParam("by"), ""));
  }

  private List<Solved> solved(Room room) {
    return solutions.all(room.id()).stream()
        .map(one -> new Solved(one.nickname(), one.members().contains(room.me().id()),
            RoomStore.address(room.id(), one.kept().id()), one.kept().task(),
            one.kept().outcome(), readings.of(one.kept().network())))
        .toList();
  }

  /** {@code shown}: lets all see what was handed in, or not. */
  void show(Context context) {
    Room room = Rooms.of(context);
    solutions.show(room.id(), Form.of(context).isTrue("shown"));
    Replies.back(context, room.address() + "/solutions");
  }
}
