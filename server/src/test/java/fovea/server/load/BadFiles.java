package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.TestServer.Parts;
import fovea.server.load.Pupil.Answer;
import fovea.server.picture.BadPictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Files that are broken, or hostile, sent to every call and page that takes any: each is refused, or
 * gives a clean picture, within a second, and leaves no file behind.
 */
final class BadFiles implements Experiment {

  private static final double SOON_MILLIS = 1_000;
  /** However little of that is the server's own time. */
  private static final double NEVER_MILLIS = 3_000;
  /** A machine that does other things meanwhile may be slow once, not three times. */
  private static final int ATTEMPTS = 3;
  private static final int MOST_SHOWN = 20;

  private final List<String> wrong = new ArrayList<>();
  private double slowestMillis;
  private double slowestProcessorMillis;
  private int uploads;
  private int pictures;

  @Override
  public String id() {
    return "bad files";
  }

  @Override
  public Row run() throws Exception {
    Map<String, List<byte[]>> pictureFiles = BadPictures.byClass();
    Map<String, List<byte[]>> documents = BadContent.documents();
    Map<String, List<byte[]>> weights = BadContent.weights();
    Map<String, List<byte[]>> forms = BadContent.forms();
    Set<String> left;
    String errors;
    try (ServerProcess server = new ServerProcess("-Xmx1g")) {
      Pupil caller = new Pupil(server);
      String network = caller.post("/networks", "document", BadContent.TINY).location();
      caller.post("/api/v1/run", whole());
      Set<String> before = server.files();
      sent(server, pictureFiles, picture(caller, network), true);
      sent(server, documents, document(caller, network), false);
      sent(server, Map.of("illegal document", BadContent.illegalDocuments()), call(caller), false);
      sent(server, weights, weights(caller, network), false);
      String set = caller.post("/sets", "name", "set", "classes", "a,b", "channels", "1", "side",
          "28").location();
      sent(server, pictureFiles, Map.of("set", file -> caller.post(set + "/pictures",
          new Parts().field("class", "a").file("picture", file))), true);
      sent(server, BadContent.sets(), Map.of("file of a set", file -> caller.post("/sets/file",
          new Parts().field("name", "x").field("channels", "1").field("side", "28")
              .file("file", file))),
          false);
      sent(server, forms, form(caller, network), false);
      sent(server, Map.of("frame", BadContent.frames(8, 8)), Map.of("live", file -> caller.post(
          network + "/live?layer=fc&width=8&height=8", "application/octet-stream", file)), false);
      left = new TreeSet<>(server.files());
      left.removeAll(before);
      left.removeIf(file -> file.startsWith("data/fovea.db"));
      errors = server.log().lines().filter(line -> line.contains("ERROR")).findFirst().orElse("");
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("classes",
        pictureFiles.size() + documents.size() + weights.size() + forms.size() + 2);
    figures.put("files", count(pictureFiles) + count(documents) + count(weights) + count(forms));
    figures.put("uploads", uploads);
    figures.put("clean pictures", pictures);
    figures.put("slowest ms", Math.round(slowestMillis));
    figures.put("slowest ms of processors", Math.round(slowestProcessorMillis));
    figures.put("files left behind", left.toString());
    figures.put("neither refused nor a picture, or later", wrong.size());
    figures.put("of them", wrong.stream().limit(MOST_SHOWN).toList().toString());
    figures.put("first fault in the log", errors);
    return new Row(id(), figures, wrong.isEmpty() && left.isEmpty() && errors.isEmpty());
  }

  private static int count(Map<String, List<byte[]>> files) {
    return files.values().stream().mapToInt(List::size).sum();
  }

  private static Parts whole() {
    return new Parts().field("network", BadContent.TINY);
  }

  private static Parts unit() {
    return whole().field("layer", "fc").field("channel", "0");
  }

  private static Map<String, Function<byte[], Answer>> picture(Pupil caller, String network) {
    Map<String, Function<byte[], Answer>> ways = new LinkedHashMap<>();
    ways.put("run", file -> caller.post("/api/v1/run", whole().file("image", file)));
    ways.put("unit", file -> caller.post("/api/v1/explain/unit", unit().file("image", file)));
    ways.put("effective field",
        file -> caller.post("/api/v1/explain/effective_field", unit().file("image", file)));
    ways.put("picture",
        file -> caller.post(network + "/picture", new Parts().file("picture", file)));
    return ways;
  }

  private static Map<String, Function<byte[], Answer>> call(Pupil caller) {
    Map<String, Function<byte[], Answer>> ways = new LinkedHashMap<>();
    ways.put("analyze", file -> caller.post("/api/v1/analyze", "application/json", file));
    for (String call : List.of("run", "train", "explain/unit", "explain/effective_field",
        "export/pytorch",
        "export/onnx", "export/svg")) {
      ways.put(call, file -> caller.post("/api/v1/" + call, new Parts().file("network", file)));
    }
    return ways;
  }

  private static Map<String, Function<byte[], Answer>> document(Pupil caller, String network) {
    Map<String, Function<byte[], Answer>> ways = call(caller);
    ways.put("networks", file -> caller.post("/networks", new Parts().file("file", file)));
    ways.put("text", file -> caller.post("/networks", new Parts().field("document", file)));
    ways.put("paste", file -> caller.post(
        network + "/selection/paste", "document", new String(file, UTF_8)));
    ways.put("repairs", file -> caller.post(network + "/repairs", "edit",
        "{\"replace\": \"conv\", \"layer\": " + new String(file, UTF_8) + "}"));
    return ways;
  }

  private static Map<String, Function<byte[], Answer>> weights(Pupil caller, String network) {
    Map<String, Function<byte[], Answer>> ways = new LinkedHashMap<>();
    ways.put("run", file -> caller.post("/api/v1/run", whole().file("tensors", file)));
    ways.put("unit", file -> caller.post("/api/v1/explain/unit", unit().file("tensors", file)));
    ways.put("import", file -> caller.post(network + "/import", new Parts().file("tensors", file)));
    return ways;
  }

  private static Map<String, Function<byte[], Answer>> form(Pupil caller, String network) {
    Map<String, Function<byte[], Answer>> ways = new LinkedHashMap<>();
    for (String path : List.of("/api/v1/run", "/api/v1/train", "/api/v1/explain/unit",
        "/api/v1/export/onnx",
        "/networks", network + "/picture", network + "/import", network + "/selection/paste")) {
      ways.put(path, file -> caller.post(path, BadContent.MULTIPART, file));
    }
    return ways;
  }

  private void sent(
      ServerProcess server, Map<String, List<byte[]>> files,
      Map<String, Function<byte[], Answer>> ways, boolean mayBePicture) {
    files.forEach((kind, some) -> ways.forEach((way, send) -> {
      for (int i = 0; i < some.size(); i++) {
        Timed soonest = soonest(server, some.get(i), send);
        Answer answer = soonest.answer();
        uploads++;
        slowestMillis = Math.max(slowestMillis, answer.millis());
        slowestProcessorMillis = Math.max(slowestProcessorMillis, soonest.processorMillis());
        boolean isPicture = mayBePicture && (answer.status() == 200 || answer.status() == 303);
        pictures += isPicture ? 1 : 0;
        boolean isRefused = answer.status() >= 400 && answer.status() < 500;
        if ((!isPicture && !isRefused) || soonest.isLate()) {
          wrong.add("%s %d to %s: %d in %.0f ms"
              .formatted(kind, i, way, answer.status(), answer.millis()));
        }
      }
    }));
  }

  /** An answer, and the time of processors that the server has taken meanwhile. */
  private record Timed(Answer answer, double processorMillis) {

    /** By the clock, unless the machine had other things to do and just the clock says so. */
    boolean isLate() {
      return answer.millis() > SOON_MILLIS
          && (processorMillis > SOON_MILLIS || answer.millis() > NEVER_MILLIS);
    }
  }

  private static Timed soonest(
      ServerProcess server, byte[] file, Function<byte[], Answer> send) {
    Timed soonest = timed(server, file, send);
    for (int i = 1; i < ATTEMPTS && soonest.isLate(); i++) {
      Timed again = timed(server, file, send);
      soonest = again.answer().millis() < soonest.answer().millis() ? again : soonest;
    }
    return soonest;
  }

  private static Timed timed(ServerProcess server, byte[] file, Function<byte[], Answer> send) {
    Duration before = server.processorTime();
    Answer answer = send.apply(file);
    return new Timed(answer, server.processorTime().minus(before).toMillis());
  }
}
