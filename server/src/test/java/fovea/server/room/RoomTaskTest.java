package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.server.workbench.Visitor;
import org.junit.jupiter.api.Test;

/** What a class is to build, over real HTTP: the visitor of each test teaches. */
class RoomTaskTest extends VisitedRoom {

  @Test
  void theTaskOfTheRoomComesBeforeOnesOwnAsLongAsItIsShownThere() {
    String own = ann.post("/learn/tasks/keep_size").uri().getPath();
    visitor.send("POST", room + "/task", "parameters", "50");
    assertEquals(4, goals(ann, own), "it is not shown yet");
    ann.send("POST", room + "/show", "network", id(own));
    assertEquals(2, goals(ann, own));
    assertTrue(board().contains("goals met: 1 of 2"), board());
    // What is begun meanwhile has its own, and the one that is shown keeps the room's.
    assertEquals(3, goals(ann, ann.post("/learn/tasks/field32").uri().getPath()));
    assertEquals(2, goals(ann, own));
    visitor.send("POST", room + "/task");
    assertEquals(4, goals(ann, own));
    assertTrue(board().contains("goals met: 3 of 4"), board());
  }

  private static int goals(Visitor student, String network) {
    return student.get(network).body().split("class=\"goal\"", -1).length - 1;
  }

  @Test
  void whichNumberIsTheLargestIsSeenOnceItHasRunOnThePictureThatWasSent() {
    assertEquals(422, visitor.send("POST", room + "/task", "largest", "2").statusCode(),
        "no picture was sent");
    pushes();
    String copy = takes(ann);
    assertEquals(422, visitor.send("POST", room + "/task", "largest", "2x2").statusCode());
    assertEquals(204, visitor.send("POST", room + "/task", "largest", "2").statusCode());
    ann.send("PUT", copy + "/weights?layer=conv&weights=conv.bias", "w2", "100");
    ann.send("POST", copy + "/run");
    assertTrue(ann.get(copy).body().contains("data-solved=\"true\""), ann.get(copy).body());
    assertTrue(board().contains("goals met: 2 of 2"), board());
    ann.send("POST", room + "/solution");
    assertTrue(visitor.get(room + "/solutions").body().contains("2 of 2"));

    ann.send("PUT", copy + "/weights?layer=conv&weights=conv.bias", "w3", "200");
    ann.send("POST", copy + "/run");
    assertTrue(ann.get(copy).body().contains("now 3"));
    assertTrue(board().contains("goals met: 1 of 2"), board());
    ann.send("POST", copy + "/undo");
    assertTrue(board().contains("goals met: 2 of 2"), "it is known of the version before");

    ann.send("POST", copy + "/picture", "source", "builtin:cat");
    ann.send("POST", copy + "/run");
    assertFalse(ann.get(copy).body().contains("data-solved=\"true\""), "another picture");
    visitor.send("POST", room + "/task", "largest", "0");
    assertTrue(ann.get("/about").body().contains("number 0"));
  }
}
