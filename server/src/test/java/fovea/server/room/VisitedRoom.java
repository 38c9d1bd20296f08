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

  /** What the teacher sees of everybody. */
  String board() {
    return visitor.get(room).body();
  }

  /** How many changes the room has seen. */
  long number() {
    return Long.parseLong(Visitor.first("data-number=\"(\\d+)\"", board()));
  }

  /** How the room calls whoever has that name. */
  String seat(String name) {
    return Visitor.first("id=\"seat-(\\w+)\" data-name=\"" + name + "\"", board());
  }

  /** The address that makes whoever follows it a teacher. */
  String teachersLink() {
    return Visitor.first("value=\"http://[^/]+(/rooms/\\w+/teach/\\w+)\"",
        visitor.get(room + "/code?teach").body());
  }

  /** Sends the teacher's network to all; answers its address. */
  String pushes() {
    String network = visitor.create(TINY);
    assertEquals(204, visitor.send("POST", room + "/push", "network", id(network)).statusCode());
    return network;
  }

  /** Lets somebody take what was sent; answers the address of their copy. */
  String takes(Visitor student) {
    return student.post(room + "/take").uri().getPath();
  }

  static String id(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
