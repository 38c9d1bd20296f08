package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.BranchingNetworks;
import fovea.engine.RandomNetworks;
import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.Extent;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Goldens;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeenBoxTest {

  private static final Inference INFERENCE = new Inference(1, 1 << 20,
      Kernels.textbook());

  @AfterAll
  static void close() {
    INFERENCE.close();
  }

  @ParameterizedTest
  @MethodSource("fovea.engine.run.Goldens#all")
  void noPixelOutsideTheBoxMovesTheUnit(Goldens.Golden golden) {
    Random random = new Random(golden.name().hashCode());
    NetworkReading network = golden.network();
    for (int i = 0; i < 6; i++) {
      LayerReading layer = network.layers().get(random.nextInt(network.layers().size()));
      Unit unit = unit(layer, random);
      Optional<SeenBox> box = SeenBox.of(network, unit);
      Tensor other = outside(golden.input(), box, random);
      assertEquals(
          value(network, golden.weights(), golden.input(), unit),
          value(network, golden.weights(), other, unit),
          () -> unit + " sees " + box);
    }
  }

  /** Every layer here is a weighted sum, so a seen pixel moves the unit; chance cannot hide it. */
  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": [3, 2], \"dilation\": 2, \"padding\": [2, 1]}",
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3, \"padding\": 3, \"dilation\": 2, \"padding_mode\": \"reflect\"}",
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3, \"padding\": 1, \"padding_mode\": \"circular\"}",
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 4, \"padding\": \"same\"}, {\"id\": \"b\", \"type\": \"AvgPool2d\", \"kernel_size\": 3, \"stride\": 2}, {\"id\": \"c\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 2}",
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3, \"padding\": 1}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 5, \"padding\": 2, \"inputs\": [\"input\"]}, {\"id\": \"s\", \"type\": \"Add\", \"inputs\": [\"a\", \"b\"]}",
    "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 1}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 5, \"padding\": 2, \"inputs\": [\"input\"]}, {\"id\": \"s\", \"type\": \"Concat\", \"inputs\": [\"a\", \"b\"]}",
    "{\"id\": \"a\", \"type\": \"ConvTranspose2d\", \"out_channels\": 2, \"kernel_size\": 3, \"stride\": 2, \"padding\": 1}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3}",
    "{\"id\": \"a\", \"type\": \"Upsample\", \"scale_factor\": 3, \"mode\": \"bilinear\"}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 2, \"kernel_size\": 3}",
    "{\"id\": \"a\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": [5, 4]}, {\"id\": \"f\", \"type\": \"Flatten\"}",
  })
  void somePixelAtEachEdgeOfTheBoxMovesTheUnit(String layers) {
    NetworkReading network = NetworkReading.of(
        NetworkDocument.parse("{\"input\": [2, 13, 12], \"layers\": [" + layers + "]}"));
    Random random = new Random(7);
    Tensor picture = Tensor.of(numbers(2 * 13 * 12, random), 2, 13, 12);
    Weights weights = Weights.seeded(1);
    for (int i = 0; i < 12; i++) {
      Unit unit = unit(network.layers().getLast(), random);
      SeenBox box = SeenBox.of(network, unit).orElseThrow();
      double before = value(network, weights, picture, unit);
      for (int[] edge : edges(box)) {
        Tensor changed = changed(picture, edge, true, random);
        assertNotEquals(before, value(network, weights, changed, unit), () -> unit + " " + box);
      }
      assertEquals(
          before, value(network, weights, outside(picture, Optional.of(box), random), unit), 1e-6);
    }
  }

  @Test
  void onFiftyRandomNetworksWithBranchesTheBoxIsWhatPerturbationFinds() {
    int networks = 0;
    for (long seed = 10_000; networks < 50; seed++) {
      NetworkReading network = NetworkReading.of(RandomNetworks.legal(seed));
      LayerReading last = network.layers().getLast();
      if (hasBranches(network) && !isConstant(network)) {
        Random random = new Random(seed);
        for (int i = 0; i < 2; i++) {
          requireExact(network, unit(last, random), random);
        }
        networks++;
      }
    }
  }

  private static boolean hasBranches(NetworkReading network) {
    return network.layers().stream().anyMatch(layer -> Set.copyOf(layer.inputs()).size() > 1);
  }

  /** A share of one thing alone is 1, whatever the thing: such a unit sees but does not move. */
  private static boolean isConstant(NetworkReading network) {
    return network.layers().stream().anyMatch(layer -> layer.node().layer() instanceof Softmax
        && layer.output().dimensions().getFirst() == 1);
  }

  /**
   * Nothing outside moves the unit. At each edge something does: not for every picture and all
   * weights, since a ReLU may be off and a maximum may be elsewhere, but for some.
   */
  private static void requireExact(NetworkReading network, Unit unit, Random random) {
    Optional<SeenBox> box = SeenBox.of(network, unit);
    int[][] edges = box.map(SeenBoxTest::edges).orElse(new int[0][]);
    boolean[] moved = new boolean[edges.length];
    Maps input = network.network().input();
    int size = (int) input.elements();
    for (int attempt = 0; attempt < 60; attempt++) {
      float[] numbers = numbers(size, random);
      Tensor picture = Tensor.of(numbers, input.channels(), input.height(), input.width());
      Weights weights = Weights.seeded(attempt);
      double before = value(network, weights, picture, unit);
      assertEquals(before, value(network, weights, outside(picture, box, random), unit),
          () -> network.network() + " " + unit + " sees " + box);
      for (int i = 0; i < edges.length; i++) {
        moved[i] |= before != value(network, weights,
            changed(picture, edges[i], true, random), unit);
      }
      if (allOf(moved)) {
        return;
      }
    }
    assertTrue(allOf(moved), () -> network.network() + " " + unit + " " + box
        + Arrays.toString(moved));
  }

  private static boolean allOf(boolean[] all) {
    for (boolean one : all) {
      if (!one) {
        return false;
      }
    }
    return true;
  }

  private static int[][] edges(SeenBox box) {
    return new int[][]{
      {box.top(), box.left(), box.top(), box.right()},
      {box.bottom(), box.left(), box.bottom(), box.right()},
      {box.top(), box.left(), box.bottom(), box.left()},
      {box.top(), box.right(), box.bottom(), box.right()}
    };
  }

  @Test
  void theBoxSaysHowFarItReachesPastTheBorder() {
    NetworkReading network = NetworkReading.of(
        NetworkDocument.parse(
            "{\"input\": [1, 8, 8], \"layers\": [{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 5, \"padding\": 2}]}"));
    assertEquals(
        new SeenBox(0, 5, 2, 7, 9, new SeenBox.Overhang(2, 0, 0, 2)),
        SeenBox.of(network, new Unit("a", 0, 0, 7)).orElseThrow());
  }

  @Test
  void gapsBetweenTapsAreNoPixelsThatAreSeen() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
        {"input": [1, 21, 21], "layers": [
          {"id": "a", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "dilation": 2},
          {"id": "b", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "dilation": 2},
          {"id": "c", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "padding": 1,
           "inputs": ["input"]},
          {"id": "d", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "dilation": 4,
           "padding": 4, "inputs": ["input"]},
          {"id": "sum", "type": "Add", "inputs": ["c", "d"]}]}
        """));
    SeenBox seen = SeenBox.of(network, new Unit("b", 0, 6, 6)).orElseThrow();
    assertEquals(9, seen.bottom() - seen.top() + 1);
    assertEquals(25, seen.pixels());
    assertEquals(9 + 8, SeenBox.of(network, new Unit("sum", 0, 10, 10)).orElseThrow().pixels());
  }

  /**
   * Where nothing that it hears lies past a border, a unit's box is what the reading says of it. A
   * reading speaks of all channels together and of each axis by itself, so no Concat may have kept
   * channels apart, nor a path that is deaf along one axis be taken for one along the other.
   */
  @Test
  void boxesInTheMiddleAreAsLargeAsTheReadingSays() {
    int[] checked = {0};
    for (long seed = 0; seed < 400; seed++) {
      NetworkReading network = NetworkReading.of(BranchingNetworks.legal(seed));
      for (LayerReading layer : network.layers()) {
        if (layer.node().layer() instanceof Concat
            || layer.field().vertical().smallest().signum() == 0
            || layer.field().horizontal().smallest().signum() == 0) {
          break;
        }
        if (layer.output() instanceof Maps(int _, int height, int width)
            && !layer.field().seesAll()) {
          Unit unit = new Unit(layer.id(), 0, height / 2, width / 2);
          if (SeenBox.walkBack(network, unit).entrySet().stream()
              .allMatch(it -> isInside(network.shapeOf(it.getKey()), it.getValue()))) {
            SeenBox.of(network, unit).ifPresent(box -> {
              checked[0]++;
              assertEquals(Optional.of(stretch(box.top(), box.bottom())),
                  layer.field().vertical().seenBy(unit.y()), () -> network.network() + " " + unit);
              assertEquals(Optional.of(stretch(box.left(), box.right())),
                  layer.field().horizontal().seenBy(unit.x()),
                  () -> network.network() + " " + unit);
              assertEquals(new SeenBox.Overhang(0, 0, 0, 0), box.overhang());
            });
          }
        }
      }
    }
    assertTrue(checked[0] > 500, () -> "only " + checked[0]);
  }

  private static boolean isInside(Shape shape, Region region) {
    return shape instanceof Maps(int _, int height, int width)
        && region.rows().first() >= 0 && region.rows().last() < height
        && region.columns().first() >= 0 && region.columns().last() < width;
  }

  private static Extent.Stretch stretch(long first, long last) {
    return new Extent.Stretch(BigInteger.valueOf(first), BigInteger.valueOf(last));
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

  private static double value(
      NetworkReading network, Weights weights, Tensor picture, Unit unit) {
    Tensor values = INFERENCE
        .run(
            network, weights, picture, Set.of(unit.layer()), Progress.NONE, new Cancellation())
        .tensor(unit.layer());
    int index = values.rank() == 1
        ? unit.channel()
        : (unit.channel() * values.dimension(1) + unit.y()) * values.dimension(2) + unit.x();
    return values.data()[index];
  }

  private static Tensor outside(Tensor picture, Optional<SeenBox> box, Random random) {
    int[] corners = box.map(b -> new int[]{b.top(), b.left(), b.bottom(), b.right()})
        .orElse(new int[]{0, 0, -1, -1});
    return changed(picture, corners, false, random);
  }

  /** Changes all pixels inside the block, or all outside it. */
  private static Tensor changed(Tensor picture, int[] block, boolean inside, Random random) {
    float[] data = picture.data().clone();
    int height = picture.dimension(1);
    int width = picture.dimension(2);
    for (int i = 0; i < data.length; i++) {
      int y = i / width % height;
      int x = i % width;
      boolean within = y >= block[0] && x >= block[1] && y <= block[2] && x <= block[3];
      data[i] += within == inside ? 1 + random.nextFloat() : 0;
    }
    return Tensor.of(data, picture.shape());
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }
}
