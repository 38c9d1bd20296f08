package fovea.server.room;

import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.Origins;
import fovea.server.http.Owner;
import fovea.server.http.Refusal;
import fovea.server.http.Replies;
import fovea.server.http.Session;
import fovea.server.storage.MemberStore;
import fovea.server.storage.PairStore;
import fovea.server.storage.Recent;
import fovea.server.storage.Room;
import fovea.server.storage.RoomChanges;
import fovea.server.storage.RoomStore;
import fovea.server.storage.SeenStore;
import fovea.server.storage.SetPictureStore;
import fovea.server.storage.SetStore;
import fovea.server.storage.SolutionStore;
import fovea.server.storage.TeachStore;
import fovea.web.Pages;
import fovea.web.room.BarView;
import fovea.web.workbench.GoalsPresenter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classroom: its handlers put together, and every address that it answers. Thread-safe. */
public final class Rooms implements AutoCloseable {

  private static final String ROOM = "/rooms/{room}";

  /** What the pages of a room ask by themselves. */
  public static final String NOW = ROOM + "/now";

  /** Of three hundred students most have the same network. */
  private static final long REMEMBERED_LAYERS = 20_000;

  private static final String FOUND = "fovea.room";
  private static final Pattern NETWORK_OF_ROOM = Pattern.compile("/rooms/\\w+/networks/.*");
  private static final Pattern BELOW_ROOM = Pattern.compile("/rooms/(\\w+)(?:/.*)?");
  private static final Pattern NETWORK = Pattern.compile("/networks/(\\w+)(?:[/?].*)?");

  /** What may not be done while a class is paused; a run changes nothing. */
  private static final Pattern CHANGES = Pattern
      .compile("/(?:networks|sets)(?:/.*)?|/rooms/\\w+/(?:solution|take|show|pair|sets(?:/.*)?)");

  private final RoomStore store;
  private final Pulses pulses;
  private final Presence presence;
  private final JoinHandler joins;
  private final MemberHandler members;
  private final PairStore pairs;
  private final SetStore sets;
  private final SolutionStore solutions;
  private final TogetherHandler together;
  private final TeachHandler teachers;
  private final StreamHandler stream;

  /**
   * The classroom.
   *
   * @param keep keeps a visitor's network of that id, if it is one that exists only for them to look at
   * @param pictures the word for what that owner's network of that id sees; empty if there is none
   * @param renew gives whoever asks another cookie
   */
  public Rooms(Pages pages, RoomStore store, MemberStore members, PairStore pairs,
      SetStore sets, SetPictureStore setPictures, SolutionStore solutions, TeachStore teaching,
      RoomChanges changes, SeenStore seen, BiConsumer<Owner, String> keep,
      BiFunction<Owner, String, Optional<String>> pictures, Consumer<Context> renew) {
    Replies replies = new Replies(pages);
    this.store = store;
    this.pulses = new Pulses(changes);
    this.presence = new Presence(seen);
    this.pairs = pairs;
    this.sets = sets;
    this.solutions = solutions;
    Recent<Network, NetworkReading> readings = new Recent<>(
        REMEMBERED_LAYERS, reading -> 1 + reading.layers().size(), NetworkReading::of);
    Board board = new Board(store, members, solutions, seen, readings);
    this.joins = new JoinHandler(store, renew, replies);
    this.together = new TogetherHandler(pairs, solutions, readings, replies);
    this.members = new MemberHandler(members, together, board, keep, replies);
    this.teachers = new TeachHandler(
        store, teaching, members, solutions, sets, setPictures, board, keep, pictures, replies);
    this.stream = new StreamHandler(pulses, presence);
  }

  /** How many pages listen to their rooms now. */
  public int streams() {
    return stream.open();
  }

  /** Adds the addresses; what lies below a room's networks is the workbench's. */
  public void addTo(RoutesConfig routes) {
    routes.get("/rooms", joins::list);
    routes.post("/rooms", joins::make);
    routes.get("/join", joins::find);
    routes.get("/join/{code}", joins::offer);
    routes.post("/join/{code}", joins::join);

    routes.beforeMatched(ROOM, this::require);
    routes.beforeMatched(ROOM + "/*", this::require);
    routes.get(ROOM + "/teach/{secret}", joins::offerToTeach, For.LINK);
    routes.post(ROOM + "/teach/{secret}", joins::teach, For.LINK);

    routes.get(ROOM, members::show, For.MEMBERS);
    routes.get(NOW, members::now, For.MEMBERS);
    routes.sse(ROOM + "/events", stream::follow, For.MEMBERS);
    routes.post(ROOM + "/name", members::rename, For.MEMBERS);
    routes.post(ROOM + "/hand", members::raise, For.MEMBERS);
    routes.post(ROOM + "/take", members::take, For.MEMBERS);
    routes.post(ROOM + "/show", members::showNetwork, For.MEMBERS);
    routes.post(ROOM + "/answer", members::answer, For.MEMBERS);
    routes.post(ROOM + "/leave", members::leave, For.MEMBERS);

    routes.post(ROOM + "/ask", together::ask, For.MEMBERS);
    routes.post(ROOM + "/pair", together::pair, For.MEMBERS);
    routes.post(ROOM + "/look", together::look, For.MEMBERS);
    routes.post(ROOM + "/solution", together::handIn, For.MEMBERS);
    routes.get(ROOM + "/solutions", together::list, For.MEMBERS);

    routes.post(ROOM + "/solutions", together::show, For.TEACHERS);
    routes.post(ROOM + "/task", teachers::setTask, For.TEACHERS);
    routes.get(ROOM + "/room.zip", teachers::whole, For.TEACHERS);
    routes.get(ROOM + "/code", teachers::code, For.TEACHERS);
    routes.get(ROOM + "/board.csv", teachers::file, For.TEACHERS);
    routes.post(ROOM + "/message", teachers::say, For.TEACHERS);
    routes.post(ROOM + "/members/{member}/message", teachers::sayToOne, For.TEACHERS);
    routes.post(ROOM + "/members/{member}/hand", teachers::lowerHand, For.TEACHERS);
    routes.post(ROOM + "/members/{member}/remove", teachers::remove, For.TEACHERS);
    routes.post(ROOM + "/networks/{network}/fork", teachers::copy, For.TEACHERS);
    routes.post(ROOM + "/question", teachers::ask, For.TEACHERS);
    routes.post(ROOM + "/pause", teachers::pause, For.TEACHERS);
    routes.post(ROOM + "/spotlight", teachers::spotlight, For.TEACHERS);
    routes.post(ROOM + "/push", teachers::push, For.TEACHERS);
    routes.post(ROOM + "/close", teachers::close, For.TEACHERS);
  }

  /** Lets through whom the address is for. What lies below a room's networks asks by itself. */
  private void require(Context context) {
    Set<RouteRole> whom = context.routeRoles();
    if (whom.contains(For.LINK)
        || (whom.isEmpty() && NETWORK_OF_ROOM.matcher(context.path()).matches())) {
      return;
    }
    if (here(context, context.pathParam("room"))
        .filter(found -> whom.contains(For.MEMBERS)
            || (whom.contains(For.TEACHERS) && found.me().teaches()))
        .isEmpty()) {
      throw Refusal.notFound(Replies.words(context).say("room.gone"));
    }
  }

  /** The room of a page for who asks for it, read once. */
  private Optional<Room> here(Context context, String room) {
    Optional<Room> found = context.attribute(FOUND);
    if (found == null) {
      found = store.find(room, Session.of(context).owner());
      context.attribute(FOUND, found);
    }
    return found;
  }

  /** Notes in which room a visitor is, for the bar on every page. */
  public void attach(Context context) {
    Owner owner = Session.of(context).owner();
    Matcher path = BELOW_ROOM.matcher(context.path());
    // On a page of a room that room counts, everywhere else the one that was joined last.
    Optional<Room> here = path.matches() ? here(context, path.group(1)) : Optional.empty();
    here.or(() -> store.latest(owner))
        .ifPresent(room -> Replies.attach(context, bar(room, context)));
    if (!Origins.isGet(context) && CHANGES.matcher(context.path()).matches()
        && !context.path().endsWith("/run") && !context.path().endsWith("/live")
        && store.isPaused(owner)) {
      throw Refusal.unusable(Replies.words(context).say("room.paused.refused"));
    }
  }

  private BarView bar(Room room, Context context) {
    String here = here(context);
    Matcher matcher = NETWORK.matcher(here);
    String network = matcher.matches() ? matcher.group(1) : "";
    return new BarView(room.address(), room.code(), room.number(), room.me().teaches(),
        room.me().handAt() > 0,
        room.me().message().isEmpty()
            ? room.message()
            : Replies.words(context).say("room.said.you", room.me().message()),
        room.spotlight(),
        room.question(), room.me().answer(), room.isPaused(),
        room.pushed().filter(pushed -> pushed.from().equals(network)).isPresent(),
        room.hasNews(),
        !room.me().teaches() && room.me().network().equals(network) ? "" : network,
        new GoalsPresenter(Replies.words(context)).wanted(room.task()),
        !room.task().isEmpty() && solutions.has(room.id(), room.me()), room.showsSolutions(),
        sets(room), pair(room, context), here);
  }

  /** Those that the class can add to. */
  private List<BarView.Set> sets(Room room) {
    return sets.list(RoomStore.ownerOf(room.id())).stream().filter(set -> !set.isClosed())
        .map(set -> new BarView.Set(room.address() + "/sets/" + set.id(), set.name())).toList();
  }

  /** Who asks a student, and who works with them. */
  private BarView.Pair pair(Room room, Context context) {
    if (room.me().teaches()) {
      return BarView.Pair.NONE;
    }
    List<Room.Member> others = pairs.others(room.id(), room.me());
    return new BarView.Pair(
        room.me().askedBy().isEmpty()
            ? ""
            : pairs.name(room.id(), room.me().askedBy()),
        others.stream().map(other -> other.looksAt().isEmpty()
            ? other.nickname()
            : Replies.words(context).say("room.pair.at", other.nickname(), other.looksAt()))
            .collect(Collectors.joining(", ")),
        others.isEmpty() ? "" : "/networks/" + room.me().network());
  }

  /** The page that is looked at, which the bar says when it asks by itself ({@code ?at=}). */
  private static String here(Context context) {
    return context.path().endsWith("/now")
        ? Objects.requireNonNullElse(context.queryParam("at"), "")
        : context.path()
            + Optional.ofNullable(context.queryString()).map(query -> "?" + query).orElse("");
  }

  /** The room of an address, for somebody whom that is for. */
  public static Room of(Context context) {
    Optional<Room> found = context.attribute(FOUND);
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException("nobody has let anybody in at " + context.path());
    }
    return found.get();
  }

  /** Does something in the room of an address, and sends whoever asked for it back. */
  static void change(Context context, Consumer<Room> change) {
    Room room = of(context);
    change.accept(room);
    Replies.back(context, room.address());
  }

  /** Ends all streams. */
  @Override
  public void close() {
    presence.close();
    pulses.close();
  }
}
