package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.server.workbench.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What pages hear of their room, over real HTTP. */
class StreamTest extends VisitedRoom {

  /** Whoever was away hears once, at once, however much has happened; who missed nothing hears nothing. */
  @Test
  void aStreamTellsWhatWasMissed() throws Exception {
    try (BufferedReader stream = reader(ann, "?after=0", "")) {
      assertEquals("event: changed", event(stream));
      try (BufferedReader again = reader(ann, "", "" + number())) {
        ben.send("POST", room + "/hand", "up", "true");
        visitor.send("POST", room + "/message", "message", "one");
        visitor.send("POST", room + "/message", "message", "two");
        assertEquals("event: changed", event(again));
      }
      try (BufferedReader quiet = reader(ben, "", "" + number())) {
        ann.send("POST", room + "/hand", "up", "true");
        assertEquals("event: beat", event(quiet), "another's hand is the teacher's business");
      }
    }
  }

  /** Others listen already, so that who is in the room was looked at before. */
  @Test
  void whoComesIsHeldAndWhoLeavesIsLetGo() throws Exception {
    try (BufferedReader first = reader(ann, "?after=0", ""); Visitor late = new Visitor(app)) {
      assertEquals("event: changed", event(first));
      joins(late, "Cleo");
      try (BufferedReader heard = reader(late, "", "")) {
        assertEquals("event: beat", event(heard), "nothing has happened since");
        late.send("POST", room + "/leave");
        assertEquals("event: closed", event(heard));
      }
      try (BufferedReader stays = reader(ann, "", "" + number())) {
        visitor.send("POST", room + "/message", "message", "go on");
        assertEquals("event: changed", event(stays));
        visitor.send("POST", room + "/close");
        assertEquals("event: closed", event(stays));
      }
    }
  }

  /** Who becomes a teacher hears of everybody from then on. */
  @Test
  void aStreamFollowsWhoTeaches() throws Exception {
    String link = teachersLink();
    try (BufferedReader stream = reader(ben, "", "" + number())) {
      ben.post(link);
      assertEquals("event: changed", event(stream));
      ann.send("POST", room + "/hand", "up", "true");
      assertEquals("event: changed", event(stream), "a student would not hear of it");
    }
  }

  private BufferedReader reader(Visitor student, String query, String last) {
    return new BufferedReader(new InputStreamReader(
        student.stream(room + "/events" + query, last), StandardCharsets.UTF_8));
  }

  private static String event(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.startsWith("event:")) {
      line = stream.readLine();
    }
    return String.valueOf(line);
  }
}
