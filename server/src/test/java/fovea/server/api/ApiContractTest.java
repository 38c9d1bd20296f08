package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.server.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final String TINY = """
      {"name": "tiny", "input": [3, 64, 64],
       "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 10, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 10, "kernel_size": [3, 3],
         "padding": "same"},
        {"id": "sum", "type": "Add", "inputs": ["relu1", "conv2"]},
        {"id": "flat", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 10}]}
      """;

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

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      throw new AssertionError(text(answer), notJson);
    }
  }

  @Test
  void healthSaysOk() {
    HttpResponse<byte[]> answer = server.get("/api/v1/health");
    assertEquals(200, answer.statusCode());
    assertEquals("ok", json(answer).path("status").asText());
  }

  @Test
  void theZooListsNetworksThatCanBeFetchedAndAnalyzed() {
    JsonNode zoo = json(server.get("/api/v1/zoo"));
    assertTrue(zoo.size() >= 15);
    for (JsonNode entry : zoo) {
      assertFalse(entry.path("title").asText().isEmpty());
    }
    HttpResponse<byte[]> document = server.get("/api/v1/zoo/resnet18");
    HttpResponse<byte[]> answer = server.postJson("/api/v1/analyze", text(document));
    assertEquals(200, answer.statusCode());
    assertEquals(11_689_512, json(answer).at("/totals/parameters").asLong());
    assertEquals(1_814_073_344L, json(answer).at("/totals/macs").asLong());
  }

  @Test
  void anUnknownZooNetworkIsNotFoundAsAProblemDocument() {
    HttpResponse<byte[]> answer = server.get("/api/v1/zoo/nothing");
    assertEquals(404, answer.statusCode());
    assertProblem(answer, 404);
  }

  @Test
  void analyzeReadsEveryLayerOfTheDocumentedExample() {
    HttpResponse<byte[]> answer = server.postJson("/api/v1/analyze", TINY);
    assertEquals(200, answer.statusCode());
    JsonNode reading = json(answer);
    JsonNode conv1 = reading.at("/layers/0");
    assertEquals("conv1", conv1.path("id").asText());
    assertEquals("Conv2d", conv1.path("type").asText());
    assertEquals("[10,64,64]", conv1.path("output_shape").toString());
    assertEquals(280, conv1.path("parameters").asLong());
    assertEquals(27L * 10 * 64 * 64, conv1.path("macs").asLong());
    assertEquals("[3,3]", conv1.at("/receptive_field/size").toString());
    assertEquals("[1,1]", conv1.at("/receptive_field/stride").toString());
    assertEquals("[1,1]", conv1.at("/receptive_field/padding").toString());
    assertEquals("image", reading.at("/layers/5/receptive_field/size").asText());
    assertEquals("[]", reading.path("problems").toString());
    assertEquals(6, reading.path("layers").size());
  }

  @Test
  void receptiveFieldsAreWholeNumbersOrSayThatTheyAreMore() {
    JsonNode enlarged = json(server.postJson("/api/v1/analyze", """
        {"input": [1, 8, 8], "layers": [
          {"id": "up", "type": "Upsample", "scale_factor": [3, 2]},
          {"id": "conv", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "padding": 1}]}
        """)).at("/layers/1/receptive_field");
    assertEquals("[2,2]", enlarged.path("size").toString());
    assertEquals("[0.3333333333333333,0.5]", enlarged.path("stride").toString());
    assertEquals("[1,1]", enlarged.path("padding").toString());
    String far = "{\"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 1,"
        + " \"stride\": 2147483647, \"id\": \"c%d\"}";
    HttpResponse<byte[]> answer = server.postJson("/api/v1/analyze",
        "{\"input\": [1, 1, 1], \"layers\": ["
            + IntStream.range(0, 60).mapToObj(far::formatted).collect(Collectors.joining(","))
            + "]}");
    assertEquals("[1,1]", json(answer).at("/layers/59/receptive_field/size").toString());
    assertEquals("[4611686014132420609,4611686014132420609]",
        json(answer).at("/layers/1/receptive_field/stride").toString());
    assertEquals("more than 9223372036854775807",
        json(answer).at("/layers/59/receptive_field/stride/0").asText());
    assertFalse(text(answer).matches("(?s).*(NaN|Infinity).*"));
  }

  @Test
  void analyzeTellsTheProblemsOfAnIllegalNetworkWithRepairsThatWork() {
    HttpResponse<byte[]> answer = server.postJson("/api/v1/analyze", """
        {"input": [3, 8, 8], "layers": [
          {"id": "a", "type": "ReLU"},
          {"id": "b", "type": "Conv2d", "out_channels": 4, "kernel_size": 11},
          {"id": "c", "type": "ReLU"}]}
        """);
    assertEquals(422, answer.statusCode());
    assertProblem(answer, 422);
    JsonNode body = json(answer);
    assertEquals(1, body.path("layers").size());
    JsonNode problem = body.at("/problems/0");
    assertEquals("b", problem.path("layer").asText());
    assertFalse(problem.path("formula").asText().isEmpty());
    assertFalse(problem.path("message").asText().isEmpty());
    assertTrue(problem.path("repairs").size() > 0);
    for (JsonNode repair : problem.path("repairs")) {
      assertFalse(repair.path("title").asText().isEmpty());
      assertTrue(repair.path("edit").isObject());
      String repaired = repair.path("network").toString();
      assertEquals(200, server.postJson("/api/v1/analyze", repaired).statusCode());
    }
  }

  @Test
  void openApiDescribesEveryCallThatIsServed() {
    JsonNode document = json(server.get("/api/v1/openapi.json"));
    assertEquals("3.1.0", document.path("openapi").asText());
    for (String call : new String[]{
      "/health", "/zoo", "/zoo/{name}", "/analyze", "/run", "/explain/unit",
      "/explain/effective_field",
      "/export/{format}"}) {
      assertTrue(document.path("paths").has(call), call);
    }
  }

  @Test
  void aCallSetsNoCookieAndNeedsNone() {
    HttpResponse<byte[]> answer = server.postJson("/api/v1/analyze", TINY);
    assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
  }

  @Test
  void anUnknownCallAndAWrongMethodAreProblems() {
    assertProblem(server.get("/api/v1/nothing"), 404);
    assertProblem(server.get("/api/v1/analyze"), 405);
  }

  static void assertProblem(HttpResponse<byte[]> answer, int status) {
    assertEquals(status, answer.statusCode(), text(answer));
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("application/problem+json"), type);
    JsonNode problem = json(answer);
    assertEquals(status, problem.path("status").asInt());
    for (String field : new String[]{"type", "title", "detail"}) {
      assertFalse(problem.path(field).asText().isEmpty(), field);
    }
  }
}
