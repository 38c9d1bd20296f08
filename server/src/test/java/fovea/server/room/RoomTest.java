package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a teacher and a class do in a room. */
class RoomTest extends VisitedRoom {

  private static final Pattern SHOWS = Pattern.compile("data-shows=\"(\\w+)\"");

  private String board() {
    return visitor.get(room).body();
  }

  /** Sends the visitor's network to all; answers its address. */
  private String pushes() {
    String network = visitor.create(TINY);
    assertEquals(204, visitor.send("POST", room + "/push", "network", id(network)).statusCode());
    return network;
  }

  @Test
  void aCodeIsFoundAsPeopleTypeIt() {
    String typed = code.toLowerCase(Locale.ROOT);
    try (Visitor late = new Visitor(app)) {
      HttpResponse<String> page = late.get(
          "/join?code=+" + typed.substring(0, 3) + "-" + typed.substring(3) + "+");
      assertEquals("/join/" + code, page.uri().getPath());
      assertFalse(Visitor.first("id=\"nickname\"[^>]* value=\"([^\"]*)\"", page.body()).isEmpty());
      assertEquals(404, late.get("/join?code=AAAAAAA").statusCode());
      assertEquals(404, late.get("/join/AAAAAAA").statusCode());
    }
  }

  @Test
  void aNameIsNeitherTakenNorEmptyNorTooLongNorInvisible() {
    try (Visitor late = new Visitor(app)) {
      for (String name : List.of("Ann", "", " \u200b\u0007 ", "\u00a0\u2800", "*",
          "x".repeat(31))) {
        HttpResponse<String> page = late.post("/join/" + code, "nickname", name);
        assertEquals(422, page.statusCode(), name);
        assertTrue(page.body().contains("nickname-refused"), name);
      }
      assertEquals(404, late.get(room).statusCode());
    }
    assertEquals(422, ann.send("POST", room + "/name", "nickname", "Ben").statusCode());
    assertEquals(204, ann.send("POST", room + "/name", "nickname", "Anna").statusCode());
    assertTrue(board().contains("data-name=\"Anna\""));
  }

  @Test
  void whatIsSentIsTakenOnceAsItWasThen() {
    String network = pushes();
    visitor.send("PUT", network + "/layers/conv", "out_channels", "64");
    assertTrue(ann.get(room).body().contains(room + "/take"));
    String copy = ann.post(room + "/take").uri().getPath();
    assertNotEquals(network, copy);
    assertTrue(ann.get(copy + "/document.json").body().contains("\"out_channels\":4"),
        ann.get(copy + "/document.json").body());
    assertEquals(copy, ann.post(room + "/take").uri().getPath());
    assertFalse(ann.get(room).body().contains(room + "/take"));
    // What was sent is the room's own: the teacher may delete theirs, for good.
    visitor.send("DELETE", network);
    visitor.send("DELETE", "/deleted");
    assertTrue(board().contains("1 layer"));
    assertTrue(board().contains("shows nothing yet"), "Ben has not taken it");
    assertNotEquals(copy, ben.post(room + "/take").uri().getPath());
  }

  @Test
  void anEditShowsOnTheBoardAndInTheFile() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    // 3 · 3 · 3 · 4 + 4 = 112, and 3 · 3 · 3 · 8 + 8 = 224.
    assertTrue(board().contains("parameters 112"), board());
    ann.send("PUT", copy + "/layers/conv", "out_channels", "8");
    assertTrue(board().contains("parameters 224"), board());
    ann.send("POST", room + "/hand", "up", "true");
    String csv = visitor.get(room + "/board.csv").body();
    assertTrue(csv.contains("Ann,tiny,1,224,"), csv);
    assertTrue(csv.contains(",up,\r\n"), csv);
    assertTrue(csv.contains("Ben,,,,,,,,,\r\n"), csv);
  }

  private String boardSince(String page) {
    String shown = SHOWS.matcher(page).results().map(found -> found.group(1))
        .collect(Collectors.joining("+"));
    return visitor.get(room + "/now?board=" + shown).body();
  }

  @Test
  void anOpenBoardIsSentTheSeatsThatAreOthersThanItShows() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    String before = board();
    assertFalse(boardSince(before).contains("class=\"seat\""), boardSince(before));
    ann.send("PUT", copy + "/layers/conv", "out_channels", "8");
    String edited = boardSince(before);
    assertTrue(edited.contains("data-name=\"Ann\"") && edited.contains("parameters 224"), edited);
    assertFalse(edited.contains("data-name=\"Ben\""), edited);
    // Who is another now stands elsewhere.
    ann.send("POST", room + "/name", "nickname", "Zoe");
    String moved = boardSince(before);
    assertTrue(moved.contains("<ul class=\"seats\"") && moved.contains("data-name=\"Ben\""), moved);
  }

  @Test
  void whoIsRefusedTheLineOfTheClassKeepsNobodyFromIt() {
    try (Visitor stranger = new Visitor(app)) {
      // More than there are turns, which are waited for in vain for five seconds.
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        assertEquals(404, stranger.get(room + "/now").statusCode());
      }
      assertEquals(200, ann.get(room + "/now").statusCode());
    }
  }

  @Test
  void aNameThatIsAFormulaIsNoneInTheFile() {
    ann.send("POST", room + "/name", "nickname", "=1+1");
    assertTrue(visitor.get(room + "/board.csv").body().contains("'=1+1,"));
  }

  @Test
  void onlyWhatIsShownOrInTheSpotlightIsSeen() {
    String secret = ann.create(TINY);
    assertEquals(404, visitor.get(room + "/networks/" + id(secret)).statusCode());
    ann.send("POST", room + "/show", "network", id(secret));
    String seen = room + "/networks/" + id(secret);
    assertEquals(200, visitor.get(seen).statusCode());
    assertEquals(200, visitor.get(seen + "/layers/conv/units/0/1/1").statusCode());
    assertEquals(404, ben.get(seen).statusCode());
    assertEquals(404, ben.send("POST", room + "/show", "network", id(secret)).statusCode());

    assertEquals(204, visitor.send("POST", room + "/spotlight", "address", seen).statusCode());
    assertTrue(ben.get("/about").body().contains("data-spotlight=\"" + seen + "\""));
    HttpResponse<String> shown = ben.get(seen);
    assertEquals(200, shown.statusCode());
    assertFalse(shown.body().contains("Ann"), "nobody is named");
    assertEquals(404, visitor.send("POST", room + "/spotlight", "address", "/networks/nope")
        .statusCode());
    ann.send("POST", room + "/show", "network", id(ann.create(TINY)));
    assertEquals(404, ben.get(seen).statusCode(), "it is not shown any more");
    ann.send("POST", room + "/show", "network", id(secret));
    visitor.send("POST", room + "/spotlight");
    assertEquals(404, ben.get(seen).statusCode());
  }

  @Test
  void theTeachersOwnNetworkIsShownWhereEverybodyCanSeeIt() {
    String network = visitor.create(TINY);
    visitor.send("POST", room + "/spotlight", "address",
        network + "/layers/conv/units/0/1/1?size=large");
    String seen = room + "/networks/" + id(network) + "/layers/conv/units/0/1/1";
    assertTrue(ben.get("/about").body().contains("data-spotlight=\"" + seen + "?size=large\""));
    assertEquals(200, ben.get(seen).statusCode());
    for (String wrong : List.of("https://example.org/", "//example.org", "/about", "/learning",
        "/networks/" + "x".repeat(2_000), "javascript:alert(1)", "/learn/nope/none",
        "/learn/../rooms")) {
      assertEquals(422,
          visitor.send("POST", room + "/spotlight", "address", wrong).statusCode(), wrong);
    }
  }

  @Test
  void whoHasTheTeachersLinkTeaches() {
    String link = Visitor.first("value=\"http://[^/]+(/rooms/\\w+/teach/\\w+)\"",
        visitor.get(room + "/code").body());
    assertEquals(404, ben.get(room + "/teach/wrong").statusCode());
    assertEquals(404, ben.get(room + "/code").statusCode());
    assertEquals(200, ben.get(link).statusCode());
    ben.post(link);
    assertEquals(200, ben.get(room + "/code").statusCode());
  }

  @Test
  void aMessageAndARoomsEndReachEveryPage() {
    visitor.send("POST", room + "/message", "message", "Look <here>");
    assertTrue(ann.get("/networks").body().contains("Look &lt;here&gt;"));
    assertEquals(422,
        visitor.send("POST", room + "/message", "message", "x".repeat(301)).statusCode());
    String copy = ann.create(TINY);
    visitor.send("POST", room + "/close");
    assertEquals(404, ann.get(room).statusCode());
    assertEquals(404, ann.get("/join/" + code).statusCode());
    assertEquals(200, ann.get(copy).statusCode());
    assertFalse(ann.get("/networks").body().contains("room-bar"));
  }

  @Test
  void answersAreCountedHoweverAShapeIsWritten() {
    visitor.send("POST", room + "/question", "question", "What shape comes out?");
    assertTrue(ann.get("/about").body().contains("What shape comes out?"));
    assertTrue(board().contains("Nobody has answered yet."));
    ann.send("POST", room + "/answer", "answer", "[4, 6,6]");
    ben.send("POST", room + "/answer", "answer", "4x6x6");
    assertTrue(board().contains("<dt>4 × 6 × 6</dt>"), board());
    assertTrue(board().contains("2 (100 %)"));
    ben.send("POST", room + "/answer", "answer", "No Idea");
    assertTrue(board().contains("<dt>no idea</dt>"));
    assertTrue(board().contains("1 (50 %)"));
    assertEquals(422, ann.send("POST", room + "/answer", "answer", "x".repeat(81)).statusCode());
    visitor.send("POST", room + "/question", "question", "And now?");
    assertTrue(board().contains("Nobody has answered yet."), "answers are to their question");
    visitor.send("POST", room + "/question");
    assertFalse(ann.get("/about").body().contains("room-answer"));
  }

  @Test
  void nothingIsChangedWhileTheClassIsPaused() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    visitor.send("POST", room + "/pause", "paused", "true");
    assertTrue(ann.get(copy).body().contains("The teacher has paused the class."));
    HttpResponse<String> refused = ann.send("PUT", copy + "/layers/conv", "out_channels", "8");
    assertEquals(422, refused.statusCode());
    assertTrue(ann.get(copy + "/document.json").body().contains("\"out_channels\":4"));
    assertEquals(204, ann.send("POST", room + "/hand", "up", "true").statusCode());
    visitor.send("POST", room + "/pause", "paused", "false");
    assertEquals(200, ann.send("PUT", copy + "/layers/conv", "out_channels", "8").statusCode());
  }

  @Test
  void aTaskThatIsSentKeepsItsGoals() {
    String task = visitor.post("/learn/tasks/keep_size").uri().getPath();
    visitor.send("POST", room + "/push", "network", id(task));
    String copy = ann.post(room + "/take").uri().getPath();
    assertTrue(ann.get(copy).body().contains("id=\"goals\""));
    assertTrue(board().contains("goals met: 3 of 4"), board());
    ann.send("PUT", copy + "/layers/conv", "padding", "2");
    assertTrue(board().contains("goals met: 4 of 4"), board());
    assertTrue(visitor.get(room + "/board.csv").body().contains(",met,"));
  }

  @Test
  void whatIsSaidToOneIsForNobodyElse() {
    String seat = Visitor.first("id=\"seat-(\\w+)\" data-name=\"Ann\"", board());
    visitor.send("POST", room + "/message", "message", "to all");
    assertEquals(204, visitor.send("POST", room + "/members/" + seat + "/message", "message",
        "to one").statusCode());
    assertTrue(ann.get("/about").body().contains("to one"));
    assertTrue(ben.get("/about").body().contains("to all"));
    assertEquals(404, visitor.send("POST", room + "/members/nobody/message", "message",
        "x").statusCode());
  }

  @Test
  void whatAStudentShowsIsCopiedByTheTeacherAlone() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    String seen = room + "/networks/" + id(copy);
    String mine = visitor.post(seen + "/fork").uri().getPath();
    assertNotEquals(copy, mine);
    assertEquals(visitor.get(mine + "/document.json").body(),
        ann.get(copy + "/document.json").body());
    assertEquals(404, ben.send("POST", seen + "/fork").statusCode());
  }

  @Test
  void aPageOfOneRoomSaysNothingOfAnother() {
    HttpResponse<String> second = visitor.post("/rooms");
    String other = second.uri().getPath();
    assertTrue(visitor.get("/about").body().contains("data-address=\"" + other + "\""));
    assertTrue(board().contains("data-address=\"" + room + "\""));
    assertTrue(visitor.get(room + "/now?board=").body().contains("data-name=\"Ann\""));
    assertFalse(visitor.get(other + "/now?board=").body().contains("data-name=\"Ann\""));
  }

  @Test
  void whatIsDeletedLeavesTheBoardAtOnce() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    long before = number();
    ann.send("DELETE", copy);
    assertTrue(number() > before);
    assertFalse(board().contains(id(copy)));
    ann.send("POST", copy + "/restore");
    assertTrue(board().contains(id(copy)));
  }

  private long number() {
    return Long.parseLong(Visitor.first("data-number=\"(\\d+)\"", board()));
  }

  @Test
  void aBrokenNetworkIsToldAsOne() {
    pushes();
    String copy = ann.post(room + "/take").uri().getPath();
    ann.send("PUT", copy + "/layers/conv", "kernel_size", "99");
    assertTrue(board().contains("1 layer, of which 0 can be computed"), board());
    assertTrue(board().contains("1 problem"));
    assertTrue(visitor.get(room + "/board.csv").body().contains("Ann,tiny,1,,,1,"));
  }

  @Test
  void nobodyIsSentToAnotherSite() {
    for (String back : List.of("//example.org", "/\\example.org", "/\texample.org",
        "https://example.org",
        "/" + "x".repeat(5_000))) {
      HttpResponse<String> sent = ann.send("POST", room + "/hand", "up", "true", "back", back);
      assertEquals(room, sent.headers().firstValue("HX-Redirect").orElse(""), back);
    }
    assertEquals("/about?x=1", ann.send("POST", room + "/hand", "up", "true", "back", "/about?x=1")
        .headers().firstValue("HX-Redirect").orElse(""));
  }

  @Test
  void aPageThatIsNotThereStillHearsTheClass() {
    visitor.send("POST", room + "/message", "message", "come back");
    assertTrue(ann.getAsPage("/nowhere").contains("come back"));
  }

  @Test
  void thePageOfTheCallsHearsTheClass() {
    visitor.send("POST", room + "/message", "message", "come back");
    visitor.send("POST", room + "/spotlight", "address", "/learn");
    String page = ann.get("/api").body();
    assertTrue(page.contains("come back") && page.contains("data-spotlight=\"/learn\""), page);
  }

  @Test
  void whoLeavesIsSeenNoMore() {
    ann.send("POST", room + "/leave");
    assertFalse(board().contains("data-name=\"Ann\""));
    assertEquals(404, ann.get(room).statusCode());
  }
}
