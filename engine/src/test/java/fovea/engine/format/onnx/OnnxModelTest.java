package fovea.engine.format.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.run.Goldens;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
}
