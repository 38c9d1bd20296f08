package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClassActivationTest {

  private static final Inference INFERENCE = new Inference(2, 1 << 22, Kernels.best());
  private static final Inference TEXTBOOK = new Inference(1, 1 << 22, Kernels.textbook());

  /** Two maps, the picture's own; each class adds and takes away their means. */
  private static final String MEANS = """
      {"name": "means", "input": [2, 2, 2], "layers": [
        {"id": "maps", "type": "ReLU"},
        {"id": "mean", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 2, "bias": false}END]}""";

  /** Every value reaches the classes on smooth ways, through a branch as well. */
  private static final String BRANCHING = """
      {"name": "branching", "input": [3, 12, 10], "layers": [
        {"id": "conv1", "type": "Conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1},
        {"id": "tanh1", "type": "Tanh"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1},
        {"id": "norm2", "type": "BatchNorm2d"},
        {"id": "sum", "type": "Add", "inputs": ["norm2", "tanh1"]},
        {"id": "silu", "type": "SiLU"},
        {"id": "pool", "type": "AvgPool2d", "kernel_size": 2},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 4}]}""";

  @AfterAll
  static void close() {
    INFERENCE.close();
    TEXTBOOK.close();
  }

  @Test
  void theMapIsTheOneThatIsWorkedOutByHand() {
    Weights weights = Weights.of(
        Map.of("fc.weight", Tensor.of(new float[]{2, -1, -3, 0.5f}, 2, 2)), 0);
    Tensor picture = Tensor.of(new float[]{1, 0, 0, 2, 0, 4, 1, 1}, 2, 2, 2);
    for (String end : List.of("", ", {\"id\": \"end\", \"type\": \"Softmax\"}")) {
      Classifier network = classifier(MEANS.replace("END", end));
      // The number grows by 2 / 4 with each cell of the first map, and falls by 1 / 4 with the second's.
      ClassActivation first = activation(network, weights, picture, "maps", 0);
      assertArrayEquals(new float[]{0.5f, -0.25f}, first.weights().data());
      assertArrayEquals(new float[]{0.5f, 0, 0, 0.75f}, first.map().data());
      ClassActivation second = activation(network, weights, picture, "maps", 1);
      assertArrayEquals(new float[]{-0.75f, 0.125f}, second.weights().data());
      assertArrayEquals(new float[]{0, 0.5f, 0.125f, 0}, second.map().data());
    }
  }

  @Test
  void theWeightOfAMapIsWhatASmallStepOfItDoesToTheClass() {
    Classifier network = classifier(BRANCHING);
    Weights weights = Weights.seeded(5);
    Tensor picture = random(network.reading().network().input(), new Random(5));
    for (String layer : List.of("tanh1", "sum", "pool")) {
      NetworkReading behind = behind(network.reading(), layer);
      Tensor maps = values(network, weights, picture, layer).tensor(layer);
      for (int target = 0; target < network.classes(); target++) {
        ClassActivation found = activation(network, weights, picture, layer, target);
        float[] expected = new float[maps.dimension(0)];
        for (int c = 0; c < expected.length; c++) {
          float step = 1e-2f;
          int cells = maps.dimension(1) * maps.dimension(2);
          expected[c] = (float) ((number(behind, weights, moved(maps, c, step), target)
              - number(behind, weights, moved(maps, c, -step), target)) / (2.0 * step * cells));
        }
        assertArrayEquals(expected, found.weights().data(), 2e-4f, layer + " " + target);
        assertArrayEquals(positiveSum(expected, maps), found.map().data(), 2e-3f);
      }
    }
  }

  /** The network from a layer on, whose maps become its picture. */
  private static NetworkReading behind(NetworkReading network, String layer) {
    List<Node> nodes = network.network().nodes();
    List<Node> rest = nodes.subList(network.network().indexOf(layer) + 1, nodes.size()).stream()
        .map(node -> node.reading(node.inputs().stream()
            .map(id -> id.equals(layer) ? Node.INPUT : id).toList()))
        .toList();
    return NetworkReading.of(new Network("behind", (Maps) network.shapeOf(layer), rest));
  }

  private static double number(
      NetworkReading network, Weights weights, Tensor maps, int target) {
    return TEXTBOOK
        .run(network, weights.fitting(network), maps, Set.of("fc"), Progress.NONE,
            new Cancellation())
        .tensor("fc").data()[target];
  }

  private static Tensor moved(Tensor maps, int channel, float step) {
    float[] moved = maps.data().clone();
    int cells = maps.dimension(1) * maps.dimension(2);
    for (int i = channel * cells; i < (channel + 1) * cells; i++) {
      moved[i] += step;
    }
    return Tensor.of(moved, maps.shape());
  }

  private static float[] positiveSum(float[] weights, Tensor maps) {
    float[] sum = new float[maps.size() / weights.length];
    for (int i = 0; i < maps.size(); i++) {
      sum[i % sum.length] += weights[i / sum.length] * maps.data()[i];
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.max(0, sum[i]);
    }
    return sum;
  }

  @Test
  void layersOfMapsThatLeadToTheClassesCanBeLookedAt() {
    Classifier network = classifier("""
        {"name": "net", "input": [1, 8, 8], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3},
          {"id": "aside", "type": "Conv2d", "out_channels": 2, "kernel_size": 3},
          {"id": "pool", "type": "MaxPool2d", "kernel_size": 2, "inputs": ["conv1"]},
          {"id": "mean", "type": "AdaptiveAvgPool2d", "output_size": 1},
          {"id": "flat", "type": "Flatten"},
          {"id": "fc", "type": "Linear", "out_features": 3}]}""");
    assertEquals(List.of("conv1", "pool"),
        network.spatialLayers().stream().map(LayerReading::id).toList());
    assertTrue(Classifier.of(NetworkReading.of(NetworkDocument.parse("""
        {"name": "maps", "input": [1, 8, 8], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 2, "kernel_size": 3}]}""")))
        .isEmpty());
  }

  @Test
  void aClassThatIsNotThereIsRefusedAndACancellationIsHeard() {
    Classifier network = classifier(BRANCHING);
    Weights weights = Weights.seeded(1);
    Tensor picture = random(network.reading().network().input(), new Random(1));
    Activations values = values(network, weights, picture, "sum");
    assertThrows(IndexOutOfBoundsException.class,
        () -> ClassActivation.of(INFERENCE, network, weights, values, "sum", 4,
            new Cancellation()));
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    assertThrows(CancellationException.class,
        () -> ClassActivation.of(INFERENCE, network, weights, values, "sum", 0, cancelled));
  }

  private static ClassActivation activation(
      Classifier network, Weights weights, Tensor picture, String layer, int target) {
    return ClassActivation.of(INFERENCE, network, weights,
        values(network, weights, picture, layer), layer, target, new Cancellation());
  }

  private static Activations values(
      Classifier network, Weights weights, Tensor picture, String layer) {
    return INFERENCE.run(network.reading(), weights, picture,
        ClassActivation.neededFor(network, layer), Progress.NONE, new Cancellation());
  }

  private static Classifier classifier(String document) {
    return Classifier.of(NetworkReading.of(NetworkDocument.parse(document))).orElseThrow();
  }

  private static Tensor random(Maps shape, Random random) {
    float[] numbers = new float[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() * 2 - 1;
    }
    return Tensor.of(numbers, shape.channels(), shape.height(), shape.width());
  }
}
