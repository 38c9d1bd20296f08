package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import fovea.server.export.ExportFormat;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportCallTest {

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

  private static HttpResponse<byte[]> export(String format, Parts parts) {
    return server.post("/api/v1/export/" + format, parts);
  }

  private static Parts tiny() {
    return new Parts().field("network", ApiContractTest.TINY);
  }

  @Test
  void aFileIsCalledAsItsNetworkAndSaysItsLength() {
    HttpResponse<byte[]> answer = export("onnx", tiny());
    assertEquals("attachment; filename=\"tiny.onnx\"", header(answer, "Content-Disposition"));
    assertEquals("" + answer.body().length, header(answer, "Content-Length"));
    String sly = ApiContractTest.TINY.replace("\"tiny\"", "\"../Größe\\r\\nX-Sly: 1\"");
    HttpResponse<byte[]> other = export("torchinfo", new Parts().field("network", sly));
    assertEquals(
        "attachment; filename=\"GreX-Sly 1.txt\"; filename*=UTF-8''Gr%C3%B6%C3%9FeX-Sly%201.txt",
        header(other, "Content-Disposition"));
    assertTrue(other.headers().firstValue("X-Sly").isEmpty());
    assertTrue(other.headers().firstValue("Set-Cookie").isEmpty());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void torchinfoIsATableOfText() {
    HttpResponse<byte[]> answer = export("torchinfo",
        new Parts().file("network", server.get("/api/v1/zoo/resnet50").body()));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    assertEquals("text/plain;charset=utf-8", header(answer, "Content-Type"));
    List<String> lines = text(answer).lines().toList();
    assertTrue(lines.contains("Total params: 25,557,032"));
    assertTrue(lines.contains("Total mult-adds (G): 4.09"));
    assertTrue(lines.contains("Forward/backward pass size (MB): 177.83"));
    assertTrue(lines.contains("Estimated Total Size (MB): 280.66"));
  }

  @Test
  void codeIsPythonWithOrWithoutAnnotations() {
    HttpResponse<byte[]> annotated = export("pytorch", tiny());
    assertEquals(200, annotated.statusCode(), () -> text(annotated));
    assertEquals("text/x-python; charset=utf-8", header(annotated, "Content-Type"));
    assertEquals("attachment; filename=\"tiny.py\"", header(annotated, "Content-Disposition"));
    assertTrue(text(annotated).contains("# conv1.weight [10, 3, 3, 3], bias [10]: 280 parameters"),
        () -> text(annotated));
    assertTrue(
        text(annotated).contains("self.conv1 = nn.Conv2d(3, 10, kernel_size=3, padding=1)"),
        () -> text(annotated));
    String plain = text(export("pytorch", tiny().field("annotated", "false")));
    assertFalse(plain.contains("#"), plain);
    assertTrue(plain.contains("x = self.conv2("), plain);
    String keras = text(export("keras", tiny()));
    assertTrue(keras.contains("layers.Conv2D(10, 3, name=\"conv1\")(x)"), keras);
  }

  @Test
  void safetensorsAreAllParametersThoseSentAndThoseOfTheSeed() {
    Tensor bias = Tensor.of(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10);
    HttpResponse<byte[]> answer = export("safetensors",
        tiny().field("seed", "3").file("tensors", Safetensors.write(Map.of("conv1.bias", bias))));
    Map<String, Tensor> weights = Safetensors.read(answer.body());
    assertEquals("" + answer.body().length, header(answer, "Content-Length"));
    assertEquals(6, weights.size(), weights.keySet().toString());
    assertArrayEquals(bias.data(), Objects.requireNonNull(weights.get("conv1.bias")).data());
    assertArrayEquals(new int[]{10, 3, 3, 3},
        Objects.requireNonNull(weights.get("conv1.weight")).shape());
    // What it says is what a run computes with.
    assertArrayEquals(answer.body(),
        export("safetensors", tiny().file("tensors", answer.body())).body());
  }

  @Test
  void aFormatThatThereIsNotIsNotFoundAndTheOthersAreNamed() {
    for (String format : List.of("gif", "ONNX", "onnx2", "%2e%2e")) {
      HttpResponse<byte[]> answer = export(format, tiny());
      ApiContractTest.assertProblem(answer, 404);
      assertTrue(text(answer).contains("onnx, torchinfo, svg"), text(answer));
    }
    HttpResponse<byte[]> large = export(
        "nothing", tiny().file("tensors", new byte[20_000_000]));
    ApiContractTest.assertProblem(large, 404);
    ApiContractTest.assertProblem(server.get("/api/v1/export/onnx"), 405);
  }

  @Test
  void theDescriptionNamesTheFormatsThatThereAre() throws IOException {
    JsonNode described = new ObjectMapper()
        .readTree(server.get("/api/v1/openapi.json").body())
        .at("/paths/~1export~1{format}/post/parameters/0/schema/enum");
    List<String> names = new ArrayList<>();
    described.forEach(name -> names.add(name.asText()));
    assertEquals(ExportFormat.ALL.stream().map(ExportFormat::name).toList(), names);
    assertTrue(text(server.get("/api"))
        .contains("the file&#39;s format: pytorch, keras, onnx, torchinfo"));
  }

  @Test
  void anIllegalNetworkIsRefusedWithItsProblems() {
    for (ExportFormat format : ExportFormat.ALL) {
      HttpResponse<byte[]> answer = export(format.name(), new Parts().field("network", """
          {"input": [3, 8, 8], "layers": [{"id": "a", "type": "MaxPool2d", "kernel_size": 9}]}
          """));
      ApiContractTest.assertProblem(answer, 422);
      assertTrue(text(answer).contains("\"layer\":\"a\""));
    }
  }

  @Test
  void aNetworkWithoutLayersHasATableButNoModel() {
    Parts empty = new Parts().field("network", "{\"input\": [3, 8, 8], \"layers\": []}");
    assertEquals(200, export("torchinfo", empty).statusCode());
    ApiContractTest.assertProblem(export("onnx", empty), 422);
  }

  static Stream<Arguments> wrongParts() {
    return Stream.of(
        Arguments.of("outputs", "nothing"),
        Arguments.of("outputs", "conv1,,fc"),
        Arguments.of("outputs", "input"),
        Arguments.of("annotated", "perhaps"),
        Arguments.of("seed", "ten"),
        Arguments.of("seed", "99999999999999999999"),
        Arguments.of("image", "x"),
        Arguments.of("network2", "x"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("wrongParts")
  void aPartThatIsWrongIsRefusedForEveryFormat(String name, String value) {
    for (ExportFormat format : ExportFormat.ALL) {
      ApiContractTest.assertProblem(export(format.name(), tiny().field(name, value)), 400);
    }
  }

  static Stream<Arguments> tensors() {
    // A run needs an input; an export does not.
    return BadContents.tensors()
        .filter(bad -> !List.of("nothing", "no input").contains(bad.get()[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tensors")
  void badTensorsAreRefused(String what, int status, byte[] file) {
    ApiContractTest.assertProblem(export("onnx", tiny().file("tensors", file)), status);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fovea.server.api.BadContents#documents")
  void aBadDocumentIsRefused(String what, int status, String document) {
    ApiContractTest.assertProblem(
        export("onnx", new Parts().field("network", document)), status);
  }
}
