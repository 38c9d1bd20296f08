package fovea.engine.format.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import fovea.engine.format.DocumentTooLarge;
import fovea.engine.format.NetworkDocument;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Goldens;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
