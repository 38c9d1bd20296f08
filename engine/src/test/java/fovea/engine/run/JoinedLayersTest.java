package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedLayersTest {

  /** Every way in which layers can follow a convolution, at sizes that choose every kernel for it. */
  private static final String RESIDUAL = """
      {"name": "residual", "input": [3, 22, 22], "layers": [
        {"id": "stem", "type": "Conv2d", "out_channels": 20, "kernel_size": 3, "padding": 1},
        {"id": "norm1", "type": "BatchNorm2d"},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 20, "kernel_size": 3, "padding": 1},
        {"id": "norm2", "type": "BatchNorm2d"},
        {"id": "sum2", "type": "Add", "inputs": ["norm2", "relu1"]},
        {"id": "relu2", "type": "ReLU6"},
        {"id": "depth", "type": "Conv2d", "out_channels": 20, "kernel_size": 3, "stride": 2, "padding": 1, "groups": 20},
        {"id": "silu", "type": "SiLU"},
        {"id": "conv3", "type": "Conv2d", "out_channels": 20, "kernel_size": 1},
        {"id": "norm3", "type": "BatchNorm2d"},
        {"id": "short", "type": "Conv2d", "out_channels": 20, "kernel_size": 1, "stride": 2, "inputs": ["relu2"]},
        {"id": "norm4", "type": "BatchNorm2d"},
        {"id": "sum4", "type": "Add", "inputs": ["norm3", "norm4"]},
        {"id": "gelu", "type": "GELU"},
        {"id": "norm5", "type": "BatchNorm2d"},
        {"id": "leaky", "type": "LeakyReLU"},
        {"id": "twice", "type": "Add", "inputs": ["leaky", "leaky"]},
        {"id": "up", "type": "ConvTranspose2d", "out_channels": 7, "kernel_size": 2, "stride": 2},
        {"id": "tanh", "type": "Tanh"},
        {"id": "drop", "type": "Dropout"},
        {"id": "mean", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "spread", "type": "Add", "inputs": ["drop", "mean"]},
        {"id": "elu", "type": "ELU"}]}""";

  /** Pointwise convolutions in front of depthwise ones, at sizes that need several bands. */
  private static final String INVERTED = """
      {"name": "inverted", "input": [5, 61, 47], "layers": [
        {"id": "expand1", "type": "Conv2d", "out_channels": 40, "kernel_size": 1},
        {"id": "norm1", "type": "BatchNorm2d"},
        {"id": "relu1", "type": "ReLU6"},
        {"id": "depth1", "type": "Conv2d", "out_channels": 40, "kernel_size": 3, "stride": [1, 2], "padding": 1, "groups": 40},
        {"id": "norm2", "type": "BatchNorm2d"},
        {"id": "silu", "type": "SiLU"},
        {"id": "project", "type": "Conv2d", "out_channels": 70, "kernel_size": 1},
        {"id": "sigmoid", "type": "Sigmoid"},
        {"id": "depth5", "type": "Conv2d", "out_channels": 70, "kernel_size": 5, "padding": 2, "groups": 70},
        {"id": "sum", "type": "Add", "inputs": ["depth5", "sigmoid"]},
        {"id": "relu2", "type": "ReLU"},
        {"id": "bare", "type": "Conv2d", "out_channels": 33, "kernel_size": 1},
        {"id": "halves", "type": "Conv2d", "out_channels": 33, "kernel_size": 2, "stride": 2, "groups": 33},
        {"id": "before", "type": "Conv2d", "out_channels": 9, "kernel_size": 1},
        {"id": "mirror", "type": "Conv2d", "out_channels": 9, "kernel_size": 3, "padding": 1, "padding_mode": "reflect", "groups": 9}]}""";

  /** Pointwise convolutions behind batch norms and in front of average poolings. */
  private static final String DENSE = """
      {"name": "dense", "input": [40, 23, 30], "layers": [
        {"id": "norm1", "type": "BatchNorm2d"},
        {"id": "relu1", "type": "ReLU"},
        {"id": "conv1", "type": "Conv2d", "out_channels": 70, "kernel_size": 1},
        {"id": "norm2", "type": "BatchNorm2d"},
        {"id": "relu2", "type": "ReLU6"},
        {"id": "conv2", "type": "Conv2d", "out_channels": 24, "kernel_size": 3, "padding": 1},
        {"id": "norm3", "type": "BatchNorm2d"},
        {"id": "gelu", "type": "GELU"},
        {"id": "conv3", "type": "Conv2d", "out_channels": 33, "kernel_size": 1},
        {"id": "pool3", "type": "AvgPool2d", "kernel_size": [3, 2], "stride": 2, "ceil_mode": true},
        {"id": "norm4", "type": "BatchNorm2d"},
        {"id": "conv4", "type": "Conv2d", "out_channels": 16, "kernel_size": 1, "bias": false},
        {"id": "pool4", "type": "AvgPool2d", "kernel_size": 2},
        {"id": "tanh", "type": "Tanh"},
        {"id": "conv5", "type": "Conv2d", "out_channels": 300, "kernel_size": 1},
        {"id": "pool5", "type": "AvgPool2d", "kernel_size": 2},
        {"id": "norm6", "type": "BatchNorm2d"},
        {"id": "conv6", "type": "Conv2d", "out_channels": 5, "kernel_size": 1},
        {"id": "pool6", "type": "AvgPool2d", "kernel_size": 3, "stride": 1, "padding": 1}]}""";

  private final Inference inference = new Inference(2, 0, Kernels.best());

  @AfterEach
  void close() {
    inference.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {RESIDUAL, INVERTED, DENSE})
  void layersThatNobodyLooksAtGiveTheSameNumbers(String document) {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(document));
    Activations all = run(network, Set.of());

    for (LayerReading layer : network.layers()) {
      assertClose(all, run(network, Set.of(layer.id())), layer.id());
    }
  }

  @Test
  void memoryThatIsUsedAgainLeavesNoTrace() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(RESIDUAL));
    Activations expected = run(network, Set.of("elu"));
    try (Inference reusing = new Inference(2, 1 << 24, Kernels.best())) {
      Model model = reusing.prepare(network, Weights.seeded(0));
      for (int seed = 1; seed < 20; seed++) {
        reusing.run(model, picture(network, seed), Set.of("elu"), Progress.NONE,
            new Cancellation());
      }
      assertClose(
          expected,
          reusing.run(model, picture(network, 0), Set.of("elu"), Progress.NONE,
              new Cancellation()),
          "elu");
    }
  }

  @Test
  void layersAreJoinedOnlyWhereTheOneBeforeIsReadOnce() {
    assertEquals(
        List.of(
            List.of("stem", "norm1", "relu1"),
            List.of("conv2", "norm2", "sum2", "relu2"),
            List.of("depth", "silu"),
            List.of("conv3", "norm3"),
            List.of("short", "norm4", "sum4", "gelu"),
            List.of("norm5", "leaky"),
            List.of("twice"),
            List.of("up", "tanh"),
            List.of("drop"),
            List.of("mean"),
            List.of("spread"),
            List.of("elu")),
        steps(RESIDUAL, "elu"));
  }

  @Test
  void aDepthwiseConvolutionTakesAlongThePointwiseOneBeforeIt() {
    assertEquals(
        List.of(
            List.of("expand1", "norm1", "relu1", "depth1", "norm2", "silu"),
            List.of("project", "sigmoid"),
            List.of("depth5", "sum", "relu2"),
            List.of("bare", "halves"),
            List.of("before"),
            List.of("mirror")),
        steps(INVERTED, "mirror"));
  }

  @Test
  void aPointwiseConvolutionTakesAlongTheBatchNormBeforeItAndTheMeansBehindIt() {
    assertEquals(
        List.of(
            List.of("norm1", "relu1", "conv1", "norm2", "relu2"),
            List.of("conv2", "norm3", "gelu"),
            List.of("conv3", "pool3", "norm4"),
            List.of("conv4", "pool4", "tanh"),
            List.of("conv5", "pool5", "norm6"),
            List.of("conv6"),
            List.of("pool6")),
        steps(DENSE, "pool6"));
  }

  private List<List<String>> steps(String document, String output) {
    return inference.prepare(NetworkReading.of(NetworkDocument.parse(document)), Weights.seeded(0))
        .plan(Set.of(output), _ -> null)
        .steps().stream()
        .map(step -> step.layers().stream().map(LayerReading::id).toList())
        .toList();
  }

  /** Joined, a batch norm goes into the weights before it, which rounds differently. */
  private static void assertClose(Activations expected, Activations found, String layer) {
    float[] numbers = expected.tensor(layer).data();
    float largest = 0;
    for (float number : numbers) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertArrayEquals(numbers, found.tensor(layer).data(), 1e-4f * largest, layer);
  }

  private Activations run(NetworkReading network, Set<String> outputs) {
    return inference.run(network, Weights.seeded(0), picture(network, 0), outputs, Progress.NONE,
        new Cancellation());
  }

  private static Tensor picture(NetworkReading network, int seed) {
    Shape.Maps in = network.network().input();
    Random random = new Random(seed);
    float[] picture = new float[(int) in.elements()];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (float) random.nextGaussian();
    }
    return Tensor.of(picture, in.channels(), in.height(), in.width());
  }
}
