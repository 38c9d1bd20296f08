package fovea.server.room;

import fovea.server.App;
import fovea.server.picture.PictureFiles;
import fovea.server.workbench.Visitor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every address of the server, whom it is for, and everybody else who asks for it: whatever they are
 * answered but 404 is a leak.
 */
public final class Access {

  /** Whom an address is for. */
  private enum Whom {
    /** It shows nothing of anybody's, or only what is the visitor's own. */
    EVERYBODY,
    /** Who knows an address that nobody can guess. */
    LINK, MEMBERS, TEACHERS,
    /** Who has kept the network or the picture. */
    OWNER
  }

  private static final String ROOM = "/rooms/{room}";

  private static final Set<String> OF_MEMBERS = Set.of("GET", "GET /now", "GET /events",
      "POST /name", "POST /hand", "POST /take", "POST /show", "POST /answer", "POST /leave",
      "POST /ask", "POST /pair", "POST /look", "POST /solution", "GET /solutions",
      "GET /sets", "GET /sets/{set}", "GET /sets/{set}/pictures/{picture}",
      "GET /sets/{set}/set.zip", "POST /sets/{set}/pictures", "POST /sets/{set}/pictures/remove");

  private static final Set<String> OF_TEACHERS = Set.of("GET /code", "GET /board.csv",
      "POST /message", "POST /question", "POST /pause", "POST /members/{member}/message",
      "POST /members/{member}/hand", "POST /members/{member}/remove",
      "POST /networks/{network}/fork", "POST /spotlight", "POST /push", "POST /close",
      "POST /solutions", "POST /task", "GET /room.zip", "POST /sets", "POST /sets/file",
      "POST /sets/{set}/name", "POST /sets/{set}/classes", "POST /sets/{set}/close",
      "POST /sets/{set}/remove");

  private static final Set<String> OF_EVERYBODY = Set.of("/", "/train", "/networks", "/open",
      "/rooms", "/join", "/about", "/differences", "/api", "/favicon.ico", "/language",
      "/introduction",
      "/ready", "/metrics",
      "/sets", "/sets/file",
      // Each empties their own.
      "/deleted", "/deleted/remove");

  private static final List<String> BELOW_FOR_EVERYBODY = List.of("/learn", "/join/", "/api/v1/",
      "/static/", "/shared/{network}", "/embed/{network}", "/experiments");

  private static final List<String> OF_OWNERS = List.of("/networks/{network}",
      "/compared/{network}", "/compare", "/pictures/{picture}", "/sets/{set}");

  private static final int NOT_FOUND = 404;

  private final App app;
  private final List<String> leaks = new ArrayList<>();
  private final List<String> shut = new ArrayList<>();
  private int calls;

  /** Of that server, from nobody's sight yet. */
  public Access(App app) {
    this.app = app;
  }

  /** The addresses of which nobody has said whom they are for. */
  public Set<String> unruled() {
    return new TreeSet<>(app.addresses().stream()
        .filter(address -> whom(address).isEmpty()).toList());
  }

  private static List<Whom> whom(String address) {
    String method = address.substring(0, address.indexOf(' '));
    String path = address.substring(address.indexOf(' ') + 1);
    if (path.startsWith(ROOM + "/teach/")) {
      return List.of(Whom.LINK);
    }
    if (path.startsWith(ROOM)) {
      String below = (method + " " + path.substring(ROOM.length())).strip();
      return OF_MEMBERS.contains(below)
          ? List.of(Whom.MEMBERS)
          // Below a room's networks there is nothing but what is shown to its teachers.
          : OF_TEACHERS.contains(below) || path.startsWith(ROOM + "/networks/{network}")
              ? List.of(Whom.TEACHERS)
              : List.of();
    }
    if (OF_OWNERS.stream().anyMatch(path::startsWith)) {
      return List.of(Whom.OWNER);
    }
    return OF_EVERYBODY.contains(path) || BELOW_FOR_EVERYBODY.stream().anyMatch(path::startsWith)
        ? List.of(Whom.EVERYBODY)
        : List.of();
  }

  /** Asks for all of them as everybody. */
  public void ask() {
    try (Scene scene = new Scene(app)) {
      for (String address : app.addresses()) {
        whom(address).forEach(whom -> ask(scene, address, whom));
      }
      requireUnchanged(scene);
      scene.teacher.post(scene.room + "/close");
      // Who was in a room that is closed is a stranger.
      for (String address : app.addresses()) {
        if (address.contains(" " + ROOM)) {
          scene.everybody().forEach((name, visitor) -> refused(scene, address, name, visitor));
        }
      }
    }
  }

  private void ask(Scene scene, String address, Whom whom) {
    Predicate<String> isMeant = switch (whom) {
      case EVERYBODY -> _ -> true;
      case LINK -> _ -> false;
      case MEMBERS -> Set.of("the student", "another student", "the teacher")::contains;
      case TEACHERS -> "the teacher"::equals;
      case OWNER -> "the student"::equals;
    };
    if (whom == Whom.EVERYBODY) {
      return;
    }
    scene.everybody().forEach((name, visitor) -> {
      if (!isMeant.test(name)) {
        refused(scene, address, name, visitor);
      } else if (address.startsWith("GET ") && !address.endsWith("/events")) {
        // An address that nobody gets would be refused to strangers for another reason.
        calls++;
        if (status(visitor, address, scene) == NOT_FOUND) {
          shut.add(name + ": " + address);
        }
      }
    });
  }

  private void refused(Scene scene, String address, String name, Visitor visitor) {
    calls++;
    int status = status(visitor, address, scene);
    if (status != NOT_FOUND) {
      leaks.add(name + ": " + address + ": " + status);
    }
  }

  private static int status(Visitor visitor, String address, Scene scene) {
    String method = address.substring(0, address.indexOf(' '));
    String path = scene.filled(address.substring(address.indexOf(' ') + 1));
    return method.equals("GET")
        ? visitor.get(path).statusCode()
        : visitor.send(method, path, "network", "x").statusCode();
  }

  /** What was refused must have changed nothing. */
  private void requireUnchanged(Scene scene) {
    String board = scene.teacher.get(scene.room).body();
    String document = scene.student.get(scene.network + "/document.json").body();
    if (!board.contains("data-name=\"Student\"") || !document.equals(scene.document)) {
      leaks.add("what was refused has changed something");
    }
  }

  /** How many times somebody has asked. */
  public int calls() {
    return calls;
  }

  /** What was answered to somebody for whom it is not. */
  public List<String> leaks() {
    return leaks;
  }

  /** What is not even answered to those for whom it is. */
  public List<String> shut() {
    return shut;
  }

  /** Two rooms and who is in them, or was; and what the student has kept. */
  private static final class Scene implements AutoCloseable {
    private final Map<String, Visitor> everybody = new LinkedHashMap<>();
    private final Visitor teacher;
    private final Visitor student;
    private final String room;
    private final String network;
    private final String document;
    private final Map<String, String> values = new LinkedHashMap<>();

    Scene(App app) {
      Stream.of("nobody", "the teacher", "the student", "another student", "another room's teacher",
          "another room's student", "who has left")
          .forEach(name -> everybody.put(name, new Visitor(app)));
      teacher = visitor("the teacher");
      student = visitor("the student");
      room = teacher.post("/rooms").uri().getPath();
      String code = code(teacher, room);
      Visitor left = visitor("who has left");
      student.post("/join/" + code, "nickname", "Student");
      visitor("another student").post("/join/" + code, "nickname", "Other");
      left.post("/join/" + code, "nickname", "Left");
      left.post(room + "/leave");
      Visitor elsewhere = visitor("another room's teacher");
      visitor("another room's student").post(
          "/join/" + code(elsewhere, elsewhere.post("/rooms").uri().getPath()), "nickname",
          "Student");
      network = student.post("/networks", "zoo", "lenet5").uri().getPath();
      student.upload(network + "/picture", "picture", PictureFiles.file("png",
          new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB)));
      student.send("POST", network + "/run");
      String id = network.substring(network.lastIndexOf('/') + 1);
      student.send("POST", room + "/show", "network", id);
      teacher.send("POST", room + "/solutions", "shown", "true");
      set(teacher, room + "/sets");
      set(student, "/sets");
      student.send("POST", network + "/train", "set", "strokes", "pictures", "500", "epochs", "1");
      student.send("POST", network + "/train/stop");
      document = student.get(network + "/document.json").body();
      fill(id, student.get(network + "?layer=conv1").body());
    }

    /** Somebody's set with one picture, which takes the place of what its addresses leave open. */
    private void set(Visitor owner, String sets) {
      String set = owner.post(sets, "name", "Set", "classes", "a,b", "channels", "1", "side", "16")
          .uri().getPath();
      owner.uploadAll(set + "/pictures", "picture", List.of(PictureFiles.file("png",
          new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB))), "class", "a");
      values.put((sets.equals("/sets") ? "" : ROOM) + "/sets/{set}/pictures/{picture}",
          set + "/pictures/1");
      values.put((sets.equals("/sets") ? "" : ROOM) + "/sets/{set}", set);
    }

    private void fill(String id, String page) {
      values.put("{room}", room.substring(room.lastIndexOf('/') + 1));
      values.put("{network}", id);
      values.put("{picture}", Visitor.first("input\\.png\\?of=picture(?::|%3A)(\\w+)", page));
      values.put("/activations/{layer}/{key}",
          Visitor.first("(/activations/\\w+/[0-9a-f]{32})", page));
      values.put("/export/{format}", "/export/pytorch");
      values.put("{format}", "csv");
      values.put("/train/pictures/{part}/{index}.png", "/train/pictures/training/0.png");
      values.put("/why/pictures/{index}.png", "/why/pictures/0.png?set=strokes");
      values.put("{step}", "0");
      values.put("/weights/{key}", "/weights/key?weights=conv1.weight%5B0%5D");
      values.put("{layer}", "conv1");
      values.put("{version}", "1");
      values.put("{member}", "member");
      values.put("{secret}", "secret");
      Stream.of("{map}", "{channel}", "{y}", "{x}").forEach(name -> values.put(name, "0"));
    }

    private static String code(Visitor teacher, String room) {
      return Visitor.first("<strong class=\"number\">(\\w+)<", teacher.get(room).body());
    }

    private Visitor visitor(String name) {
      return Objects.requireNonNull(everybody.get(name));
    }

    Map<String, Visitor> everybody() {
      return everybody;
    }

    String filled(String path) {
      String filled = path;
      for (Map.Entry<String, String> value : values.entrySet()) {
        filled = filled.replace(value.getKey(), value.getValue());
      }
      return path.startsWith("/compare") && !path.startsWith("/compared")
          ? filled + "?left=" + values.get("{network}") + "&right=zoo:lenet5"
          : filled;
    }

    @Override
    public void close() {
      everybody.values().forEach(Visitor::close);
    }
  }
}
