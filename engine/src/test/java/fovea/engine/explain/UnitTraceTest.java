package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Goldens;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitTraceTest {

  /** In parts of the layer's largest value. */
  private static final double TOLERANCE = 1e-5;

  @Test
  void theTermsOf300RandomUnitsAddUpToTheRunsValue() {
    Random random = new Random(300);
    try (Inference inference = Inference.withDefaults()) {
      List<Goldens.Golden> goldens = Goldens.all().toList();
      for (int i = 0; i < 300; i++) {
        Goldens.Golden golden = goldens.get(i % goldens.size());
        List<LayerReading> layers = golden.network().layers();
        requireTrace(inference, golden.network(), golden.weights(), golden.input(),
            layers.get(random.nextInt(layers.size())), random);
      }
    }
  }

  @Test
  void everyTypeOfLayerHasItsTrace() {
    Set<String> untraced = LayerType.all().stream().map(LayerType::name)
        .collect(Collectors.toCollection(HashSet::new));
    try (Inference inference = Inference.withDefaults()) {
      for (long seed = 0; !untraced.isEmpty(); seed++) {
        assertTrue(seed < 1_000, () -> "never met " + untraced);
        NetworkReading network = NetworkReading.of(RandomNetworks.legal(seed));
        Random random = new Random(seed);
        Maps input = network.network().input();
        float[] numbers = new float[(int) input.elements()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = random.nextFloat() - 0.5f;
        }
        for (LayerReading layer : network.layers()) {
          if (untraced.remove(LayerType.of(layer.node().layer()).name())) {
            requireTrace(inference, network, Weights.seeded(seed),
                Tensor.of(numbers, input.channels(), input.height(), input.width()), layer, random);
          }
        }
      }
    }
  }

  /** Some unit's terms, from the run's own values, add up to its value in the run. */
  private static void requireTrace(
      Inference inference, NetworkReading network, Weights weights, Tensor input,
      LayerReading layer, Random random) {
    Activations run = inference.run(
        network, weights, input, Set.of(), Progress.NONE, new Cancellation());
    Tensor values = run.tensor(layer.id());
    int index = random.nextInt(values.size());
    UnitTrace trace = UnitTrace.of(layer, weights, layer.inputs().stream()
        .map(id -> id.equals(Node.INPUT) ? input : run.tensor(id)).toList(),
        unit(layer.id(), values, index));
    assertEquals(values.data()[index], trace.value(), TOLERANCE * scale(values),
        () -> network.network().name() + " " + trace.unit());
  }

  private static double scale(Tensor values) {
    double scale = 0;
    for (float value : values.data()) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void theTermsOfRandomUnitsAddUpToPyTorchsValue(Goldens.Golden golden) {
    Random random = new Random(golden.name().hashCode());
    for (LayerReading layer : golden.network().layers()) {
      Tensor values = values(golden, layer.id());
      double scale = scale(values);
      for (int i = 0; i < 4; i++) {
        int index = random.nextInt(values.size());
        Unit unit = unit(layer.id(), values, index);
        UnitTrace trace = UnitTrace.of(
            layer,
            golden.weights(),
            layer.inputs().stream().map(id -> values(golden, id)).toList(),
            unit);
        assertEquals(values.data()[index], trace.value(), TOLERANCE * scale, () -> unit.toString());
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
            golden.weights(),
            List.of(golden.input()),
            new Unit(layer.id(), 0, 0, 1_000_000)));
  }
}
