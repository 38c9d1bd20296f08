package fovea.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vectorised kernel gives what its textbook twin gives, on random layers and numbers. */
class TwinsTest {

  /** In parts of the layer's largest value; Winograd's transformations cost the last digits. */
  private static final double TOLERANCE = 2e-5;

  private static final int LAYERS = 25;

  @ParameterizedTest
  @ValueSource(strings = {
    "Conv2d out_channels=OUT kernel_size=[K,K] stride=[K,K] padding=[P,P] dilation=[K,P1]",
    "Conv2d out_channels=OUT kernel_size=[K,K] padding=same padding_mode=MODE",
    "Conv2d out_channels=OUT kernel_size=3 padding=1 padding_mode=MODE",
    "Conv2d out_channels=OUT kernel_size=3 padding=[P,P] bias=false",
    "Conv2d out_channels=OUT kernel_size=1 stride=P1",
    "Conv2d out_channels=GROUPED kernel_size=[K,K] padding=[P,P] groups=GROUPS",
    "Conv2d out_channels=IN kernel_size=[K,K] padding=[P,P] stride=P1 groups=IN",
    "ConvTranspose2d out_channels=OUT kernel_size=[K,K] stride=[K,K] padding=[P,P] dilation=P1",
    "ConvTranspose2d out_channels=GROUPED kernel_size=3 stride=2 output_padding=1 groups=GROUPS",
    "LocallyConnected2d out_channels=P1 kernel_size=[K,K] stride=P1 padding=[P,P]",
    "MaxPool2d kernel_size=[K,K] stride=[K,K] padding=[P,P] dilation=P1 ceil_mode=BOOL",
    "AvgPool2d kernel_size=[K,K] stride=[K,K] padding=[P,P] ceil_mode=BOOL count_include_pad=BOOL",
    "AdaptiveMaxPool2d output_size=[K,K]", "AdaptiveAvgPool2d output_size=[K,K]",
    "Upsample scale_factor=[K,K] mode=nearest", "Upsample scale_factor=[K,K] mode=bilinear",
    "BatchNorm2d", "Flatten", "Dropout", "Softmax", "ReLU", "ReLU6", "LeakyReLU negative_slope=0.3",
    "ELU alpha=1.5", "GELU", "SiLU", "Hardswish", "Hardsigmoid", "Sigmoid", "Tanh"})
  void vectorKernelsGiveWhatTheTextbookGives(String pattern) {
    Random random = new Random(pattern.hashCode());
    int legal = 0;
    for (int attempt = 0; legal < LAYERS && attempt < 100 * LAYERS; attempt++) {
      NetworkReading network = network(pattern, random);
      if (network.isLegal()) {
        compare(network.layers().getLast(), random);
        legal++;
      }
    }
    assertEquals(LAYERS, legal);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"id\":\"x\",\"type\":\"Add\",\"inputs\":[\"input\",\"a\",\"one\"]}",
    "{\"id\":\"x\",\"type\":\"Multiply\",\"inputs\":[\"one\",\"input\",\"a\"]}",
    "{\"id\":\"x\",\"type\":\"Concat\",\"inputs\":[\"input\",\"b\",\"a\"]}",
    "{\"id\":\"f\",\"type\":\"Flatten\"},{\"id\":\"x\",\"type\":\"Linear\",\"out_features\":37}",
    "{\"id\":\"f\",\"type\":\"Flatten\"},{\"id\":\"x\",\"type\":\"Softmax\"}"})
  void layersThatNeedOthersGiveWhatTheTextbookGives(String layers) {
    Random random = new Random(layers.hashCode());
    for (int round = 0; round < LAYERS; round++) {
      NetworkReading network = NetworkReading.of(NetworkDocument.parse("""
          {"name": "n", "input": [%d, %d, %d], "layers": [
            {"id": "b", "type": "Conv2d", "out_channels": 5, "kernel_size": 1},
            {"id": "a", "type": "ReLU", "inputs": ["input"]},
            {"id": "one", "type": "AdaptiveAvgPool2d", "output_size": 1}, %s]}"""
          .formatted(1 + random.nextInt(40), 1 + random.nextInt(9), 1 + random.nextInt(9),
              layers)));
      compare(network.layer("x").orElseThrow(), random);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "Conv2d out_channels=3 kernel_size=3 stride=1000000000 padding=1000000000",
    "Conv2d out_channels=IN groups=IN kernel_size=3 stride=1000000000 padding=1000000000",
    "Conv2d out_channels=3 kernel_size=2 dilation=1000000000 padding=500000000",
    "Conv2d out_channels=3 kernel_size=3 stride=[20000,1] padding=[20000,1]"})
  void paddingFarBeyondThePictureTakesNoMemory(String pattern) {
    Random random = new Random(pattern.hashCode());
    compare(network(pattern, random).layers().getLast(), random);
  }

  /** The pattern with numbers for its words. */
  private static NetworkReading network(String pattern, Random random) {
    int in = 1 + random.nextInt(40);
    int groups = 1 + random.nextInt(Math.min(in, 9));
    in -= in % groups;
    StringBuilder arguments = new StringBuilder();
    String[] words = pattern.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", -1);
      String value = pair[1]
          .replace("OUT", "" + (1 + random.nextInt(40)))
          .replace("GROUPED", "" + groups * (1 + random.nextInt(6)))
          .replace("GROUPS", "" + groups)
          .replace("IN", "" + in)
          .replace("BOOL", "" + random.nextBoolean())
          .replace("P1", "" + (1 + random.nextInt(3)))
          .replace("MODE",
              List.of("zeros", "reflect", "replicate", "circular").get(random.nextInt(4)));
      while (value.contains("K")) {
        value = value.replaceFirst("K", "" + (1 + random.nextInt(4)));
      }
      while (value.contains("P")) {
        value = value.replaceFirst("P", "" + random.nextInt(3));
      }
      boolean word = value.matches("[a-z]+") && !value.equals("true") && !value.equals("false");
      arguments.append(",\"%s\":%s".formatted(pair[0], word ? "\"" + value + "\"" : value));
    }
    return NetworkReading.of(NetworkDocument.parse(
        "{\"name\":\"n\",\"input\":[%d,%d,%d],\"layers\":[{\"id\":\"x\",\"type\":\"%s\"%s}]}"
            .formatted(
                in, 1 + random.nextInt(24), 1 + random.nextInt(24), words[0], arguments)));
  }

  private static void compare(LayerReading layer, Random random) {
    Map<String, Tensor> given = new HashMap<>();
    for (Parameter parameter : layer.cost().parameters()) {
      boolean positive = parameter.kind() == Parameter.Kind.RUNNING_VAR;
      given.put(parameter.name(), random(parameter.shape(), positive, random));
    }
    Map<String, Tensor> parameters = Weights.of(given, 0).tensors(layer);
    List<Tensor> inputs = layer.inputShapes().stream()
        .map(shape -> random(shape.dimensions(), false, random)).toList();

    float[] expected = compute(Kernels.textbook(), layer, parameters, inputs, random).data();
    float[] found = compute(Kernels.best(), layer, parameters, inputs, random).data();

    double largest = 0;
    double furthest = 0;
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != found[i]) {
        largest = Math.max(largest, Math.abs(expected[i]));
        furthest = Math.max(furthest, Math.abs(expected[i] - found[i]));
      }
    }
    String what = "%s of %s: %g of %g".formatted(layer.node().layer(), layer.inputShapes(),
        furthest, largest);
    assertTrue(furthest <= TOLERANCE * Math.max(1, largest), what);
  }

  /** Slices in any order and in pieces of any size, as threads may take them. */
  private static Tensor compute(
      Kernels kernels, LayerReading layer, Map<String, Tensor> parameters, List<Tensor> inputs,
      Random random) {
    Kernel kernel = kernels.kernel(layer, parameters);
    List<Volume> volumes = inputs.stream().map(tensor -> Volume.of(tensor, kernels.lanes()))
        .toList();
    Volume output = Volume.of(layer.output(), kernels.lanes());
    List<int[]> pieces = new ArrayList<>();
    for (int from = 0; from < kernel.slices();) {
      int to = Math.min(kernel.slices(), from + 1 + random.nextInt(20));
      pieces.add(new int[]{from, to});
      from = to;
    }
    Collections.shuffle(pieces, random);
    pieces.forEach(piece -> kernel.compute(volumes, output, piece[0], piece[1]));
    return output.tensor(layer.output());
  }

  private static Tensor random(List<Long> shape, boolean positive, Random random) {
    int[] dimensions = shape.stream().mapToInt(Math::toIntExact).toArray();
    float[] data = new float[(int) shape.stream().mapToLong(d -> d).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < data.length; i++) {
      float value = (float) random.nextGaussian();
      data[i] = positive ? 0.5f + value * value : value;
    }
    return Tensor.of(data, dimensions);
  }
}
