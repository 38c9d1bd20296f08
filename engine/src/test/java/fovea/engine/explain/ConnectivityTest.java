package fovea.engine.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.explain.Connectivity.Wiring;
import fovea.engine.format.NetworkDocument;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

  @Test
  void theConvolutionsOfVgg16CostAMillionTimesTheirWeightsFullyConnected() {
    NetworkReading vgg = NetworkReading.of(Zoo.network("vgg16"));
    assertEquals(14_714_688, sum(vgg, it -> it.shared().parameters()));
    assertEquals(15_346_630_656L, sum(vgg, it -> it.local().weights()));
    assertEquals(16_706_999_156_736L, sum(vgg, it -> it.full().weights()));
  }

  private static long sum(NetworkReading network, Function<Connectivity, BigInteger> number) {
    return network.layers().stream()
        .map(Connectivity::of)
        .flatMap(Optional::stream)
        .map(number)
        .reduce(BigInteger.ZERO, BigInteger::add)
        .longValueExact();
  }

  @Test
  void sixtyFourFiltersOnAPhotoSaveTheirPositionsAndTheWindow() {
    Connectivity first = of("[3, 224, 224]",
        "\"type\": \"Conv2d\", \"out_channels\": 64, \"kernel_size\": 3, \"padding\": 1");
    assertEquals(wiring(1_728, 64, 86_704_128L), numbers(first.shared()));
    assertEquals(wiring(86_704_128L, 3_211_264, 86_704_128L), numbers(first.local()));
    assertEquals(50_176, first.sharing());
    assertEquals(150_528 / 27.0, first.locality(), 1e-9);
    assertEquals(4L * 4 * (1_728 + 64), first.shared().trainingBytes().longValueExact());
  }

  @Test
  void oneMapOfAPhotoHasTheLessonsFigures() {
    Connectivity one = of("[3, 224, 224]",
        "\"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"padding\": 1");
    assertEquals(28, one.shared().parameters().intValueExact());
    assertEquals(1_354_752, one.local().weights().intValueExact());
    assertEquals(7_552_892_928L, one.full().weights().longValueExact());
  }

  @Test
  void groupsReadTheirOwnChannelsOnlyAndPositionsFollowTheStride() {
    Connectivity grouped = of("[4, 16, 16]", "\"type\": \"Conv2d\", \"out_channels\": 64,"
        + " \"kernel_size\": 3, \"stride\": 2, \"padding\": 1, \"groups\": 4, \"bias\": false");
    assertEquals(wiring(576, 0, 36_864), numbers(grouped.shared()));
    assertEquals(wiring(36_864, 0, 36_864), numbers(grouped.local()));
    assertEquals(wiring(4_194_304, 0, 4_194_304), numbers(grouped.full()));
  }

  @Test
  void countsBeyondTwoToThe63AreExact() {
    Connectivity huge = of("[3, 60000, 60000]",
        "\"type\": \"Conv2d\", \"out_channels\": 4096, \"kernel_size\": 1, \"bias\": false");
    assertEquals(new BigInteger("159252480000000000000000"), huge.full().weights());
  }

  @Test
  void aLayerWithoutAWindowOfWeightsIsNotCompared() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(
        "{\"input\": [1, 8, 8], \"layers\": [{\"id\": \"a\", \"type\": \"ReLU\"}]}"));
    assertTrue(Connectivity.of(network.layers().getFirst()).isEmpty());
  }

  private static Connectivity of(String input, String layer) {
    return Connectivity.of(NetworkReading.of(NetworkDocument.parse(
        "{\"input\": " + input + ", \"layers\": [{\"id\": \"a\", " + layer + "}]}"))
        .layers().getFirst()).orElseThrow();
  }

  private record Numbers(long weights, long biases, long connections) {}

  private static Numbers wiring(long weights, long biases, long connections) {
    return new Numbers(weights, biases, connections);
  }

  private static Numbers numbers(Wiring wiring) {
    return new Numbers(wiring.weights().longValueExact(), wiring.biases().longValueExact(),
        wiring.connections().longValueExact());
  }
}
