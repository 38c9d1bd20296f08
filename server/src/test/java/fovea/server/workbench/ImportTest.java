package fovea.server.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights from files, sent from the dialog, from the page, and without scripts. */
class ImportTest extends VisitedServer {

  private static final String TINY = """
      {"name": "tiny", "input": [1, 4, 4], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 1, "kernel_size": 2},
        {"id": "norm1", "type": "BatchNorm2d"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 2, "kernel_size": 1}]}
      """;

  private String network;

  @BeforeEach
  void create() {
    network = visitor.create(TINY);
  }

  @Test
  void halvesUnderAWrappedNameAreLoadedAndItIsSaid() {
    HttpResponse<String> answer = visitor.upload(network + "/import", "tensors", file(Map.of(
        "module.conv1.weight", "F16 [1,1,2,2] 003c 00c0 0100 ff7b",
        "module.conv1.bias", "BF16 [1] c03f",
        "module.norm1.num_batches_tracked", "I64 [] 0500000000000000")),
        "HX-Request", "true", "HX-Current-URL", "http://localhost" + network + "/export");
    assertEquals(204, answer.statusCode(), answer.body());
    String led = answer.headers().firstValue("HX-Redirect").orElse("");
    assertTrue(led.startsWith(network + "?layer="), led);
    String page = visitor.get(led).body();
    assertTrue(page.contains("2 of 8 parameter tensors were loaded; the others stay as they were. "
        + "&quot;module.&quot; was taken off every name. One counter was left out. "
        + "Numbers in float16, bfloat16 became float32."), page);
    String weights = visitor.get(network + "?layer=conv1&weights=conv1.weight%5B0,0%5D").body();
    float[] expected = {1, -2, 0x1p-24f, 65504};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Float.parseFloat(
          Visitor.first("name=\"w" + i + "\"[^>]*title=\"([^\"]+)\"", weights)));
    }
    assertTrue(visitor.send("GET", network + "/versions").body()
        .contains("Weights from a file. 2 of 8"));
    assertFalse(visitor.get(network).body().contains("parameter tensors were loaded"), "said once");
    visitor.send("POST", network + "/undo");
    assertFalse(visitor.get(led).body().contains("parameter tensors were loaded"), "it is undone");
  }

  @Test
  void whatDoesNotFitIsShownBesideTheNetworkAndNothingIsKept() {
    byte[] file = file(Map.of(
        "conv1.weight", "F32 [1,1,1,1] 0000803f", "c2.bias", "F32 [2] 0000803f0000803f",
        "norm1.weight", "I8 [1] 01", "norm1.bias", "F32 [1] 0000803f"));
    for (boolean scripts : new boolean[]{true, false}) {
      HttpResponse<String> answer = scripts
          ? visitor.upload(network + "/import", "tensors", file, "HX-Request", "true")
          : visitor.upload(network + "/import", "tensors", file);
      assertEquals(422, answer.statusCode());
      String table = answer.body();
      assertTrue(table.contains("3 tensors of the file do not fit this network"), table);
      assertTrue(table.contains("[1, 1, 1, 1]") && table.contains("[1, 1, 2, 2]")
          && table.contains("another shape"), table);
      assertTrue(table.contains("[1] I8") && table.contains("numbers of this type are not read"));
      assertTrue(table.contains("no parameter of this name; only conv2.bias has this shape"),
          table);
      assertTrue(table.contains("the file has no tensor of this name"));
      assertEquals(scripts, table.contains("hx-swap-oob=\"true\""));
      assertEquals(!scripts, table.contains("<h1"));
    }
    assertFalse(visitor.send("GET", network + "/versions").body().contains("from a file"));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    HttpResponse<String> answer = visitor.upload(network + "/import", "tensors",
        file(Map.of("conv1.bias", "F16 [1] 007c")), "HX-Request", "true");
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("conv1.bias has Infinity"), answer.body());
  }

  @Test
  void anAnswerForTheWorkbenchLeadsThereFromAnyOtherPage() {
    String[] pages = {network + "/table", network + "/export", "/compare?left=a&right=b",
      network + "/principles", "/networks", network + "/layers/conv1/units/0/0/0", "/shared/x",
      visitor.create(TINY)};
    for (String page : pages) {
      for (String[] asked : new String[][]{{"PUT", "/layers/conv1", "out_channels", "1"},
        {"POST", "/undo"}, {"POST", "/run"}, {"GET", "?layer=conv2"}, {"GET", "/run"},
        {"POST", "/picture", "source", "builtin:cat"},
        {"GET", "/weights?layer=conv1&weights=conv1.bias"}, {"POST", "/layers", "type", "ReLU"}}) {
        HttpResponse<String> answer = visitor.sendFrom("http://localhost" + page, asked[0],
            network + asked[1], Arrays.copyOfRange(asked, 2, asked.length));
        assertEquals(204, answer.statusCode(), page + " " + asked[1] + answer.body());
        assertTrue(answer.headers().firstValue("HX-Redirect").orElse("").startsWith(network),
            page + " " + asked[1]);
      }
    }
  }

  @Test
  void aPageThatHtmxAsksForFromElsewhereIsGoneTo() {
    for (String path : new String[]{network + "/layers/conv1/units/0/0/0", network + "/principles",
      "/compare?left=zoo:lenet5&right=zoo:tinyvgg"}) {
      HttpResponse<String> answer = visitor.sendFrom(
          "http://localhost" + network + "/table", "GET", path);
      assertEquals(path, answer.headers().firstValue("HX-Redirect").orElse(answer.body()));
      assertEquals(200, visitor.sendFrom("http://localhost" + path, "GET", path).statusCode());
    }
  }

  @Test
  void theFileWrittenHereIsReadHere() {
    byte[] exported = visitor.bytes(network + "/export/safetensors").body();
    HttpResponse<String> answer = visitor.upload(network + "/import", "tensors", exported);
    assertTrue(answer.body().contains("All 8 parameter tensors were loaded."), answer.body());
    assertArrayEquals(exported, visitor.bytes(network + "/export/safetensors").body());
  }

  /** Each tensor as its type, its shape and the bytes of its numbers. */
  private static byte[] file(Map<String, String> tensors) {
    StringBuilder header = new StringBuilder();
    StringBuilder numbers = new StringBuilder();
    new LinkedHashMap<>(tensors).forEach((name, written) -> {
      String[] parts = written.split(" ", 3);
      int begin = numbers.length() / 2;
      numbers.append(parts[2].replace(" ", ""));
      header.append(header.isEmpty() ? "{" : ",").append('"').append(name)
          .append("\":{\"dtype\":\"").append(parts[0]).append("\",\"shape\":").append(parts[1])
          .append(",\"data_offsets\":[").append(begin).append(',').append(numbers.length() / 2)
          .append("]}");
    });
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = HexFormat.of().parseHex(numbers);
    return ByteBuffer.allocate(8 + text.length + bytes.length).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length).put(text).put(bytes).array();
  }
}
