package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a teacher and a class do in a room. */
class RoomTest extends VisitedRoom {

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
    String copy = takes(ann);
    assertNotEquals(network, copy);
    assertTrue(ann.get(copy + "/document.json").body().contains("\"out_channels\":4"),
        ann.get(copy + "/document.json").body());
    assertEquals(copy, takes(ann));
    assertFalse(ann.get(room).body().contains(room + "/take"));
    // What was sent is the room's own: the teacher may delete theirs, for good.
    visitor.send("DELETE", network);
    visitor.send("DELETE", "/deleted");
    assertTrue(board().contains("1 layer"));
    assertTrue(board().contains("shows nothing yet"), "Ben has not taken it");
    assertNotEquals(copy, takes(ben));
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
    String link = teachersLink();
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
  void nothingIsChangedWhileTheClassIsPaused() {
    pushes();
    String copy = takes(ann);
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
  void whatIsSaidToOneIsForNobodyElse() {
    visitor.send("POST", room + "/message", "message", "to all");
    assertEquals(204, visitor.send("POST", room + "/members/" + seat("Ann") + "/message", "message",
        "to one").statusCode());
    assertTrue(ann.get("/about").body().contains("to one"));
    assertTrue(ben.get("/about").body().contains("to all"));
    assertEquals(404, visitor.send("POST", room + "/members/nobody/message", "message",
        "x").statusCode());
  }

  @Test
  void whatAStudentShowsIsCopiedByTheTeacherAlone() {
    pushes();
    String copy = takes(ann);
    String seen = room + "/networks/" + id(copy);
    String mine = visitor.post(seen + "/fork").uri().getPath();
    assertNotEquals(copy, mine);
    assertEquals(visitor.get(mine + "/document.json").body(),
        ann.get(copy + "/document.json").body());
    assertEquals(404, ben.send("POST", seen + "/fork").statusCode());
  }

  @Test
  void whoIsTakenOutKeepsWhatTheyMade() {
    pushes();
    String copy = takes(ann);
    visitor.send("POST", room + "/spotlight", "address", room + "/networks/" + id(copy));
    assertEquals(404, ben.send("POST", room + "/members/" + seat("Ann") + "/remove").statusCode());
    assertEquals(204,
        visitor.send("POST", room + "/members/" + seat("Ann") + "/remove").statusCode());
    assertFalse(board().contains("data-name=\"Ann\""));
    assertEquals(404, ann.get(room).statusCode());
    assertEquals(200, ann.get(copy).statusCode());
    assertFalse(ben.get("/about").body().contains(id(copy)), "it is shown no more");
    assertEquals(404,
        visitor.send("POST", room + "/members/nobody/remove").statusCode());
    joins(ann, "Ann again");
  }

  @Test
  void aTeacherTakesAHandDown() {
    ann.send("POST", room + "/hand", "up", "true");
    String address = room + "/members/" + seat("Ann") + "/hand";
    assertEquals(404, ben.send("POST", address).statusCode());
    assertTrue(board().contains("2 students, 1 hand up"));
    assertEquals(204, visitor.send("POST", address).statusCode());
    assertTrue(board().contains("2 students, 0 hands up"));
    assertTrue(ann.get("/about").body().contains("Raise hand"));
  }

  @Test
  void whoPressesTwiceOpensOneRoom() {
    try (Visitor teacher = new Visitor(app); Visitor student = new Visitor(app)) {
      HttpResponse<String> first = teacher.post("/rooms");
      assertEquals(first.uri(), teacher.post("/rooms").uri());
      student.post("/join/" + Visitor.first("<strong class=\"number\">(\\w+)<", first.body()),
          "nickname", "Cem");
      assertNotEquals(first.uri(), teacher.post("/rooms").uri());
    }
  }

  @Test
  void aHeadIsAnsweredAsItsGet() {
    try (Visitor stranger = new Visitor(app)) {
      for (String address : List.of(room, room + "/code", room + "/now")) {
        for (Visitor who : List.of(visitor, ann, stranger)) {
          HttpResponse<String> head = who.send("HEAD", address);
          assertEquals(who.get(address).statusCode(), head.statusCode(), address);
          assertEquals("", head.body());
        }
      }
    }
  }

  @Test
  void noTextHoldsWhatADatabaseCannotKeep() {
    assertEquals(204,
        visitor.send("POST", room + "/message", "message", "Look\0 here").statusCode());
    assertTrue(ann.get("/about").body().contains("Look here"));
    assertEquals(404, ann.get("/join?code=x%00").statusCode());
    assertTrue(ann.get("/networks/x%00").statusCode() < 500);
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
