package fovea.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.server.workbench.VisitedServer;
import fovea.server.workbench.Visitor;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A room over real HTTP: the visitor of each test teaches, Ann and Ben learn. */
abstract class VisitedRoom extends VisitedServer {

  static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv", "type": "Conv2d", "out_channels": 4, "kernel_size": 3}]}
      """;

  final Visitor ann = new Visitor(app);
  final Visitor ben = new Visitor(app);

  /** The address of the room, and by which code others come in. */
  String room = "";
  String code = "";

  @BeforeEach
  void openRoom() {
    HttpResponse<String> board = visitor.post("/rooms");
    room = board.uri().getPath();
    code = Visitor.first("<strong class=\"number\">(\\w+)<", board.body());
    joins(ann, "Ann");
    joins(ben, "Ben");
  }

  @AfterEach
  void go() {
    ann.close();
    ben.close();
  }

  void joins(Visitor student, String name) {
    HttpResponse<String> page = student.post("/join/" + code, "nickname", name);
    assertEquals(room, page.uri().getPath(), page.body());
  }

  static String id(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
