package fovea.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final String CONV = "{\"id\":\"conv2\",\"type\":\"Conv2d\",\"out_channels\":64,\"kernel_size\":3}";
  private static final String RELU = "{\"id\":\"relu\",\"type\":\"ReLU\"}";
  private static final String NORM = "{\"id\":\"norm\",\"type\":\"BatchNorm2d\"}";

  @Test
  void aLayerKeepsItsWeightsWhateverItsNeighboursAre() {
    Tensor alone = weight(Weights.seeded(0), CONV);
    Tensor among = weight(Weights.seeded(0), RELU, NORM, CONV, NORM.replace("norm", "norm2"));

    assertArrayEquals(alone.data(), among.data());
  }

  @Test
  void anotherSeedOrNameGivesOtherWeights() {
    Tensor weight = weight(Weights.seeded(0), CONV);

    assertNotEquals(weight.data()[0], weight(Weights.seeded(1), CONV).data()[0]);
    assertNotEquals(weight.data()[0],
        weight(Weights.seeded(0), CONV.replace("conv2", "conv3")).data()[0]);
  }

  @Test
  void theFirstWeightsOfSeedZeroNeverChange() {
    float[] weight = weight(Weights.seeded(0), CONV).data();

    // A link to a network shows the same numbers next year.
    assertArrayEquals(PINNED, Arrays.copyOf(weight, PINNED.length));
  }

  @Test
  void weightsAreUniformUpToHesBound() {
    float[] weight = weight(Weights.seeded(0), CONV).data();
    double bound = Math.sqrt(6.0 / (32 * 3 * 3));

    double mean = IntStream.range(0, weight.length).mapToDouble(i -> weight[i]).average()
        .orElseThrow();
    double square = IntStream.range(0, weight.length).mapToDouble(i -> weight[i] * weight[i])
        .average().orElseThrow();
    double correlation = IntStream.range(1, weight.length)
        .mapToDouble(i -> weight[i] * weight[i - 1]).average().orElseThrow();

    assertTrue(IntStream.range(0, weight.length).allMatch(i -> Math.abs(weight[i]) <= bound));
    assertEquals(0, mean, 0.02 * bound);
    assertEquals(bound * bound / 3, square, 0.02 * bound * bound);
    assertEquals(0, correlation, 0.02 * bound * bound);
  }

  @Test
  void aBatchNormFromTheSeedChangesNothing() {
    LayerReading norm = network(NORM).layers().getFirst();

    assertEquals(
        List.of(1f, 0f, 0f, 1f),
        norm.cost().parameters().stream()
            .map(parameter -> Weights.seeded(3).tensor(parameter).data()[5])
            .toList());
  }

  @Test
  void givenTensorsComeBeforeTheSeed() {
    Tensor bias = Tensor.of(new float[64], 64);
    NetworkReading network = network(CONV);
    Weights weights = Weights.of(Map.of("conv2.bias", bias), 0);

    assertSame(bias, weights.tensors(network.layers().getFirst()).get("bias"));
    assertEquals(List.of(), weights.misfits(network));
  }

  @Test
  void tensorsThatDoNotFitAreNamed() {
    Weights weights = Weights.of(
        Map.of("conv2.bias", Tensor.of(new float[3], 3), "conv9.bias", Tensor.of(new float[1], 1)),
        0);
    NetworkReading network = network(CONV);
    Parameter bias = network.layers().getFirst().cost().parameters().getLast();

    assertEquals(
        List.of(
            "expected shape [64] for conv2.bias but found [3]",
            "the network has no parameter named conv9.bias"),
        weights.misfits(network));
    assertThrows(IllegalArgumentException.class, () -> weights.tensor(bias));
  }

  @Test
  void digestsDifferWhereNumbersDo() {
    Parameter bias = network(CONV).layers().getFirst().cost().parameters().getLast();
    float[] other = new float[64];
    other[63] = Float.MIN_VALUE;

    String zeros = Weights.of(Map.of("conv2.bias", Tensor.of(new float[64], 64)), 0).digest(bias);

    assertEquals(zeros,
        Weights.of(Map.of("conv2.bias", Tensor.of(new float[64], 64)), 1).digest(bias));
    assertNotEquals(zeros, Weights.of(Map.of("conv2.bias", Tensor.of(other, 64)), 0).digest(bias));
    assertNotEquals(Weights.seeded(0).digest(bias), Weights.seeded(1).digest(bias));
  }

  private static final float[] PINNED = {-0.13256602f, -0.11087644f, -0.0744351f, -0.08987038f};

  private static Tensor weight(Weights weights, String... layers) {
    LayerReading layer = network(layers).layer("conv2").or(() -> network(layers).layer("conv3"))
        .orElseThrow();
    return weights.tensor(layer.cost().parameters().getFirst());
  }

  private static NetworkReading network(String... layers) {
    return NetworkReading.of(NetworkDocument.parse(
        "{\"name\":\"n\",\"input\":[32,9,9],\"layers\":[" + String.join(",", layers) + "]}"));
  }
}
