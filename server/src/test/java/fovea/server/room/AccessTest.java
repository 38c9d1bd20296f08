package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.VisitedServer;
import fovea.server.workbench.Visitor;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every address below a room, asked for by everybody for whom it is not: a new one that is missing here
 * fails the test.
 */
class AccessTest extends VisitedServer {

  /** What is asked for, and whether students may. */
  private record Rule(String method, String path, boolean isForStudents) {}

  private static final List<Rule> RULES = List.of(
      new Rule("GET", "", true),
      new Rule("GET", "/now", true),
      new Rule("GET", "/events", true),
      new Rule("POST", "/name", true),
      new Rule("POST", "/hand", true),
      new Rule("POST", "/take", true),
      new Rule("POST", "/show", true),
      new Rule("POST", "/answer", true),
      new Rule("POST", "/leave", true),
      new Rule("POST", "/ask", true),
      new Rule("POST", "/pair", true),
      new Rule("POST", "/look", true),
      new Rule("POST", "/solution", true),
      new Rule("GET", "/solutions", true),
      new Rule("POST", "/solutions", false),
      new Rule("POST", "/task", false),
      new Rule("GET", "/room.zip", false),
      new Rule("GET", "/code", false),
      new Rule("GET", "/board.csv", false),
      new Rule("POST", "/message", false),
      new Rule("POST", "/question", false),
      new Rule("POST", "/pause", false),
      new Rule("POST", "/members/{member}/message", false),
      new Rule("POST", "/networks/{network}/fork", false),
      new Rule("POST", "/spotlight", false),
      new Rule("POST", "/push", false),
      new Rule("POST", "/close", false));

  @Test
  void nobodyGetsInWhoIsNotMeant() {
    String room = visitor.post("/rooms").uri().getPath();
    String code = code(visitor, room);
    try (Visitor nobody = new Visitor(app);
        Visitor student = new Visitor(app);
        Visitor other = new Visitor(app);
        Visitor expired = new Visitor(app)) {
      student.post("/join/" + code, "nickname", "Student");
      expired.post("/join/" + code, "nickname", "Expired");
      expired.post(room + "/leave");
      String elsewhere = other.post("/rooms").uri().getPath();
      nobody.post("/join/" + code(other, elsewhere), "nickname", "Student");
      for (Rule rule : RULES) {
        for (Visitor stranger : List.of(nobody, other, expired)) {
          assertEquals(404, status(stranger, rule, room), rule.toString());
        }
        if (!rule.isForStudents()) {
          assertEquals(404, status(student, rule, room), rule.toString());
        }
      }
      // What was refused has changed nothing.
      assertEquals(200, visitor.get(room).statusCode());
      assertTrue(visitor.get(room).body().contains("data-name=\"Student\""));
    }
  }

  private static String code(Visitor teacher, String room) {
    return Visitor.first("<strong class=\"number\">(\\w+)<", teacher.get(room).body());
  }

  private static int status(Visitor visitor, Rule rule, String room) {
    return rule.method().equals("GET")
        ? visitor.get(room + rule.path()).statusCode()
        : visitor.send(rule.method(), room + rule.path().replaceAll("[{}]", ""), "network", "x")
            .statusCode();
  }

  /** Those that ask by themselves have tests of their own: the teachers' link, a room's networks. */
  @Test
  void everyAddressHasARule() {
    TreeSet<String> ruled = new TreeSet<>();
    RULES.forEach(rule -> ruled.add(rule.method() + " /rooms/{room}" + rule.path()));
    TreeSet<String> there = new TreeSet<>(app.addresses().stream()
        .filter(address -> address.contains("/rooms/{room}")
            && (address.endsWith("/fork") || !address.contains("/networks/{network}"))
            && !address.contains("/teach/"))
        .toList());
    assertEquals(ruled, there);
  }
}
