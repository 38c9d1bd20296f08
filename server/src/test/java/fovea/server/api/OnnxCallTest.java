package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of ONNX that the API writes: computed by ONNX Runtime, and as large as they may be. */
class OnnxCallTest {

  private static final String ONNX = "/api/v1/export/onnx";

  private static final Path GOLDENS = Path.of("../engine/src/test/resources/goldens/networks");

  private static final String TWO_GIGABYTES = """
      {"name": "two gigabytes", "input": [3, 100, 100], "layers": [
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 17800}]}""";

  private static final String MORE = TWO_GIGABYTES.replace("17800", "17900");

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

  @ParameterizedTest
  @MethodSource("fovea.server.api.RunCallTest#goldenNetworks")
  void onnxRuntimeComputesPyTorchsValuesFromTheFile(String golden) throws Exception {
    Map<String, Tensor> expected = Safetensors
        .read(Files.readAllBytes(GOLDENS.resolve(golden + ".out.safetensors")));
    byte[] tensors = Files.readAllBytes(GOLDENS.resolve(golden + ".in.safetensors"));
    byte[] file = onnx(new Parts()
        .file("network", Files.readAllBytes(GOLDENS.resolve(golden + ".json")))
        .file("tensors", tensors)
        .field("outputs", String.join(",", expected.keySet())));
    Tensor input = Objects.requireNonNull(Safetensors.read(tensors).get("input"));
    Map<String, Tensor> found = run(file, input);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((layer, tensor) -> RunCallTest.assertClose(
        layer, tensor, Objects.requireNonNull(found.get(layer))));
  }

  @Test
  void whatIsNotSentComesFromTheSeedAsInARun() throws Exception {
    Tensor ones = ones();
    Map<String, Tensor> tensors = Map.of("conv1.bias", Tensor.of(new float[10], 10));
    byte[] sent = Safetensors.write(tensors);
    Map<String, Tensor> found = run(onnx(tiny().file("tensors", sent).field("seed", "7")), ones);
    assertEquals(Set.of("fc"), found.keySet());

    Map<String, Tensor> withInput = new HashMap<>(tensors);
    withInput.put("input", ones);
    HttpResponse<byte[]> run = server.post("/api/v1/run",
        tiny().field("seed", "7").file("tensors", Safetensors.write(withInput)));
    RunCallTest.assertClose("fc", Objects.requireNonNull(Safetensors.read(run.body()).get("fc")),
        Objects.requireNonNull(found.get("fc")));
    assertFalse(Arrays.equals(onnx(tiny()), onnx(tiny().field("seed", "1"))));
  }

  private static Tensor ones() {
    float[] ones = new float[3 * 64 * 64];
    Arrays.fill(ones, 1);
    return Tensor.of(ones, 3, 64, 64);
  }

  @Test
  void aFileOfMoreThanTwoGigabytesIsRefusedWithTheLimit() {
    HttpResponse<byte[]> answer = server.post(ONNX, new Parts().field("network", MORE));
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("\"limit\":\"onnx_bytes\""), text(answer));
    assertTrue(text(answer).contains("2,147,483,647"), text(answer));
    assertEquals(200,
        server.post("/api/v1/export/torchinfo", new Parts().field("network", MORE)).statusCode());
  }

  /** More of them than may be on their way at a time: each place is free again. */
  @Test
  void aFileOfTwoGigabytesBeginsAtOnceAndWhoLeavesIsForgotten() throws Exception {
    for (int visitor = 0; visitor < 5; visitor++) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = awaitPlace(client);
        try (InputStream file = answer.body()) {
          assertEquals(1 << 20, file.readNBytes(1 << 20).length);
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        assertTrue(seconds < 10, "the first megabyte took " + seconds + " s");
        client.shutdownNow();
      }
    }
  }

  /** That a visitor has left is noticed when the next piece is written. */
  private static HttpResponse<InputStream> awaitPlace(HttpClient client) throws Exception {
    Parts parts = new Parts().field("network", TWO_GIGABYTES);
    while (true) {
      HttpResponse<InputStream> answer = client.send(
          server.request(ONNX).header("Content-Type", Parts.CONTENT_TYPE)
              .POST(BodyPublishers.ofByteArray(parts.bytes())).build(),
          BodyHandlers.ofInputStream());
      if (answer.statusCode() == 200) {
        return answer;
      }
      assertEquals(503, answer.statusCode());
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      Thread.sleep(50);
    }
  }

  private static Map<String, Tensor> run(byte[] file, Tensor input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = LongStream.concat(LongStream.of(1), Arrays.stream(input.shape()).asLongStream())
        .toArray();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor picture = OnnxTensor.createTensor(
            environment, FloatBuffer.wrap(input.data()), shape);
        OrtSession.Result result = session.run(Map.of("input", picture))) {
      Map<String, Tensor> values = new HashMap<>();
      for (Map.Entry<String, ?> output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        float[] numbers = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(numbers);
        int[] dims = Arrays.stream(tensor.getInfo().getShape()).skip(1).mapToInt(Math::toIntExact)
            .toArray();
        values.put(output.getKey(), Tensor.of(numbers, dims));
      }
      return values;
    }
  }

  private static byte[] onnx(Parts parts) {
    HttpResponse<byte[]> answer = server.post(ONNX, parts);
    assertEquals(200, answer.statusCode(), () -> text(answer));
    return answer.body();
  }

  private static Parts tiny() {
    return new Parts().field("network", ApiContractTest.TINY);
  }
}
