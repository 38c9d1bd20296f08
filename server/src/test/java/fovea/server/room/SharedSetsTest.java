package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.sets.SetFixtures;
import fovea.server.workbench.Visitor;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A class that fills one set together. */
class SharedSetsTest extends VisitedRoom {

  private static final byte[] WHITE = SetFixtures.png(Color.WHITE, 20, 20);

  private String set = "";

  @BeforeEach
  void openSet() {
    set = visitor.post(room + "/sets", "name", "Hands", "classes", "left,right", "channels", "1",
        "side", "28").uri().getPath();
    assertTrue(set.startsWith(room + "/sets/"), set);
  }

  private HttpResponse<String> adds(Visitor somebody, String className) {
    return somebody.uploadAll(set + "/pictures", "picture", List.of(WHITE), "class", className);
  }

  @Test
  void everybodyAddsAndEverybodyHearsOfIt() {
    long before = number();
    assertEquals(200, adds(ann, "left").statusCode());
    assertEquals(200, adds(ben, "right").statusCode());
    assertTrue(number() > before + 1, "each is a change of the room");
    String seen = ben.send("GET", set).body();
    assertTrue(seen.contains("2 pictures in 2 classes"), seen);
    assertTrue(seen.contains("left 1, by Ann"), seen);
    assertTrue(seen.contains("hx-swap-oob=\"morph\""), seen);
    assertTrue(ann.get("/networks").body().contains("href=\"" + set + "\""),
        "the line of the class");
    assertTrue(ann.get("/sets").body().contains("href=\"" + set + "\""));
    assertTrue(ann.get(room + "/sets").body().contains("Hands"));
  }

  @Test
  void aStudentTakesBackTheirOwnAndATeacherAny() {
    adds(ann, "left");
    adds(ben, "left");
    ann.send("POST", set + "/pictures/remove", "picture", "1", "picture", "2");
    String left = visitor.get(set).body();
    assertTrue(left.contains("left 1, by Ben") && left.contains("1 picture in 2 classes"), left);
    visitor.send("POST", set + "/pictures/remove", "picture", "2");
    assertTrue(visitor.get(set).body().contains("0 pictures in 2 classes"));
  }

  @Test
  void onlyATeacherOpensClosesAndNames() {
    assertEquals(404, ann.post(room + "/sets", "name", "x", "classes", "a,b", "channels", "1",
        "side", "28").statusCode());
    for (String what : List.of("/name", "/classes", "/close", "/remove")) {
      assertEquals(404, ann.post(set + what, "name", "x", "closed", "true").statusCode(), what);
    }
    visitor.post(set + "/close", "closed", "true");
    HttpResponse<String> late = adds(ann, "left");
    assertEquals(422, late.statusCode());
    assertTrue(late.body().contains("it was closed"), late.body());
    assertFalse(ann.get(set).body().contains("data-island=\"collect\""));
    assertFalse(ann.get("/networks").body().contains("href=\"" + set + "\""));
    visitor.post(set + "/close", "closed", "false");
    assertEquals(200, adds(ann, "left").statusCode());
  }

  @Test
  void nobodyAddsWhileTheClassIsPaused() {
    visitor.post(room + "/pause", "paused", "true");
    assertEquals(422, adds(ann, "left").statusCode());
    visitor.post(room + "/pause", "paused", "false");
    assertEquals(200, adds(ann, "left").statusCode());
  }

  @Test
  void theSetGoesHomeWithTheRoomAndGoesWithIt() throws IOException {
    adds(ann, "left");
    adds(ben, "right");
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(
        new ByteArrayInputStream(visitor.bytes(room + "/room.zip").body()))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null;) {
        names.add(entry.getName());
      }
    }
    assertTrue(names.containsAll(List.of("sets/Hands/left/00001.png",
        "sets/Hands/right/00002.png")), names.toString());
    visitor.post(room + "/close");
    assertEquals(404, ann.get(set).statusCode());
    assertEquals(404, visitor.get(set + "/pictures/1").statusCode());
  }
}
