package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.engine.network.Node;
import fovea.engine.reading.LayerReading;
import fovea.engine.run.Goldens;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitTraceTest {

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void theTermsOfRandomUnitsAddUpToPyTorchsValue(Goldens.Golden golden) {
    Random random = new Random(golden.name().hashCode());
    for (LayerReading layer : golden.network().layers()) {
      Tensor values = values(golden, layer.id());
      double scale = 0;
      for (float value : values.data()) {
        scale = Math.max(scale, Math.abs(value));
      }
      for (int i = 0; i < 4; i++) {
        int index = random.nextInt(values.size());
        Unit unit = unit(layer.id(), values, index);
        UnitTrace trace = UnitTrace.of(
            layer,
            golden.weights().tensors(layer),
            layer.inputs().stream().map(id -> values(golden, id)).toList(),
            unit);
        assertEquals(values.data()[index], trace.value(), 1e-5 * scale, () -> unit.toString());
        assertEquals(
            trace.value(),
            trace.bias() + trace.channelSums().stream().mapToDouble(Double::doubleValue).sum(),
            1e-6 * scale);
      }
    }
  }

  private static Tensor values(Goldens.Golden golden, String id) {
    return id.equals(Node.INPUT)
        ? golden.input()
        : Objects.requireNonNull(golden.outputs().get(id));
  }

  private static Unit unit(String layer, Tensor values, int index) {
    int height = values.rank() == 1 ? 1 : values.dimension(1);
    int width = values.rank() == 1 ? 1 : values.dimension(2);
    return new Unit(layer, index / (height * width), index / width % height, index % width);
  }

  @Test
  void aUnitThatTheLayerDoesNotHaveIsRefusedByName() {
    Goldens.Golden golden = Goldens.all().findFirst().orElseThrow();
    LayerReading layer = golden.network().layers().getFirst();
    assertThrows(
        IllegalArgumentException.class,
        () -> UnitTrace.of(
            layer,
            golden.weights().tensors(layer),
            List.of(golden.input()),
            new Unit(layer.id(), 0, 0, 1_000_000)));
  }
}
