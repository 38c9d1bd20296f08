package fovea.engine.format.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import fovea.engine.RandomNetworks;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Goldens;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void onnxRuntimeAgreesWithPyTorchOnEveryLayerThatWeExport(Goldens.Golden golden)
      throws Exception {
    List<String> layers = List.copyOf(golden.outputs().keySet());
    var activations = OnnxRuntime.run(golden.network(), golden.weights(), golden.input(), layers);
    assertEquals(golden.outputs().keySet(), activations.keySet());
    golden
        .outputs()
        .forEach(
            (layer, expected) -> Goldens.requireClose(
                golden + " " + layer, expected, Objects.requireNonNull(activations.get(layer))));
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void theSizeOfAFileIsKnownBeforeItIsWritten(Goldens.Golden golden) throws IOException {
    OnnxModel model = OnnxModel.of(golden.network(), golden.weights(), List.of());
    assertEquals(model.bytes(), written(model).length);
  }

  @Test
  void aFileSaysItsOpsetItsInputAndItsOutputs() throws IOException {
    NetworkReading network = network("""
        {"name": "", "input": [3, 8, 6], "layers": [
          {"id": "a", "type": "ReLU"}, {"id": "b", "type": "Flatten"}]}""");
    ModelProto last = ModelProto.parseFrom(
        written(OnnxModel.of(network, Weights.seeded(0), List.of())));
    assertEquals(20, last.getOpsetImport(0).getVersion());
    assertEquals("network", last.getGraph().getName());
    assertEquals("input", last.getGraph().getInput(0).getName());
    assertEquals("b", last.getGraph().getOutput(0).getName());
    ModelProto both = ModelProto.parseFrom(
        written(OnnxModel.of(network, Weights.seeded(0), List.of("b", "a"))));
    assertEquals(2, both.getGraph().getOutputCount());
  }

  /** Optional attributes and their defaults, as printed from onnx.defs of ONNX 1.12 (Gelu: 1.15). */
  private static final Map<String, String> STANDARD = Map.ofEntries(
      Map.entry("AveragePool", "auto_pad=NOTSET ceil_mode=0 count_include_pad=0 pads=0* strides=1*"
          + " dilations=1*"),
      Map.entry("BatchNormalization", "epsilon=1.0E-5 momentum=0.9 training_mode=0"),
      Map.entry("Conv", "auto_pad=NOTSET dilations=1* group=1 pads=0* strides=1*"),
      Map.entry("ConvTranspose", "auto_pad=NOTSET dilations=1* group=1 output_padding=0* pads=0*"
          + " strides=1*"),
      Map.entry("Elu", "alpha=1.0"), Map.entry("Flatten", "axis=1"), Map.entry("Gather", "axis=0"),
      Map.entry("Gelu", "approximate=none"),
      Map.entry("Gemm", "alpha=1.0 beta=1.0 transA=0 transB=0"),
      Map.entry("HardSigmoid", "alpha=0.2 beta=0.5"), Map.entry("LeakyRelu", "alpha=0.01"),
      Map.entry("MaxPool", "auto_pad=NOTSET ceil_mode=0 dilations=1* pads=0* storage_order=0"
          + " strides=1*"),
      Map.entry("Pad", "mode=constant"),
      Map.entry("ReduceMax", "keepdims=1 noop_with_empty_axes=0"),
      Map.entry("Reshape", "allowzero=0"),
      Map.entry("Resize", "antialias=0 coordinate_transformation_mode=half_pixel"
          + " cubic_coeff_a=-0.75 exclude_outside=0 extrapolation_value=0.0"
          + " keep_aspect_ratio_policy=stretch mode=nearest nearest_mode=round_prefer_floor"),
      Map.entry("Softmax", "axis=-1"));

  @Test
  void noAttributeIsStatedThatTheStandardHasByDefault() throws IOException {
    Set<String> operators = new HashSet<>();
    List<Network> networks = Stream.concat(RandomNetworks.legal(300),
        Zoo.entries().stream().map(entry -> Zoo.network(entry.name()))
            .filter(network -> network.name().matches("(?i).*(mobile|lenet|alex).*")))
        .toList();
    for (Network network : networks) {
      OnnxModel model = OnnxModel.of(NetworkReading.of(network), Weights.seeded(0), List.of());
      for (NodeProto node : ModelProto.parseFrom(written(model)).getGraph().getNodeList()) {
        operators.add(node.getOpType());
        List<String> defaults = List.of(
            STANDARD.getOrDefault(node.getOpType(), "").split(" ", -1));
        node.getAttributeList().forEach(attribute -> assertFalse(
            defaults.contains(attribute.getName() + "=" + value(attribute)),
            () -> node.getOpType() + " states " + attribute));
      }
    }
    assertTrue(operators.containsAll(List.of("Conv", "ConvTranspose", "MaxPool", "AveragePool",
        "HardSigmoid", "LeakyRelu", "Elu", "Resize", "BatchNormalization", "Softmax", "Pad")),
        operators::toString);
  }

  private static String value(AttributeProto attribute) {
    return switch (attribute.getType()) {
      case INT -> "" + attribute.getI();
      case FLOAT -> "" + attribute.getF();
      case STRING -> attribute.getS().toStringUtf8();
      case INTS -> {
        Set<Long> each = Set.copyOf(attribute.getIntsList());
        yield each.size() == 1 ? each.iterator().next() + "*" : "mixed";
      }
      default -> throw new AssertionError(attribute);
    };
  }

  @Test
  void parametersHaveTheirNamesTheirShapesAndTheirNumbers() throws IOException {
    NetworkReading network = network("""
        {"input": [1, 1, 2], "layers": [
          {"id": "f", "type": "Flatten"}, {"id": "fc", "type": "Linear", "out_features": 1}]}""");
    Weights weights = Weights.of(
        Map.of("fc.weight", Tensor.of(new float[]{0.5f, -2}, 1, 2)), 0);
    TensorProto weight = ModelProto.parseFrom(written(OnnxModel.of(network, weights, List.of())))
        .getGraph().getInitializer(0);
    assertEquals("fc.weight", weight.getName());
    assertEquals(List.of(1L, 2L), weight.getDimsList());
    var numbers = weight.getRawData().asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0.5f, numbers.getFloat());
    assertEquals(-2, numbers.getFloat());
  }

  @Test
  void aLayerMayBeCalledAsAnotherOnesParameter() throws Exception {
    NetworkReading network = network("""
        {"input": [2, 5, 5], "layers": [
          {"id": "a", "type": "Conv2d", "out_channels": 2, "kernel_size": 3},
          {"id": "a.weight", "type": "LocallyConnected2d", "out_channels": 2, "kernel_size": 2},
          {"id": "a.weight.bias", "type": "ReLU"}]}""");
    Tensor picture = Tensor.of(new float[50], 2, 5, 5);
    var found = OnnxRuntime.run(
        network, Weights.seeded(0), picture, List.of("a.weight", "a.weight.bias"));
    assertEquals(2, found.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\": \"x\", \"type\": \"Linear\", \"out_features\": 100000}",
    "{\"id\": \"x\", \"type\": \"Linear\", \"out_features\": 2000000000}"})
  void aFileOfMoreThanTwoGigabytesIsRefusedAtOnce(String linear) {
    refusesAtOnce("{\"input\": [3, 100, 100], \"layers\": ["
        + "{\"id\": \"f\", \"type\": \"Flatten\"}, " + linear + "]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\": \"x\", \"type\": \"LocallyConnected2d\", \"out_channels\": 1, \"kernel_size\": 9}",
    "{\"id\": \"x\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": 1000000000}",
    "{\"id\": \"x\", \"type\": \"AdaptiveMaxPool2d\", \"output_size\": 1000000000}"})
  void soIsOneWhoseIndicesOrSharesWouldBeSoMany(String layer) {
    refusesAtOnce("{\"input\": [1, 30000, 30000], \"layers\": [" + layer + "]}");
  }

  private static void refusesAtOnce(String document) {
    NetworkReading network = network(document);
    long start = System.nanoTime();
    DocumentTooLarge refusal = assertThrows(DocumentTooLarge.class,
        () -> OnnxModel.of(network, Weights.seeded(0), List.of()));
    assertTrue(System.nanoTime() - start < 1_000_000_000, "took more than a second");
    assertEquals("onnx_bytes", refusal.limit());
    assertTrue(String.valueOf(refusal.getMessage()).contains("2,147,483,647"));
  }

  private static NetworkReading network(String document) {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(document));
    assertEquals(List.of(), network.problems());
    return network;
  }

  private static byte[] written(OnnxModel model) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    model.write(file);
    return file.toByteArray();
  }
}
