package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import fovea.server.picture.BuiltInPictures;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  @Test
  void anIllegalNetworkIsRefusedWithItsProblems() {
    HttpResponse<byte[]> answer = server.post("/api/v1/run", new Parts().field("network", """
        {"input": [3, 8, 8], "layers": [{"id": "a", "type": "MaxPool2d", "kernel_size": 9}]}
        """));
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("\"layer\":\"a\""));
  }
}
