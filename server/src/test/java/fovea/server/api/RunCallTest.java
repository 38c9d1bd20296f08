package fovea.server.api;

import static fovea.server.TestServer.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import fovea.server.picture.BuiltInPictures;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunCallTest {

  private static final Path GOLDENS = Path.of("../engine/src/test/resources/goldens/networks");

  @TempDir
  private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<String> goldenNetworks() throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void weightsOfAWrappedModelInDoublesAreTheSameWeights() throws IOException {
    Map<String, Tensor> tensors = Safetensors
        .read(Files.readAllBytes(GOLDENS.resolve("00.in.safetensors")));
    HttpResponse<byte[]> plain = run(Files.readAllBytes(GOLDENS.resolve("00.in.safetensors")));
    assertEquals(200, plain.statusCode(), () -> text(plain));
    assertArrayEquals(plain.body(), run(wrapped(tensors, "module._orig_mod.")).body());
    HttpResponse<byte[]> other = run(wrapped(
        Map.of("input", Objects.requireNonNull(tensors.get("input")), "a.weight",
            Tensor.of(new float[1], 1)),
        "module."));
    assertEquals(400, other.statusCode());
    assertTrue(text(other).contains("no parameter named module.a.weight"), () -> text(other));
  }

  private static HttpResponse<byte[]> run(byte[] tensors) throws IOException {
    return server.post("/api/v1/run", new Parts()
        .file("network", Files.readAllBytes(GOLDENS.resolve("00.json")))
        .file("tensors", tensors));
  }

  /** As float64 with that before each name but the picture's, and a counter. */
  private static byte[] wrapped(Map<String, Tensor> tensors, String prefix) {
    StringBuilder header = new StringBuilder("{\"n_averaged\":{\"dtype\":\"I64\",\"shape\":[],"
        + "\"data_offsets\":[0,8]}");
    ByteBuffer numbers = ByteBuffer.allocate(8 + tensors.values().stream()
        .mapToInt(tensor -> 8 * tensor.size()).sum()).order(ByteOrder.LITTLE_ENDIAN).putLong(3);
    tensors.forEach((name, tensor) -> {
      int begin = numbers.position();
      for (float number : tensor.data()) {
        numbers.putDouble(number);
      }
      header.append(",\"").append(name.equals("input") ? name : prefix + name)
          .append("\":{\"dtype\":\"F64\",\"shape\":").append(Arrays.toString(tensor.shape()))
          .append(",\"data_offsets\":[").append(begin).append(',').append(numbers.position())
          .append("]}");
    });
    byte[] text = header.append('}').toString().getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length + numbers.capacity())
        .order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(numbers.array()).array();
  }

  @ParameterizedTest
  @MethodSource("goldenNetworks")
  void everyActivationIsPyTorchs(String golden) throws IOException {
    Map<String, Tensor> expected = Safetensors
        .read(Files.readAllBytes(GOLDENS.resolve(golden + ".out.safetensors")));
    HttpResponse<byte[]> answer = server.post("/api/v1/run", new Parts()
        .file("network", Files.readAllBytes(GOLDENS.resolve(golden + ".json")))
        .file("tensors", Files.readAllBytes(GOLDENS.resolve(golden + ".in.safetensors")))
        .field("outputs", String.join(",", expected.keySet())));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    Map<String, Tensor> found = Safetensors.read(answer.body());
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((layer, tensor) -> assertClose(
        layer, tensor, Objects.requireNonNull(found.get(layer))));
  }

  static void assertClose(String layer, Tensor expected, Tensor found) {
    assertEquals(Arrays.toString(expected.shape()), Arrays.toString(found.shape()), layer);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.data()[i]));
      error = Math.max(error, Math.abs(expected.data()[i] - found.data()[i]));
    }
    assertTrue(error <= 1e-4 * largest, layer + ": off by " + error + " of " + largest);
  }

  @Test
  void aPictureIsFittedAndTheLastLayerIsTheDefault() {
    HttpResponse<byte[]> answer = server.post("/api/v1/run", new Parts()
        .field("network", ApiContractTest.TINY)
        .file("image", new BuiltInPictures().picture("harbour").orElseThrow().png()));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    Map<String, Tensor> found = Safetensors.read(answer.body());
    assertEquals("[10]", Arrays.toString(Objects.requireNonNull(found.get("fc")).shape()));
  }

  @Test
  void theSeedDecidesTheWeights() {
    byte[] zero = run(new Parts());
    assertTrue(Arrays.equals(zero, run(new Parts().field("seed", "0"))));
    assertTrue(!Arrays.equals(zero, run(new Parts().field("seed", "1"))));
  }

  private static byte[] run(Parts parts) {
    float[] ones = new float[3 * 64 * 64];
    Arrays.fill(ones, 1);
    byte[] tensors = Safetensors.write(Map.of("input", Tensor.of(ones, 3, 64, 64)));
    HttpResponse<byte[]> answer = server.post(
        "/api/v1/run", parts.field("network", ApiContractTest.TINY).file("tensors", tensors));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    return answer.body();
  }

  /** Five billion multiply-accumulates each, which together would be more than half a minute. */
  @Test
  void aClassThatAsksForTheSameAtOnceIsNotSentAway() throws Exception {
    Parts parts = new Parts().field("network", """
        {"input": [3, 512, 512], "layers": [
          {"id": "a", "type": "Conv2d", "out_channels": 64, "kernel_size": 1},
          {"id": "b", "type": "Conv2d", "out_channels": 64, "kernel_size": 9, "stride": 4}]}""")
        .file("image", new BuiltInPictures().picture("harbour").orElseThrow().png());
    try (TestServer fresh = new TestServer(data.resolve("class"));
        ExecutorService pupils = Executors.newFixedThreadPool(30)) {
      List<Future<HttpResponse<byte[]>>> answers = pupils
          .invokeAll(Collections.nCopies(30, () -> fresh.post("/api/v1/run", parts)));
      for (Future<HttpResponse<byte[]>> answer : answers) {
        assertEquals(200, answer.get().statusCode(), () -> text(answer.resultNow()));
        assertArrayEquals(answers.getFirst().resultNow().body(), answer.resultNow().body());
      }
    }
  }

  @Test
  void anIllegalNetworkIsRefusedWithItsProblems() {
    HttpResponse<byte[]> answer = server.post("/api/v1/run", new Parts().field("network", """
        {"input": [3, 8, 8], "layers": [{"id": "a", "type": "MaxPool2d", "kernel_size": 9}]}
        """));
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("\"layer\":\"a\""));
  }
}
