package fovea.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.Figures;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch, torchvision and torchinfo said about these networks, layer by layer. */
class GoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("networks")
  void everyLayerAgreesWithPyTorch(String network) throws IOException {
    NetworkReading reading = NetworkReading.of(Zoo.network(network));
    Names names = new Names();
    for (JsonNode golden : read(network).get("layers")) {
      LayerReading layer = reading.layer(names.next(golden.get("name").textValue())).orElseThrow();
      assertEquals(golden.get("type").textValue(), LayerType.of(layer.node().layer()).name());
      assertEquals(withoutBatch(golden.get("in_shape")), layer.inputShape().dimensions());
      assertEquals(withoutBatch(golden.get("out_shape")), layer.output().dimensions());
      assertEquals(golden.get("params").longValue(), layer.cost().parameterCount().value());
      assertEquals(golden.get("macs").longValue(), layer.cost().macs().value());
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSumsAgreeWithTorchvisionAndTorchinfo(String network) throws IOException {
    NetworkReading reading = NetworkReading.of(Zoo.network(network));
    JsonNode summary = read(network).get("summary");
    assertEquals(summary.get("params").longValue(), reading.totals().parameters());
    assertEquals(
        summary.get("macs_conv_linear_nobias").longValue(), reading.totals().macs());
    assertEquals(summary.get("ti_macs").longValue(), reading.totals().torchinfoMacs());
    assertEquals(summary.get("conv_params").longValue(), parameters(reading, Conv2d.class));
    assertEquals(summary.get("fc_params").longValue(), parameters(reading, Linear.class));
    assertEquals(summary.get("bn_params").longValue(), parameters(reading, BatchNorm2d.class));
    assertEquals(
        summary.get("ti_param_bytes").longValue(), 4 * reading.totals().parameters());
    // torchinfo holds the outputs of layers with parameters, once forward and once backward.
    assertEquals(
        summary.get("ti_fwdbwd_bytes").longValue(),
        2 * outputBytes(reading.layers().stream().filter(GoldenTest::hasParameters).toList()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyUnitSeesWhatDistillsFormulaSays(String network) throws IOException {
    NetworkReading reading = NetworkReading.of(Zoo.network(network));
    JsonNode golden = read("receptive_fields").get(network);
    Names names = new Names();
    for (JsonNode row : golden.get("table")) {
      String id = names.next(row.get(0).textValue());
      Figures expected = new Figures(
          row.get(1).intValue(), row.get(2).intValue(), row.get(3).intValue());
      LayerReading layer = reading.layer(id).orElseThrow();
      assertEquals(expected, Figures.of(layer.field().vertical()), id);
      assertEquals(expected, Figures.of(layer.field().horizontal()), id);
    }
    Extent last = reading.layers().stream()
        .filter(layer -> layer.output() instanceof Shape.Maps && !layer.field().seesAll())
        .reduce((before, after) -> after)
        .orElseThrow()
        .field()
        .vertical();
    JsonNode end = golden.get("final");
    assertEquals(
        new Figures(end.get(0).intValue(), end.get(1).intValue(), end.get(2).intValue()),
        Figures.of(last));
  }

  private static Stream<String> networks() {
    return Stream.of("alexnet", "vgg11", "vgg16", "resnet18", "resnet50", "googlenet",
        "squeezenet1_1", "mobilenet_v2");
  }

  /** The goldens name a module each time it is called; ours are numbered as torch.fx does. */
  private static final class Names {
    private final Map<String, Integer> calls = new HashMap<>();

    String next(String name) {
      int before = calls.merge(name, 1, Integer::sum) - 1;
      return before == 0 ? name : name + "_" + before;
    }
  }

  private static long parameters(NetworkReading reading, Class<?> type) {
    return reading.layers().stream()
        .filter(layer -> type.isInstance(layer.node().layer()))
        .mapToLong(layer -> layer.cost().parameterCount().value())
        .sum();
  }

  private static boolean hasParameters(LayerReading layer) {
    return !layer.cost().parameters().isEmpty();
  }

  private static long outputBytes(List<LayerReading> layers) {
    return layers.stream().mapToLong(layer -> layer.cost().activationBytes().value()).sum();
  }

  private static List<Long> withoutBatch(JsonNode shape) {
    List<Long> dimensions = new ArrayList<>();
    shape.forEach(dimension -> dimensions.add(dimension.longValue()));
    return dimensions.subList(1, dimensions.size());
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream file = GoldenTest.class.getResourceAsStream("/goldens/" + name + ".json")) {
      assertNotNull(file, name);
      return JSON.readTree(file);
    }
  }
}
