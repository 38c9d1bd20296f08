package fovea.server.api;

import static fovea.server.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Safetensors;
import fovea.engine.network.Layer;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.server.TestServer;
import fovea.server.TestServer.Parts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainUnitCallTest {

  private static final Path GOLDENS = Path.of("../engine/src/test/resources/goldens/networks");
  private static final ObjectMapper JSON = new ObjectMapper();

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
  void theTermsAddUpToPyTorchsValueAndNameTheNumbersThatTheyAreMadeOf(String golden)
      throws IOException {
    byte[] document = Files.readAllBytes(GOLDENS.resolve(golden + ".json"));
    byte[] sent = Files.readAllBytes(GOLDENS.resolve(golden + ".in.safetensors"));
    Map<String, Tensor> numbers = Safetensors.read(sent);
    numbers.putAll(
        Safetensors.read(Files.readAllBytes(GOLDENS.resolve(golden + ".out.safetensors"))));
    NetworkReading network = NetworkReading
        .of(NetworkDocument.parse(new String(document, StandardCharsets.UTF_8)));
    Random random = new Random(golden.hashCode());
    LayerReading layer = network.layers().get(random.nextInt(network.layers().size()));
    Tensor values = Objects.requireNonNull(numbers.get(layer.id()));
    int[] place = place(values, random.nextInt(values.size()));
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/unit", new Parts()
        .file("network", document)
        .file("tensors", sent)
        .field("layer", layer.id())
        .field("channel", "" + place[0])
        .field("y", "" + (place.length == 1 ? 0 : place[1]))
        .field("x", "" + (place.length == 1 ? 0 : place[2])));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    JsonNode trace = JSON.readTree(answer.body());
    double scale = largest(values);
    double expected = at(values, place);
    assertEquals(expected, trace.path("value").asDouble(), 1e-5 * scale);
    double sum = trace.path("bias").asDouble();
    boolean hasWeights = layer.node().layer() instanceof Layer.Conv2d
        || layer.node().layer() instanceof Layer.Linear;
    for (JsonNode term : trace.path("terms")) {
      sum += term.path("product").asDouble();
      assertEquals(term.path("product").asDouble(),
          term.path("input_value").asDouble() * term.path("weight").asDouble(), 1e-12);
      if (term.path("inside").asBoolean()) {
        Tensor from = Objects.requireNonNull(numbers.get(term.path("from").asText()));
        assertEquals(at(from, ints(term.path("input"))), term.path("input_value").asDouble(),
            1e-5 * largest(from));
      }
      assertTrue(!hasWeights || term.path("weight_index").size() > 0);
      if (term.path("weight_index").size() > 0) {
        Tensor weight = Objects.requireNonNull(numbers.get(layer.id() + ".weight"));
        assertEquals(at(weight, ints(term.path("weight_index"))), term.path("weight").asDouble());
      }
    }
    assertEquals(expected, sum, 1e-5 * scale);
    double channels = trace.path("bias").asDouble();
    for (JsonNode channel : trace.path("channel_sums")) {
      channels += channel.asDouble();
    }
    assertEquals(expected, channels, 1e-5 * scale);
    assertTrue(trace.has("receptive_field"));
  }

  private static int[] place(Tensor values, int index) {
    if (values.rank() == 1) {
      return new int[]{index};
    }
    int width = values.dimension(2);
    int pixels = values.dimension(1) * width;
    return new int[]{index / pixels, index % pixels / width, index % width};
  }

  private static int[] ints(JsonNode array) {
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.get(i).asInt();
    }
    return ints;
  }

  private static double at(Tensor tensor, int... place) {
    int index = 0;
    for (int axis = 0; axis < place.length; axis++) {
      index = index * tensor.dimension(axis) + place[axis];
    }
    return tensor.data()[index];
  }

  private static double largest(Tensor values) {
    double largest = 0;
    for (float value : values.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void paddingIsListedOutsideAndTheBoxSaysHowFarItReaches() throws IOException {
    byte[] tensors = Safetensors.write(
        Map.of("input", Tensor.of(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3),
            "a.weight", Tensor.of(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3),
            "a.bias", Tensor.of(new float[]{0.5f}, 1)));
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/unit", new Parts()
        .field("network",
            "{\"input\": [1, 3, 3], \"layers\": [{\"id\": \"a\", \"type\": \"Conv2d\","
                + " \"out_channels\": 1, \"kernel_size\": 3, \"padding\": 1}]}")
        .file("tensors", tensors)
        .field("layer", "a").field("channel", "0").field("y", "0").field("x", "2"));
    JsonNode trace = JSON.readTree(answer.body());
    // 2·4 + 3·5 + 5·7 + 6·8 and the bias.
    assertEquals(106.5, trace.path("value").asDouble());
    assertEquals("[106.0]", trace.path("channel_sums").toString());
    assertEquals("{\"from\":\"input\",\"input\":[0,-1,1],\"weight_index\":[0,0,0,0],"
        + "\"input_value\":0.0,\"weight\":1.0,\"product\":0.0,\"inside\":false}",
        trace.path("terms").get(0).toString());
    assertEquals("{\"top\":0,\"left\":1,\"bottom\":1,\"right\":2,"
        + "\"overhang\":{\"top\":1,\"left\":0,\"bottom\":0,\"right\":1}}",
        trace.path("receptive_field").toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "nothing | 0 | 0 | 0 | no layer \\\"nothing\\\"",
    "input | 0 | 0 | 0 | no layer \\\"input\\\"",
    "conv1 | 10 | 0 | 0 | 10 × 64 × 64",
    "conv1 | -1 | 0 | 0 | whole number",
    "conv1 | 0 | 64 | 0 | must be smaller",
    "conv1 | 0 | 0 | 99999999999 | whole number",
    "conv1 | 0 | one | 0 | whole number",
    "conv1 | 0 | '' | 0 | \\\"y\\\" is missing",
    "fc | 10 | '' | '' | gives 10 features",
    "fc | 0 | 1 | 0 | gives 10 features",
  })
  void aUnitThatIsNotThereIsRefusedWithTheReason(
      String layer, String channel, String y, String x, String reason) {
    Parts parts = new Parts().field("network", ApiContractTest.TINY)
        .file("tensors", Safetensors.write(
            Map.of("input", Tensor.of(new float[3 * 64 * 64], 3, 64, 64))))
        .field("layer", layer).field("channel", channel);
    parts = y.isEmpty() ? parts : parts.field("y", y);
    parts = x.isEmpty() ? parts : parts.field("x", x);
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/unit", parts);
    ApiContractTest.assertProblem(answer, 400);
    assertTrue(text(answer).contains(reason), text(answer));
  }

  @Test
  void aUnitOfTooManyTermsIsRefusedByTheLimitsName() {
    HttpResponse<byte[]> answer = server.post("/api/v1/explain/unit", new Parts()
        .field("network", "{\"input\": [3, 300, 300], \"layers\": [{\"id\": \"f\", \"type\": "
            + "\"Flatten\"}, {\"id\": \"a\", \"type\": \"Linear\", \"out_features\": 1}]}")
        .field("layer", "a").field("channel", "0"));
    ApiContractTest.assertProblem(answer, 422);
    assertTrue(text(answer).contains("\"limit\":\"trace_terms\""), text(answer));
  }
}
