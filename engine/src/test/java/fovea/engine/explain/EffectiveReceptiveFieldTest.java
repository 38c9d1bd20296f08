package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.explain.EffectiveReceptiveField.Box;
import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Safetensors;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Goldens;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EffectiveReceptiveFieldTest {

  private static final Inference INFERENCE = new Inference(2, 1 << 22, Kernels.best());
  private static final Inference TEXTBOOK = new Inference(1, 1 << 22, Kernels.textbook());

  @AfterAll
  static void close() {
    INFERENCE.close();
    TEXTBOOK.close();
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void theGradientIsPyTorchs(Goldens.Golden golden) throws IOException {
    try (InputStream file = Goldens.class
        .getResourceAsStream("/goldens/networks/" + golden.name() + ".grad.safetensors")) {
      Map<String, Tensor> gradients = Safetensors
          .read(Objects.requireNonNull(file).readAllBytes());
      gradients.forEach((name, expected) -> {
        String[] place = name.split(":", 4);
        Unit unit = new Unit(place[0], Integer.parseInt(place[1]), Integer.parseInt(place[2]),
            Integer.parseInt(place[3]));
        Tensor found = EffectiveReceptiveField.of(INFERENCE, golden.network(), golden.weights(),
            golden.input(), unit, new Cancellation()).gradient();
        double scale = largest(expected);
        for (int i = 0; i < expected.size(); i++) {
          assertEquals(expected.data()[i], found.data()[i], 1e-4 * scale, name);
        }
      });
    }
  }

  @Test
  void theGradientIsWhatASmallStepOfThePictureDoes() {
    Set<String> types = new HashSet<>();
    int compared = 0;
    for (long seed = 1_000; compared < 100 || types.size() < LayerType.all().size(); seed++) {
      NetworkReading network = NetworkReading.of(RandomNetworks.legal(seed));
      Random random = new Random(seed);
      LayerReading layer = network.layers().getLast();
      Unit unit = unit(layer, random);
      Tensor picture = random(network.network().input(), random);
      Tensor direction = random(network.network().input(), random);
      Weights weights = Weights.seeded(seed);
      double step = difference(network, weights, picture, direction, unit, 1e-2f);
      double smaller = difference(network, weights, picture, direction, unit, 5e-3f);
      double smallest = difference(network, weights, picture, direction, unit, 1e-3f);
      assertTrue(seed < 2_000, () -> "only " + types);
      double scale = Math.max(1e-3, Math.abs(step));
      if (Math.max(Math.abs(step - smaller), Math.abs(smaller - smallest)) > 5e-3 * scale) {
        continue; // a kink, or a curve, between two of them
      }
      Tensor gradient = EffectiveReceptiveField
          .of(INFERENCE, network, weights, picture, unit, new Cancellation())
          .gradient();
      double along = 0;
      for (int i = 0; i < gradient.size(); i++) {
        along += (double) gradient.data()[i] * direction.data()[i];
      }
      assertEquals(smaller, along, 2e-2 * scale, () -> network.network() + " " + unit);
      network.layers().forEach(it -> types.add(LayerType.of(it.node().layer()).name()));
      compared++;
    }
  }

  private static double difference(
      NetworkReading network, Weights weights, Tensor picture, Tensor direction, Unit unit,
      float step) {
    return (value(network, weights, moved(picture, direction, step), unit)
        - value(network, weights, moved(picture, direction, -step), unit)) / (2 * step);
  }

  private static Tensor moved(Tensor picture, Tensor direction, float step) {
    float[] data = picture.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] += step * direction.data()[i];
    }
    return Tensor.of(data, picture.shape());
  }

  private static double value(
      NetworkReading network, Weights weights, Tensor picture, Unit unit) {
    Tensor values = TEXTBOOK
        .run(network, weights, picture, Set.of(unit.layer()), Progress.NONE, new Cancellation())
        .tensor(unit.layer());
    return values.data()[values.rank() == 1
        ? unit.channel()
        : (unit.channel() * values.dimension(1) + unit.y()) * values.dimension(2) + unit.x()];
  }

  @Test
  void nothingOutsideOfTheBoxThatAUnitSeesMovesIt() {
    for (long seed = 0; seed < 50; seed++) {
      NetworkReading network = NetworkReading.of(RandomNetworks.legal(seed));
      Random random = new Random(seed);
      Unit unit = unit(network.layers().getLast(), random);
      Optional<SeenBox> box = SeenBox.of(network, unit);
      EffectiveReceptiveField field = EffectiveReceptiveField.of(INFERENCE, network,
          Weights.seeded(seed), random(network.network().input(), random), unit,
          new Cancellation());
      Tensor strength = field.strength();
      for (int i = 0; i < strength.size(); i++) {
        int y = i / strength.dimension(2);
        int x = i % strength.dimension(2);
        boolean isInside = box.isPresent()
            && y >= box.get().top() && y <= box.get().bottom()
            && x >= box.get().left() && x <= box.get().right();
        assertTrue(isInside || strength.data()[i] == 0, () -> unit + " sees " + box);
      }
    }
  }

  @Test
  void theEffectiveFieldIsSmallerThanTheBoxThatAUnitSees() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"input": [1, 41, 41], "layers": [
          {"id": "a", "type": "AvgPool2d", "kernel_size": 5, "stride": 1, "padding": 2},
          {"id": "b", "type": "AvgPool2d", "kernel_size": 5, "stride": 1, "padding": 2},
          {"id": "c", "type": "AvgPool2d", "kernel_size": 5, "stride": 1, "padding": 2},
          {"id": "d", "type": "AvgPool2d", "kernel_size": 5, "stride": 1, "padding": 2}]}
        """));
    EffectiveReceptiveField field = EffectiveReceptiveField.of(INFERENCE, network,
        Weights.seeded(0), Tensor.of(new float[41 * 41], 1, 41, 41), new Unit("d", 0, 20, 20),
        new Cancellation());
    // 1 4 10 20 35 52 68 80 85 … of 625: eleven of the seventeen rows hold 95 % and more.
    assertEquals(new Box(15, 15, 25, 25), field.box());
    assertEquals(new SeenBox(12, 12, 28, 28, 17 * 17, new SeenBox.Overhang(0, 0, 0, 0)),
        SeenBox.of(network, field.unit()).orElseThrow());
  }

  @Test
  void paddingFarBeyondThePictureTakesNoMemory() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"input": [1, 8, 8], "layers": [{"id": "a", "type": "Conv2d", "out_channels": 1,
          "kernel_size": 3, "dilation": 1000000, "padding": 1000000}]}
        """));
    Tensor weight = Tensor.of(new float[]{1, 1, 1, 1, 7, 1, 1, 1, 1}, 1, 1, 3, 3);
    EffectiveReceptiveField field = EffectiveReceptiveField.of(INFERENCE, network,
        Weights.of(Map.of("a.weight", weight), 0), Tensor.of(new float[64], 1, 8, 8),
        new Unit("a", 0, 4, 5), new Cancellation());
    assertEquals(new Box(4, 5, 4, 5), field.box());
    assertEquals(7, field.gradient().data()[4 * 8 + 5]);
  }

  @Test
  void aCancelledFieldIsNotComputed() {
    Goldens.Golden golden = Goldens.all().findFirst().orElseThrow();
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    Unit unit = unit(golden.network().layers().getLast(), new Random(1));
    assertThrows(CancellationException.class, () -> EffectiveReceptiveField.of(INFERENCE,
        golden.network(), golden.weights(), golden.input(), unit, cancelled));
  }

  private static Unit unit(LayerReading layer, Random random) {
    return switch (layer.output()) {
      case Shape.Maps(int channels, int height, int width) ->
        new Unit(
            layer.id(), random.nextInt(channels), random.nextInt(height), random.nextInt(width));
      case Shape.Features(long count) ->
        new Unit(layer.id(), random.nextInt((int) count), 0, 0);
    };
  }

  private static Tensor random(Shape.Maps shape, Random random) {
    float[] numbers = new float[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() * 2 - 1;
    }
    return Tensor.of(numbers, shape.channels(), shape.height(), shape.width());
  }

  private static double largest(Tensor values) {
    double largest = 0;
    for (float value : values.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
