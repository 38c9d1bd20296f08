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

  @Test
  void aPartOfATensorIsLaidOverTheSeedsNumbersWhereverTheyAreAskedFor() {
    NetworkReading network = network(CONV);
    Parameter weight = network.layers().getFirst().cost().parameters().getFirst();
    float[] seeded = Weights.seeded(0).tensor(weight).data();
    Weights weights = Weights.of(
        List.of(
            new Part(Slice.parse("conv2.weight[1, 2]").orElseThrow(), NINE),
            new Part(Slice.parse("conv2.weight[63, 31, 2, 2]").orElseThrow(),
                Tensor.of(new float[]{5}))),
        0);

    float[] laid = weights.tensor(weight).data();

    // Row-major [64, 32, 3, 3]: kernel (1, 2) begins at (1·32 + 2)·9.
    float[] expected = seeded.clone();
    System.arraycopy(NINE.data(), 0, expected, 306, 9);
    expected[expected.length - 1] = 5;
    assertArrayEquals(expected, laid);
    float[] some = new float[10];
    for (int first : new int[]{298, 300, 306, 310, 314, 315, 18_422}) {
      weights.copy(weight, first, some, 10);
      assertArrayEquals(Arrays.copyOfRange(expected, first, first + 10), some);
    }
  }

  @Test
  void theFinerPartCountsInAnyOrder() {
    NetworkReading network = network(CONV);
    Parameter bias = network.layers().getFirst().cost().parameters().getLast();
    Part whole = new Part(new Slice("conv2.bias", List.of()), Tensor.of(new float[64], 64));
    Part one = new Part(new Slice("conv2.bias", List.of(3)), Tensor.of(new float[]{7}));

    for (List<Part> parts : List.of(List.of(whole, one), List.of(one, whole))) {
      float[] laid = Weights.of(parts, 0).tensor(bias).data();
      assertEquals(7, laid[3]);
      assertEquals(0, laid[4]);
    }
    assertEquals(0, whole.numbers().get().data()[3], "what was given is not written to");
  }

  @Test
  void aPartIsPartOfTheWordAndOfNoOtherParameters() {
    List<Parameter> parameters = network(CONV).layers().getFirst().cost().parameters();
    Weights seeded = Weights.seeded(0);
    Weights own = Weights.of(
        List.of(new Part(Slice.parse("conv2.weight[1, 2]").orElseThrow(), NINE)), 0);
    Weights elsewhere = Weights.of(
        List.of(new Part(Slice.parse("conv2.weight[2, 1]").orElseThrow(), NINE)), 0);

    assertNotEquals(seeded.digest(parameters.getFirst()), own.digest(parameters.getFirst()));
    assertNotEquals(elsewhere.digest(parameters.getFirst()), own.digest(parameters.getFirst()));
    assertEquals(seeded.digest(parameters.getLast()), own.digest(parameters.getLast()));
  }

  @Test
  void whatDoesNotFitIsNamedOrLeftOut() {
    NetworkReading network = network(CONV);
    Weights weights = Weights.of(
        List.of(
            new Part(Slice.parse("conv2.weight[64, 0]").orElseThrow(), NINE),
            new Part(Slice.parse("conv2.weight[0]").orElseThrow(), NINE),
            new Part(Slice.parse("conv2.weight[0, 31]").orElseThrow(), NINE)),
        0);

    assertEquals(
        List.of(
            "expected shape [32, 3, 3] for conv2.weight[0] but found [3, 3]",
            "conv2.weight of shape [64, 32, 3, 3] has no part conv2.weight[64, 0]"),
        weights.misfits(network));
    assertEquals(List.of(), weights.fitting(network).misfits(network));
    Parameter weight = network.layers().getFirst().cost().parameters().getFirst();
    assertEquals(9, weights.fitting(network).tensor(weight).data()[31 * 9 + 8]);
  }

  @Test
  void slicesAreWrittenAsPyTorchIndexesThem() {
    for (String text : List.of("conv1.weight", "a.b.weight[0, 1]", "bn.running_var[3]")) {
      assertEquals(text, Slice.parse(text).orElseThrow().toString());
    }
    assertEquals("a.b", Slice.parse("a.b.weight[0,1]").orElseThrow().layer());
    for (String text : List.of("conv1", "conv1.weight[]", "conv1.weight[-1]", "conv1.weight[1] ",
        "conv1.weight[9999999999]", ".weight", "conv1.weight[0, 0, 0, 0, 0]", "")) {
      assertTrue(Slice.parse(text).isEmpty(), text);
    }
  }

  private static final Tensor NINE = Tensor.of(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);

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
