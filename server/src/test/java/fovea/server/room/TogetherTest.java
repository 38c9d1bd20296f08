package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.Visitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What students do together, over real HTTP: the visitor of each test teaches, two others learn. */
class TogetherTest extends VisitedRoom {

  private String shows(Visitor student) {
    String network = student.create(TINY);
    assertEquals(204, student.send("POST", room + "/show", "network", id(network)).statusCode());
    return network;
  }

  private String paired() {
    String network = shows(ann);
    assertEquals(204, ann.send("POST", room + "/ask", "member", seat("Ben")).statusCode());
    assertTrue(ben.get("/about").body().contains("You are asked by Ann"));
    assertEquals(network, ben.post(room + "/pair", "joins", "true", "by", "Ann").uri().getPath());
    return network;
  }

  @Test
  void twoBuildOneNetwork() {
    String network = paired();
    assertEquals(200,
        ben.send("PUT", network + "/layers/conv", "out_channels", "9").statusCode());
    assertTrue(ann.get(network + "/document.json").body().contains("\"out_channels\":9"));
    ann.send("PUT", network + "/layers/conv", "out_channels", "10");
    assertTrue(ben.get(network + "/document.json").body().contains("\"out_channels\":10"));
    ben.send("POST", network + "/undo");
    assertTrue(ann.get(network + "/document.json").body().contains("\"out_channels\":9"));
    assertEquals(2,
        board().split("/networks/" + id(network) + "\"", -1).length / 2,
        "both seats show it");
  }

  @Test
  void eachSeesWhereTheOtherIs() {
    paired();
    assertTrue(ann.get("/about").body().contains("With Ben"));
    assertEquals(204, ben.send("POST", room + "/look", "layer", "conv").statusCode());
    assertTrue(ann.get("/about").body().contains("With Ben (at conv)"));
  }

  @Test
  void aGuestBuildsAndTheRestIsTheHosts() {
    String network = paired();
    assertEquals(422, ben.send("DELETE", network).statusCode());
    assertEquals(422, ben.send("POST", network + "/share").statusCode());
    assertEquals(422, ben.get(network + "/share").statusCode());
    assertEquals(422, ben.send("POST", network + "/remove").statusCode());
    String other = ann.create(TINY);
    assertEquals(404, ben.get(other).statusCode(), "only what they build together");
    ben.send("POST", room + "/pair");
    assertEquals(404, ben.get(network).statusCode());
    assertEquals(404, ben.send("PUT", network + "/layers/conv", "out_channels", "3").statusCode());
  }

  @Test
  void whoIsNotAskedIsNoGuest() {
    String network = shows(ann);
    assertEquals(422, ben.send("POST", room + "/pair", "joins", "true", "by", "Ann").statusCode());
    ann.send("POST", room + "/ask", "member", seat("Ben"));
    ben.send("POST", room + "/pair", "joins", "false");
    assertEquals(404, ben.get(network).statusCode());
    assertEquals(422, ben.send("POST", room + "/ask", "member", seat("Ann")).statusCode(),
        "who shows nothing has nothing to build together");
  }

  @Test
  void whenTheHostLeavesTheGuestIsAlone() {
    String network = paired();
    ann.send("POST", room + "/leave");
    assertEquals(404, ben.get(network).statusCode());
    assertFalse(ben.get("/about").body().contains("With Ann"));
  }

  @Test
  void aTaskIsGradedForEverybody() {
    shows(ann);
    assertEquals(422, visitor.send("POST", room + "/task", "output", "many").statusCode());
    assertEquals(422, visitor.send("POST", room + "/task", "output", "1x2").statusCode());
    assertEquals(204, visitor.send("POST", room + "/task", "output", "8 × 6 × 6", "parameters",
        "1,000").statusCode());
    assertTrue(board().contains("goals met: 2 of 3"), board());
    String network = Visitor.first("href=\"(/networks/\\w+)\"", ann.get(room).body());
    assertTrue(ann.get(network).body().contains("id=\"goals\""));
    ann.send("PUT", network + "/layers/conv", "out_channels", "8");
    assertTrue(board().contains("goals met: 3 of 3"));
    assertTrue(visitor.get(room + "/board.csv").body().contains(",met,"));
    // Who comes later, or shows another, has the same task.
    shows(ben);
    assertEquals(2, board().split("goals met:", -1).length - 1);
    visitor.send("POST", room + "/task");
    assertFalse(board().contains("goals met:"));
  }

  @Test
  void whatIsHandedInIsRankedAndStaysAsItWas() {
    visitor.send("POST", room + "/task", "output", "4 × 6 × 6");
    final String large = shows(ann);
    ann.send("PUT", large + "/layers/conv", "padding", "1");
    ann.send("POST", room + "/solution");
    assertTrue(ann.get("/about").body().contains("Handed in: hand in again"));
    ann.send("PUT", large + "/layers/conv", "padding", "0");
    shows(ben);
    ben.send("POST", room + "/solution");
    assertEquals(404, ann.get(room + "/solutions").statusCode(), "not before the teacher says so");
    String ranked = visitor.get(room + "/solutions").body();
    assertTrue(ranked.indexOf(">Ben<") < ranked.indexOf(">Ann<"), "who meets the goals is first");
    visitor.send("POST", room + "/solutions", "shown", "true");
    String seen = ann.get(room + "/solutions?by=macs").body();
    assertTrue(seen.contains(">Yours<") && !seen.contains(">Ben<"), "nobody is named");
    String copy = Visitor.first("href=\"(" + room + "/networks/\\w+)\">Solution", seen);
    assertEquals(200, ann.get(copy).statusCode());
    assertNotEquals(id(large), id(copy));
    visitor.send("POST", room + "/solutions", "shown", "false");
    assertEquals(404, ann.get(copy).statusCode());
    assertEquals(200, visitor.get(copy).statusCode());
  }

  @Test
  void whatAPairHandsInCountsForBoth() {
    paired();
    assertEquals(204, ben.send("POST", room + "/solution").statusCode());
    assertTrue(board().contains("2 handed in"), board());
    assertTrue(visitor.get(room + "/solutions").body().contains(">Ann, Ben<"));
    visitor.send("POST", room + "/task", "parameters", "1000");
    ben.send("POST", room + "/solution");
    assertTrue(ann.get("/about").body().contains("Handed in: hand in again"));
    visitor.send("POST", room + "/solutions", "shown", "true");
    for (Visitor student : new Visitor[]{ann, ben}) {
      String seen = student.get(room + "/solutions").body();
      assertTrue(seen.contains(">Yours<") && !seen.contains(">Solution"), seen);
    }
    // Who goes on alone hands in alone; the other's stays.
    ben.send("POST", room + "/pair");
    ben.send("POST", room + "/solution");
    String alone = visitor.get(room + "/solutions").body();
    assertTrue(alone.contains(">Ann<") && alone.contains(">Ben<"), alone);
  }

  @Test
  void aRoomIsTakenHomeAsOneFile() throws IOException {
    shows(ann);
    ann.send("POST", room + "/solution");
    TreeSet<String> names = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(
        new ByteArrayInputStream(visitor.bytes(room + "/room.zip").body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertTrue(zip.readAllBytes().length > 10, entry.getName());
      }
    }
    assertEquals("[handed_in/Ann.json, networks/Ann.json, results.csv]", names.toString());
  }
}
