package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.server.TestServer.Parts;
import fovea.server.load.Pupil.Answer;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Everything that can be asked about a network, by a call of the API and on its pages. */
final class BombCalls {

  private static final byte[] PICTURE = PictureFiles.file("png",
      PictureFiles.quarters(BufferedImage.TYPE_INT_RGB, 16, 16));
  private static final int KILO = 1_000;

  /** Of the network, once it is there. */
  private static final List<String> PAGES = List.of("", "?layer=l30&map=0", "?layer=l1",
      "/overview", "/overview?fold=-l1", "/overview.svg", "/overview.svg?fold=1", "/principles",
      "/principles/equivariance", "/principles/locality", "/principles/pooling",
      "/principles/pooling?kernel_size=8", "/table", "/table?sort=macs&order=descending",
      "/table.csv", "/table.md", "/table.txt", "/export", "/export/pytorch/preview",
      "/export/keras/preview", "/export/torchinfo/preview", "/export/json/preview",
      "/export/pytorch?annotated=false", "/export/svg", "/weights?layer=l1&weights=l1.weight",
      "/weights?weights=l30.weight[0]", "/weights/0?weights=l0.weight", "/input.png",
      "/document.json", "/versions", "/share", "/run", "/layers/l0/units/0/0/0",
      "/layers/l1/units/0/0/0", "/layers/l30/units/0/7/7?pin=0,0,0&maps=2048",
      "/layers/l1/units/0/0/0/effective", "/layers/input/units/0/0/0",
      "/activations/l1/00000000000000000000000000000000/sheet", "/selection?ids=l0&ids=l1");

  private final Pupil caller;
  private final Map<String, Answer> created = new ConcurrentHashMap<>();

  BombCalls(Pupil caller) {
    this.caller = caller;
  }

  /** How a document is sent, by the name of the call or page. */
  Map<String, Function<String, Answer>> all() {
    Map<String, Function<String, Answer>> all = new LinkedHashMap<>();
    all.put("analyze", document -> caller.post("/api/v1/analyze", "application/json",
        document.getBytes(UTF_8)));
    for (String call : List.of("run", "explain/unit", "explain/effective_field")) {
      all.put(call, document -> caller.post("/api/v1/" + call, unit(call, document)));
    }
    for (String format : List.of("pytorch", "keras", "onnx", "torchinfo", "svg", "safetensors")) {
      all.put("export/" + format, document -> caller.post("/api/v1/export/" + format,
          new Parts().field("network", document)));
    }
    all.put("networks", document -> caller.post("/networks", "document", document));
    PAGES.forEach(page -> all.put("page " + page, on(caller, (it, path) -> it.get(path + page))));
    all.put("compare", on(caller, (it, path) -> it.get("/compare?left=" + id(path)
        + "&right=zoo:resnet50")));
    all.put("compare itself", on(caller, (it, path) -> it.get("/compare.csv?left=" + id(path)
        + "&right=" + id(path) + "@1")));
    post(all, "/layers", "type", "Conv2d");
    post(all, "/layers/l1", "kernel_size", "2147483647");
    post(all, "/layers/l1", "inputs", "l0");
    post(all, "/layers/l0/remove");
    post(all, "/layers/l1/duplicate");
    post(all, "/layers/l1/move", "to", "up");
    post(all, "/selection/duplicate", "ids", "l0", "ids", "l1");
    post(all, "/blocks", "block", "residual");
    post(all, "", "shape", "2147483647 2147483647 2147483647");
    post(all, "", "shape", "999999999 999999999 999999999");
    post(all, "/weights?weights=l1.weight", "filter", "random", "deviation", "1e30");
    post(all, "/picture/steps", "add", "noise");
    post(all, "/run");
    post(all, "/share");
    post(all, "/undo");
    return all;
  }

  private static Parts unit(String call, String document) {
    Parts parts = new Parts().field("network", document).file("image", PICTURE);
    return call.equals("run")
        ? parts
        : parts.field("layer", "l1").field("channel", "0").field("y", "0").field("x", "0");
  }

  private void post(Map<String, Function<String, Answer>> all, String page, String... fields) {
    all.put("post " + page + " " + String.join(" ", fields),
        on(caller, (it, path) -> it.post(path + page, fields)));
  }

  /** On the page of a network, which is made where there is none yet; or why there can be none. */
  private Function<String, Answer> on(
      Pupil visitor, BiFunction<Pupil, String, Answer> request) {
    return document -> {
      Answer answer = created.computeIfAbsent(document,
          _ -> visitor.post("/networks", "document", document));
      return answer.status() == 303 ? request.apply(visitor, answer.location()) : answer;
    };
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Kilobytes, or a megabyte, where a word belongs. */
  List<Bombs.Bomb> words() {
    String document = BadContent.TINY;
    String network = caller.post("/networks", "document", document).location();
    List<Bombs.Bomb> bombs = new ArrayList<>();
    for (String word : List.of("x".repeat(KILO * KILO), "fc" + " ".repeat(40 * KILO) + "x",
        "9".repeat(KILO * KILO), "[0]".repeat(40 * KILO), ",".repeat(KILO * KILO))) {
      String what = word.length() / KILO + " kB of " + word.charAt(word.length() / 2);
      for (String part : List.of("outputs", "seed", "fit", "normalisation", "layer", "x")) {
        bombs.add(new Bombs.Bomb("run, " + part + " " + what, () -> caller.post("/api/v1/run",
            new Parts().field("network", document).file("image", PICTURE).field(part, word))));
      }
      for (String part : List.of("layer", "channel", "x")) {
        bombs.add(new Bombs.Bomb("unit, " + part + " " + what, () -> caller.post(
            "/api/v1/explain/unit", new Parts().field("network", document).file("image", PICTURE)
                .field("layer", part.equals("layer") ? word : "conv").field("y", "0")
                .field("channel", part.equals("channel") ? word : "0")
                .field("x", part.equals("x") ? word : "0"))));
      }
      String[][] forms = {{"", "name"}, {"", "shape"}, {"", "seed"}, {"/layers", "type"},
        {"/layers/conv", "id"}, {"/layers/conv", "kernel_size"}, {"/layers/conv", "inputs"},
        {"/layers/conv/move", "to"}, {"/picture", "source"}, {"/picture", "fit"},
        {"/picture/steps", "add"}, {"/picture/steps", "remove"}, {"/versions", "name"},
        {"/weights?weights=conv.bias", "w0"}, {"/weights?weights=conv.weight", "filter"},
        {"/repairs", "edit"}, {"/selection/remove", "ids"}, {"/selection/paste", "document"},
        {"/blocks", "block"}};
      for (String[] form : forms) {
        bombs.add(new Bombs.Bomb("post " + form[0] + " " + form[1] + " " + what,
            () -> caller.post(network + form[0], form[1], word)));
      }
      bombs.add(
          new Bombs.Bomb("language " + what, () -> caller.post("/language", "language", word)));
      bombs.add(new Bombs.Bomb("zoo " + what, () -> caller.post("/networks", "zoo", word)));
      String address = Pupil.encoded("w", word.substring(0, Math.min(word.length(), 15 * KILO)))
          .substring(2);
      for (String page : List.of("?layer=", "/overview?fold=", "/table?sort=",
          "/weights?weights=conv.weight", "/principles/pooling?kernel_size=",
          "/principles/equivariance?dx=", "/layers/conv/units/0/0/0?pin=")) {
        bombs.add(new Bombs.Bomb("page " + page + " " + what, () -> caller.get(network + page
            + address)));
      }
      bombs.add(new Bombs.Bomb("open " + what, () -> caller.get("/open?document=" + address)));
      bombs.add(new Bombs.Bomb("compare " + what, () -> caller.get("/compare?left=" + address
          + "&right=zoo:vgg16&layer=" + address)));
    }
    return bombs;
  }
}
