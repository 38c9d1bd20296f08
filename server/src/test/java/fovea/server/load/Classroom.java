package fovea.server.load;

import java.util.regex.Pattern;

/**
 * A room whose teacher has sent everybody a small network: who has joined can take it. Thread-safe.
 *
 * @param teacher who has opened it
 * @param room its address
 * @param code by which others come in
 */
record Classroom(Pupil teacher, String room, String code) {

  private static final Pattern CODE = Pattern.compile("<strong class=\"number\">(\\w+)<");

  /** Opens one. */
  static Classroom open(ServerProcess server) {
    Pupil teacher = new Pupil(server);
    String room = teacher.post("/rooms").location();
    String code = Pupil.first(CODE, teacher.get(room).text());
    String network = teacher.post("/networks", "zoo", "tinyvgg").location();
    teacher.post(room + "/push", "network",
        network.substring(network.lastIndexOf('/') + 1));
    return new Classroom(teacher, room, code);
  }

  /** Lets somebody in by that name: status 303 if it does. */
  Pupil.Answer lets(Pupil pupil, String nickname) {
    return pupil.post("/join/" + code, "nickname", nickname);
  }

  /** Gives somebody a copy of what was sent; its address is where the answer leads. */
  Pupil.Answer give(Pupil pupil) {
    return pupil.post(room + "/take");
  }
}
