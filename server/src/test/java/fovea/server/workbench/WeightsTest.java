package fovea.server.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights over HTTP: looked at, typed, taken from the bank, refused. */
class WeightsTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [3, 8, 8], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 1},
        {"id": "norm1", "type": "BatchNorm2d"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 2, "kernel_size": 1},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 4}]}
      """;
  private static final String KERNEL = "?layer=conv1&weights=conv1.weight%5B1,2%5D";

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void anyPartHasAnAddressAndItsNumbers() {
    String page = visitor.get(network + KERNEL).body();
    assertTrue(page.contains("value=\"conv1.weight[1, 2]\""), page);
    float[] all = numbers(page);
    assertEquals(2 * 3 * 9, all.length);
    assertEquals(all[5 * 9], Float.parseFloat(Visitor.first("name=\"w0\"[^>]*title=\"([^\"]+)\"",
        page)));
    for (String part : new String[]{"conv1.bias%5B1%5D", "norm1.running_var", "fc.weight%5B3,70%5D",
      "norm1.weight", "fc.bias"}) {
      String layer = part.substring(0, part.indexOf('.'));
      assertTrue(visitor.get(network + "/weights?layer=" + layer + "&weights=" + part).body()
          .contains("id=\"weights-panel\""), part);
    }
    assertTrue(visitor.get(network + "?layer=fc&weights=fc.weight%5B3,70%5D").body()
        .contains("name=\"w70\""));
    assertFalse(visitor.get(network + "?layer=flat").body().contains("weights-panel"));
    assertEquals(400, visitor.get(network + "/weights?weights=%5B%5D").statusCode());
  }

  @Test
  void everyFilterGoesIntoEveryPartOrIsRefusedWithAReason() {
    for (String part : new String[]{"conv1.weight", "conv1.weight[1]", "conv1.weight[1, 2]",
      "conv1.weight[1, 2, 0]", "conv1.weight[1, 2, 0, 0]", "conv1.bias", "conv1.bias[0]",
      "norm1.weight",
      "fc.weight", "fc.weight[3]", "fc.weight[3, 1]", "conv2.weight[0, 0]"}) {
      for (String scope : new String[]{"kernel", "row", "channel", "filter", "all", "turned", "",
        "x"}) {
        for (String filter : new String[]{"box", "identity", "gabor", "zeros", "random", "x"}) {
          HttpResponse<String> answer = visitor.send("POST",
              network + "/weights?layer=conv1&weights="
                  + URLEncoder.encode(part, UTF_8),
              "filter", filter, "scope", scope, "seed", "1");
          assertTrue(answer.statusCode() < 500 && answer.statusCode() != 429,
              part + " " + scope + " " + filter + ": " + answer.body());
        }
      }
    }
  }

  @Test
  void itIsWrittenInAnyWayThatPyTorchTakes() {
    for (String typed : new String[]{"conv1.weight[1][2]", "conv1.weight[-1, -1]", "weight[1,2]",
      "weight [1] [-1]"}) {
      String page = visitor.get(network + "/weights?layer=conv1&weights="
          + URLEncoder.encode(typed, UTF_8)).body();
      assertTrue(page.contains("value=\"conv1.weight[1, 2]\""), typed);
    }
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    refuses("conv1.weight[2]", "conv1.weight[2] is outside of conv1.weight, whose shape is [2, 3,");
    refuses("conv1.weight[-3]", "names no weights; write them as PyTorch indexes them");
    refuses("conv1.gamma", "The layer conv1 has no conv1.gamma; it has conv1.weight, conv1.bias.");
    refuses("flat.weight", "its type has no parameters");
    refuses("conv9.weight", "The network has no layer");
    refuses("conv1.weight[:, 0]", "by whole numbers, such as conv1.weight[0, 2]");
  }

  private void refuses(String typed, String why) {
    String page = network + "/weights?layer=conv1&weights=" + URLEncoder.encode(typed, UTF_8);
    HttpResponse<String> answer = visitor.get(page);
    assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, typed);
    assertTrue(answer.body().contains(why), answer.body());
  }

  @Test
  void aTypedKernelChangesWhatLiesBehindItAndNothingElse() {
    String before = visitor.get(network + KERNEL).body();
    float[] expected = numbers(before);
    String[] cells = new String[18];
    for (int i = 0; i < 9; i++) {
      cells[2 * i] = "w" + i;
      cells[2 * i + 1] = i == 4 ? "1.5" : "0";
    }
    HttpResponse<String> answer = visitor.send("PUT", network + "/weights" + KERNEL, cells);
    assertEquals(200, answer.statusCode(), answer.body());
    String after = visitor.get(network + KERNEL).body();
    System.arraycopy(new float[]{0, 0, 0, 0, 1.5f, 0, 0, 0, 0}, 0, expected, 45, 9);
    assertArrayEquals(expected, numbers(after));
    assertEquals(key(before, "input"), key(after, "input"));
    assertNotEquals(key(before, "conv1"), key(after, "conv1"));
    visitor.send("POST", network + "/undo");
    String undone = visitor.get(network + KERNEL).body();
    assertEquals(key(before, "conv1"), key(undone, "conv1"));
    assertTrue(visitor.send("GET", network + "/versions").body().contains("Set weights of conv1"));
  }

  @Test
  void whatWasNotTypedKeepsAllItsDigits() {
    String page = visitor.get(network + KERNEL).body();
    float[] before = numbers(page);
    String shown = Visitor.first("name=\"w0\"[^>]*value=\"([^\"]+)\"", page);
    visitor.send("PUT", network + "/weights" + KERNEL, "w0", shown, "w1", "\u22122e-1");
    float[] after = numbers(visitor.get(network + KERNEL).body());
    before[46] = -0.2f;
    assertArrayEquals(before, after);
  }

  @Test
  void theBankFillsAKernelAFilterOrAll() {
    bank("filter", "sobel", "angle", "90", "scope", "channel");
    float[] sobel = numbers(visitor.get(network + KERNEL).body());
    assertArrayEquals(new float[]{0, 0, 0, -1, -2, -1, 0, 0, 0, 1, 2, 1},
        Arrays.copyOfRange(sobel, 42, 54));
    bank("filter", "box", "scope", "all");
    for (float number : numbers(visitor.get(network + KERNEL).body())) {
      assertEquals(1 / 27f, number, 1e-7f, "a ninth of each of the three maps");
    }
    bank("filter", "gabor", "wavelength", "4", "scope", "turned");
    float[] gabor = numbers(visitor.get(network + KERNEL).body());
    // The second filter lies where the first stands: the wave runs down and not to the right.
    assertEquals(gabor[5], gabor[27 + 7], 1e-6f);
    assertNotEquals(gabor[5], gabor[7], 1e-3f);
    bank("reset", "true");
    assertTrue(visitor.get(network + KERNEL).body().contains("from the seed 0"));
  }

  @Test
  void shiftsAndRowsAreSetToo() {
    set("norm1", "norm1.running_var", "w0", "4");
    assertEquals("4.0", exact("norm1", "norm1.running_var%5B0%5D", "w0"));
    set("fc", "fc.weight%5B3%5D", "w127", "7");
    assertEquals("7.0", exact("fc", "fc.weight%5B3,127%5D", "w127"));
  }

  @Test
  void frozenCopiesShowThemReadOnlyAndKeepThem() {
    bank("filter", "identity", "scope", "filter");
    String shared = Visitor.first("value=\"http://[^/]+(/shared/[a-z2-7]{20})\\?",
        visitor.send("POST", network + "/share").body());
    bank("reset", "true");
    try (Visitor reader = new Visitor(app)) {
      String page = reader.get(shared + KERNEL).body();
      assertTrue(page.contains("readonly") && !page.contains("class=\"bank\""));
      float[] kept = numbers(
          reader.bytes(Visitor.first("data-values=\"(/shared[^\"]*/weights/[^\"]+)\"",
              page).replace("&amp;", "&")).body());
      assertEquals(1 / 3f, kept[49], 1e-7f);
      assertEquals(405, reader.send("PUT", shared + "/weights" + KERNEL, "w0", "1").statusCode());
      assertEquals(404, reader.send("PUT", network + "/weights" + KERNEL, "w0", "1").statusCode());
      HttpResponse<String> fork = reader.post(shared + "/fork");
      assertTrue(reader.get(fork.uri().getPath() + KERNEL).body()
          .contains("with numbers of its own"));
    }
  }

  @Test
  void badNumbersAreRefusedAndNothingIsKept() {
    String before = visitor.get(network + KERNEL).body();
    refused(400, "NaN", "w0", "NaN");
    refused(422, "1e400", "w0", "1e400");
    refused(400, "zero", "w0", "zero");
    refused(400, "", "w0", "");
    refused(400, "9 numbers", "w9", "1");
    refused(400, "bank", "filter", "nothing", "scope", "all");
    refused(400, "not into", "filter", "box", "scope", "everywhere");
    refused(400, "angle", "filter", "sobel", "scope", "all", "angle", "1e9");
    refused(400, "wavelength", "filter", "gabor", "scope", "all", "wavelength", "0");
    refused(400, "seed", "filter", "random", "scope", "all", "seed", "-1");
    refused(400, "Weights need");
    assertEquals(422, visitor.send("PUT", network + "/weights?weights=conv2.weight%5B0,0%5D",
        "filter", "sobel", "scope", "kernel").statusCode());
    assertArrayEquals(numbers(before), numbers(visitor.get(network + KERNEL).body()));
    assertFalse(visitor.send("GET", network + "/versions").body().contains("Set weights"));
  }

  @Test
  void whatIsTooMuchIsRefusedBeforeItTakesMemory() {
    String large = visitor.create("""
        {"name": "large", "input": [512, 64, 64], "layers": [{"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 1000}]}
        """);
    HttpResponse<String> answer = visitor.send("PUT",
        large + "/weights?weights=fc.weight%5B0%5D", "filter", "zeros", "scope", "all");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("own_weight_bytes"), answer.body());
  }

  private void refused(int status, String words, String... fields) {
    HttpResponse<String> answer = visitor.send("PUT", network + "/weights" + KERNEL, fields);
    assertEquals(status, answer.statusCode(), words + answer.body());
    assertTrue(answer.body().contains(words), answer.body());
  }

  private void bank(String... fields) {
    HttpResponse<String> answer = visitor.send("POST", network + "/weights" + KERNEL, fields);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private void set(String layer, String slice, String... fields) {
    HttpResponse<String> answer = visitor.send("PUT",
        network + "/weights?layer=" + layer + "&weights=" + slice, fields);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private String exact(String layer, String slice, String cell) {
    return Visitor.first("name=\"" + cell + "\"[^>]*title=\"([^\"]+)\"",
        visitor.get(network + "?layer=" + layer + "&weights=" + slice).body());
  }

  private static String key(String page, String layer) {
    return Visitor.first("/activations/" + layer + "/([0-9a-f]{32})", page);
  }

  private float[] numbers(String page) {
    return numbers(visitor.bytes(Visitor.first("data-values=\"([^\"]*/weights/[^\"]+)\"", page)
        .replace("&amp;", "&")).body());
  }

  private static float[] numbers(byte[] bytes) {
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }
}
