package fovea.server.room;

import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Owner;
import fovea.server.http.Replies;
import fovea.server.storage.KeptNetwork;
import fovea.server.storage.MemberStore;
import fovea.server.storage.Recent;
import fovea.server.storage.Room;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SeenStore;
import fovea.server.storage.SolutionStore;
import fovea.web.room.BoardPresenter;
import fovea.web.room.BoardView;
import fovea.web.room.RoomView;
import fovea.web.room.Said;
import fovea.web.room.Seat;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what everybody in a room shows now. Thread-safe. */
final class Board {

  private final RoomStore store;
  private final MemberStore members;
  private final SolutionStore solutions;
  private final SeenStore seen;
  private final Recent<Network, NetworkReading> readings;

  Board(RoomStore store, MemberStore members, SolutionStore solutions, SeenStore seen,
      Recent<Network, NetworkReading> readings) {
    this.store = store;
    this.members = members;
    this.solutions = solutions;
    this.seen = seen;
    this.readings = readings;
  }

  /** {@code ?sort=}: the board for those who teach. */
  BoardView view(Context context, Room room) {
    return new BoardPresenter(Replies.words(context)).board(room.address(), room.code(),
        new Said(room.message(), room.spotlight(), room.question()), room.task(),
        solutions.count(room.id()), seats(room), sort(context), Instant.now());
  }

  /** {@code ?sort=}: the same as a file. */
  String csv(Context context, Room room) {
    return new BoardPresenter(Replies.words(context)).csv(seats(room), sort(context));
  }

  private static String sort(Context context) {
    return Objects.requireNonNullElse(context.queryParam("sort"), "");
  }

  private List<Seat> seats(Room room) {
    Map<String, KeptNetwork> shown = members.shown(room.id());
    Map<Owner, Instant> last = seen.all(room.id());
    Instant gone = Instant.now().minus(Presence.GONE);
    return store.members(room.id()).stream()
        .filter(member -> !member.teaches())
        .map(member -> seat(room, member, Optional.ofNullable(shown.get(member.id())),
            last.getOrDefault(member.owner(), Instant.MAX).isBefore(gone)))
        .toList();
  }

  private Seat seat(
      Room room, Room.Member member, Optional<KeptNetwork> kept, boolean hasNoPage) {
    return new Seat(member.id(), member.nickname(), hasNoPage, member.handAt(), member.message(),
        member.answer(), kept.map(KeptNetwork::task).orElse(""),
        kept.flatMap(KeptNetwork::outcome),
        kept.map(shown -> RoomStore.address(room.id(), shown.id())).orElse(""),
        kept.map(shown -> readings.of(shown.network())).orElse(null),
        kept.map(KeptNetwork::updatedAt).orElse(null));
  }

  /** A student's own page. */
  RoomView student(Context context, Room room) {
    Optional<KeptNetwork> kept = members.shown(room.id(), room.me());
    return new RoomView(room.address(), room.me().nickname(),
        room.said(), room.hasNews(),
        kept.map(shown -> "/networks/" + shown.id()).orElse(""),
        kept.map(shown -> shown.network().name()).orElse(""),
        // A page that is there keeps them: of a large class they are many.
        context.path().endsWith("/now") ? List.of() : classmates(room), room.showsSolutions());
  }

  /** Whom one can ask to work together. */
  private List<RoomView.Classmate> classmates(Room room) {
    return store.members(room.id()).stream()
        .filter(member -> !member.teaches() && !member.id().equals(room.me().id()))
        .map(member -> new RoomView.Classmate(member.id(), member.nickname()))
        .toList();
  }
}
