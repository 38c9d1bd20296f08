package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.storage.Databases;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a teacher sees of everybody, on a page and as a file. */
class BoardTest extends VisitedRoom {

  private static final Pattern SHOWS = Pattern.compile("data-shows=\"(\\w+)\"");

  @Test
  void anEditShowsOnTheBoardAndInTheFile() {
    pushes();
    String copy = takes(ann);
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

  @Test
  void anOpenBoardIsSentTheSeatsThatAreOthersThanItShows() {
    pushes();
    String copy = takes(ann);
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

  private String boardSince(String page) {
    String shown = SHOWS.matcher(page).results().map(found -> found.group(1))
        .collect(Collectors.joining("+"));
    return visitor.get(room + "/now?board=" + shown).body();
  }

  @Test
  void aNameThatIsAFormulaIsNoneInTheFile() {
    ann.send("POST", room + "/name", "nickname", "=1+1");
    assertTrue(visitor.get(room + "/board.csv").body().contains("'=1+1,"));
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
  void aTaskThatIsSentKeepsItsGoals() {
    String task = visitor.post("/learn/tasks/keep_size").uri().getPath();
    visitor.send("POST", room + "/push", "network", id(task));
    String copy = takes(ann);
    assertTrue(ann.get(copy).body().contains("id=\"goals\""));
    assertTrue(board().contains("goals met: 3 of 4"), board());
    ann.send("PUT", copy + "/layers/conv", "padding", "2");
    assertTrue(board().contains("goals met: 4 of 4"), board());
    assertTrue(visitor.get(room + "/board.csv").body().contains(",met,"));
  }

  /** The first note comes within two seconds, and is made two minutes old here. */
  @Test
  void whoHasNoPageOpenAnyMoreLooksSo() throws Exception {
    try (InputStream _ = ann.stream(room + "/events", "")) {
      assertFalse(board().contains("data-away"));
      assertTrue(isSeen(), "a page that is open is noted");
    }
    assertTrue(board().contains("2 students, 0 hands up, 1 without a page open"), board());
    assertTrue(Pattern.compile("data-name=\"Ann\"[^>]* data-away").matcher(board()).find());
  }

  private boolean isSeen() throws SQLException, InterruptedException {
    int seen = 0;
    for (int i = 0; i < 100 && seen == 0; i++) {
      Thread.sleep(100);
      try (Connection connection = Databases.ASKED_FOR.connect(data);
          Statement statement = connection.createStatement()) {
        seen = statement.executeUpdate("UPDATE room_seen SET seen_at = seen_at - 120000 WHERE"
            + " room_id = '" + id(room) + "' AND seen_at > "
            + System.currentTimeMillis() + " - 60000");
      }
    }
    return seen == 1;
  }

  @Test
  void aPageOfOneRoomSaysNothingOfAnother() {
    String other = visitor.post("/rooms").uri().getPath();
    assertTrue(visitor.get("/about").body().contains("data-address=\"" + other + "\""));
    assertTrue(board().contains("data-address=\"" + room + "\""));
    assertTrue(visitor.get(room + "/now?board=").body().contains("data-name=\"Ann\""));
    assertFalse(visitor.get(other + "/now?board=").body().contains("data-name=\"Ann\""));
  }

  @Test
  void whatIsDeletedLeavesTheBoardAtOnce() {
    pushes();
    String copy = takes(ann);
    long before = number();
    ann.send("DELETE", copy);
    assertTrue(number() > before);
    assertFalse(board().contains(id(copy)));
    ann.send("POST", copy + "/restore");
    assertTrue(board().contains(id(copy)));
  }

  @Test
  void aBrokenNetworkIsToldAsOne() {
    pushes();
    String copy = takes(ann);
    ann.send("PUT", copy + "/layers/conv", "kernel_size", "99");
    assertTrue(board().contains("1 layer, of which 0 can be computed"), board());
    assertTrue(board().contains("1 problem"));
    assertTrue(visitor.get(room + "/board.csv").body().contains("Ann,tiny,1,,,1,"));
  }
}
