package fovea.server.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.file.FileLimits;
import fovea.engine.dataset.file.FolderZip;
import fovea.engine.network.Shape;
import fovea.server.workbench.VisitedServer;
import fovea.server.workbench.Visitor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A visitor's own sets, over HTTP. */
class SetsTest extends VisitedServer {

  private static final byte[] WHITE = SetFixtures.png(Color.WHITE, 40, 40);
  private static final byte[] RED = SetFixtures.png(Color.RED, 60, 40);

  private String set = "";

  private void make(String channels) {
    HttpResponse<String> page = visitor.post("/sets", "name", " Cats & dogs ", "classes",
        "cat\ndog , bird", "channels", channels, "side", "20");
    set = page.uri().getPath();
    assertTrue(set.matches("/sets/[a-z2-7]{20}"), page.body());
  }

  private HttpResponse<String> add(String className, byte[]... files) {
    return visitor.uploadAll(set + "/pictures", "picture", List.of(files), "class", className);
  }

  private String page() {
    return visitor.get(set).body();
  }

  /** How many pictures each class has, as the page says it. */
  private List<String> counts() {
    return Pattern.compile("<span>([^<]+)</span> <span class=\"set-count number\">(\\d+) ")
        .matcher(page()).results().map(it -> it.group(1) + " " + it.group(2)).toList();
  }

  @Test
  void aSetIsMadeFilledAndCounted() throws IOException {
    make("3");
    assertEquals(List.of("cat 0", "dog 0", "bird 0"), counts());
    assertEquals(200, add("dog", WHITE, RED).statusCode());
    assertEquals(List.of("cat 0", "dog 2", "bird 0"), counts());
    assertTrue(page().contains("2 pictures in 3 classes, in colour, 20 × 20 pixels"), page());
    BufferedImage red = image(set + "/pictures/2");
    assertEquals(20, red.getWidth());
    assertEquals(20, red.getHeight());
    assertEquals(0xFF0000, red.getRGB(10, 10) & 0xFFFFFF);
    assertTrue(visitor.get("/sets").body().contains("Cats &amp; dogs"));
    assertTrue(visitor.get("/networks").body().contains("href=\"/sets\""));
  }

  @Test
  void aGreySetKeepsWhatGreyNetworksSee() throws IOException {
    make("1");
    add("cat", RED);
    // By luma, 0.299 of 255.
    assertEquals(0x4C4C4C, image(set + "/pictures/1").getRGB(3, 3) & 0xFFFFFF);
  }

  private BufferedImage image(String address) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(visitor.bytes(address).body()));
  }

  @Test
  void oneInFiveOfEachClassIsForValidation() {
    make("1");
    add("cat", Collections.nCopies(10, WHITE).toArray(byte[][]::new));
    add("dog", Collections.nCopies(5, WHITE).toArray(byte[][]::new));
    assertEquals(3, page().split("data-validates=\"true\"", -1).length - 1);
    assertTrue(page().contains("12 to learn from and 3 for validation"), page());
  }

  @Test
  void picturesAreRemovedAndTheirNumbersNeverComeBack() {
    make("1");
    add("cat", WHITE, WHITE, WHITE);
    HttpResponse<String> answer = visitor.send("POST", set + "/pictures/remove", "picture", "1",
        "picture", "3");
    assertTrue(answer.body().contains("id=\"tile-2\""), answer.body());
    assertFalse(answer.body().contains("id=\"tile-1\""), answer.body());
    add("cat", WHITE);
    assertEquals(404, visitor.get(set + "/pictures/3").statusCode());
    assertEquals(200, visitor.get(set + "/pictures/5").statusCode());
    assertEquals(List.of("cat 2", "dog 0", "bird 0"), counts());
  }

  @Test
  void classesAreRenamedAddedAndRemovedWithTheirPictures() {
    make("1");
    add("cat", WHITE);
    add("dog", WHITE, WHITE);
    add("bird", WHITE, WHITE, WHITE);
    visitor.post(set + "/classes", "class", "bird", "name", "Vögel");
    visitor.post(set + "/classes", "name", "fish");
    visitor.post(set + "/classes", "class", "cat", "name", "cat", "remove", "true");
    assertEquals(List.of("dog 2", "Vögel 3", "fish 0"), counts());
    visitor.post(set + "/name", "name", "Pets");
    assertTrue(page().contains("<h1>Pets</h1>"), page());
    assertEquals(404, add("cat", WHITE).statusCode(), "somebody has that page open still");
    assertEquals(422, visitor.post(set + "/classes", "name", "dog").statusCode());
    visitor.post(set + "/classes", "class", "dog", "remove", "true");
    assertEquals(422, visitor.post(set + "/classes", "class", "fish", "remove", "true")
        .statusCode(), "two classes are left");
    assertEquals(List.of("Vögel 3", "fish 0"), counts());
  }

  @Test
  void aZipOfFoldersIsASetAndASetAZipOfFolders() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("pets/dog/1.png", RED);
    files.put("pets/dog/2.png", WHITE);
    files.put("pets/cat/1.png", WHITE);
    files.put("pets/.DS_Store", new byte[1]);
    files.put("pets/readme.txt", new byte[1]);
    HttpResponse<String> opened = visitor.uploadAll("/sets/file", "file",
        List.of(SetFixtures.zip(files)), "name", "Pets", "channels", "3", "side", "32");
    set = opened.uri().getPath();
    assertEquals(List.of("cat 1", "dog 2"), counts());
    assertTrue(opened.body().contains("1 other file was passed over"), opened.body());
    Shape.Maps shape = new Shape.Maps(1, 1, 1);
    Dataset again = FolderZip.read(
        new ByteArrayInputStream(visitor.bytes(set + "/set.zip").body()), shape,
        (_, file) -> new byte[]{(byte) file.length}, new FileLimits(9, 99, 9, 64, 1_000_000)).set();
    assertEquals(List.of("cat", "dog"), again.classes());
    assertEquals(List.of(0, 1, 1), IntStream.range(0, 3).mapToObj(again::label).toList());
  }

  @Test
  void theFilesOfMnistAreASetInEitherOrder() throws IOException {
    List<byte[]> files = SetFixtures.idx(7, 1, 7, 0);
    for (List<byte[]> order : List.of(files, files.reversed())) {
      set = visitor.uploadAll("/sets/file", "file", order, "name", "MNIST").uri().getPath();
      assertEquals(List.of("0 1", "1 1", "2 0", "3 0", "4 0", "5 0", "6 0", "7 2"), counts());
      assertEquals(7 * 25, image(set + "/pictures/3").getRGB(0, 0) & 0xFF);
      assertTrue(page().contains("grey, 28 × 28 pixels"), page());
    }
  }

  @Test
  void whatIsNoSetIsRefusedAndNothingIsKept() {
    refused(400, "no set that Fovea reads", "/sets/file", "x".getBytes(StandardCharsets.UTF_8));
    refused(400, "choose both", "/sets/file", SetFixtures.idx(1, 2).getFirst());
    refused(400, "cat/a.png: This is no picture", "/sets/file",
        SetFixtures.zip(Map.of("cat/a.png", new byte[5])));
    refused(400, "no pictures in folders", "/sets/file",
        SetFixtures.zip(Map.of("a.txt", new byte[5])));
    refused(400, "Choose the files", "/sets/file");
    Map<String, byte[]> many = new LinkedHashMap<>();
    IntStream.range(0, 21).forEach(i -> many.put("class" + i + "/a.png", WHITE));
    refused(422, "21 classes and 20 are allowed", "/sets/file", SetFixtures.zip(many));
    assertFalse(visitor.get("/sets").body().matches("(?s).*/sets/[a-z2-7]{20}.*"));
    make("1");
    refused(400, "no picture that Fovea reads", set + "/pictures", new byte[20]);
    refused(400, "Choose or draw", set + "/pictures");
    assertEquals(List.of("cat 0", "dog 0", "bird 0"), counts());
    for (String[] wrong : new String[][]{{"name", "", "classes", "a,b"},
      {"name", "x".repeat(61), "classes", "a,b"}, {"name", "x", "classes", "a"},
      {"name", "x", "classes", "a,a"}, {"name", "x", "classes", "a," + "b".repeat(41)},
      {"name", "x", "classes", "a,b", "side", "15"}, {"name", "x", "classes", "a,b", "side", "65"},
      {"name", "x", "classes", "a,b", "channels", "2"}}) {
      String[] fields = new String[wrong.length + 4];
      System.arraycopy(wrong, 0, fields, 0, wrong.length);
      System.arraycopy(new String[]{"side", "28", "channels", "1"}, 0, fields, wrong.length, 4);
      assertEquals(422, visitor.post("/sets", fields).statusCode(), String.join(" ", fields));
    }
  }

  private void refused(int status, String reason, String path, byte[]... files) {
    String part = path.endsWith("file") ? "file" : "picture";
    HttpResponse<String> answer = visitor.uploadAll(path, part, List.of(files), "name", "x",
        "class", "cat", "channels", "1", "side", "28");
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(reason), answer.body());
  }

  @Test
  void othersSeeNothingOfASet() {
    make("1");
    add("cat", WHITE);
    try (Visitor other = new Visitor(app)) {
      for (String address : List.of("", "/pictures/1", "/set.zip")) {
        assertEquals(404, other.get(set + address).statusCode(), address);
      }
      for (String address : List.of("/name", "/classes", "/close", "/pictures/remove", "/remove")) {
        assertEquals(404, other.post(set + address, "name", "x", "closed", "true", "picture", "1")
            .statusCode(), address);
      }
      assertEquals(404, other.uploadAll(set + "/pictures", "picture", List.of(WHITE), "class",
          "cat").statusCode());
    }
    assertEquals(List.of("cat 1", "dog 0", "bird 0"), counts());
  }

  @Test
  void augmentationChangesAPictureTheSameWayEachTime() {
    make("3");
    add("cat", RED);
    String address = set + "/pictures/1?shift=4&turn=20&noise=10&epoch=";
    byte[] first = visitor.bytes(address + 1).body();
    assertArrayEquals(first, visitor.bytes(address + 1).body());
    assertFalse(Arrays.equals(first, visitor.bytes(address + 2).body()));
    assertArrayEquals(visitor.bytes(set + "/pictures/1").body(),
        visitor.bytes(set + "/pictures/1?shift=0&turn=0&noise=0&epoch=1").body());
    assertTrue(visitor.send("GET", set + "?shift=3&flip=1&turn=9&noise=7").body()
        .contains("/pictures/1?epoch=1&amp;shift=3&amp;flip=1&amp;turn=9&amp;noise=7"));
  }

  @Test
  void theDrawnSetsAreShownAndNobodysToChange() throws IOException {
    for (String word : List.of("shapes", "strokes", "places")) {
      String page = visitor.get("/sets/" + word).body();
      assertTrue(page.contains("/sets/" + word + "/pictures/0"), page);
      assertFalse(page.contains("pictures/remove\" hx"), page);
      assertFalse(page.contains("data-island=\"collect\""), page);
      assertEquals(32, image("/sets/" + word + "/pictures/5").getWidth());
      assertEquals(404, visitor.uploadAll("/sets/" + word + "/pictures", "picture",
          List.of(WHITE), "class", "0").statusCode());
      assertEquals(404, visitor.post("/sets/" + word + "/remove").statusCode());
    }
  }

  @Test
  void aSetIsDeletedWithItsPictures() {
    make("1");
    add("cat", WHITE);
    assertEquals("/sets", visitor.post(set + "/remove").uri().getPath());
    assertEquals(404, visitor.get(set).statusCode());
    assertEquals(404, visitor.get(set + "/pictures/1").statusCode());
  }
}
