package fovea.engine.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Oddity;
import fovea.engine.reading.Oddity.Kind;
import fovea.engine.reading.OddityReading;
import fovea.engine.zoo.Zoo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OdditiesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', textBlock = """
      DROPS_THE_EDGE        | [1, 1]   | {"id": "a", "type": "MaxPool2d", "kernel_size": 2}
      DROPS_THE_EDGE        | [0, 1]   | {"id": "a", "type": "Conv2d", "out_channels": 2, "kernel_size": [3, 2], "stride": 2}
      SKIPS_CELLS           | [2, 1]   | {"id": "a", "type": "Conv2d", "out_channels": 2, "kernel_size": 1, "stride": 2}
      SEES_ONLY_PADDING     | [3, 3]   | {"id": "a", "type": "Conv2d", "out_channels": 2, "kernel_size": 3, "padding": 3}
      POOLS_NOTHING         | []       | {"id": "a", "type": "AvgPool2d", "kernel_size": 1}
      BIAS_WITHOUT_USE      | [5]      | {"id": "a", "type": "Conv2d", "out_channels": 5, "kernel_size": 3}, {"id": "b", "type": "BatchNorm2d"}
      ACTIVATES_TWICE       | []       | {"id": "r", "type": "ReLU"}, {"id": "d", "type": "Dropout"}, {"id": "a", "type": "Tanh"}
      LINEAR_TWICE          | []       | {"id": "f", "type": "Flatten"}, {"id": "l", "type": "Linear", "out_features": 2}, {"id": "a", "type": "Linear", "out_features": 2}
      COPIES_CELLS          | [108, 81] | {"id": "a", "type": "AdaptiveAvgPool2d", "output_size": [12, 9]}
      IS_NOT_READ           | []       | {"id": "a", "type": "ReLU"}, {"id": "b", "type": "Tanh", "inputs": ["input"]}
      HOLDS_ALMOST_ALL      | [16300, 16302] | {"id": "n", "type": "BatchNorm2d"}, {"id": "r", "type": "ReLU"}, {"id": "f", "type": "Flatten"}, {"id": "a", "type": "Linear", "out_features": 100}
      """)
  void whatIsOddIsSaidWithItsFiguresAndARemedyMakesItGone(
      Kind kind, String figures, String layers) {
    NetworkReading reading = read(kind == Kind.HOLDS_ALMOST_ALL ? "[1, 18, 9]" : "[1, 9, 9]",
        layers);
    Oddity oddity = OddityReading.of(reading).stream().filter(found -> found.layer().equals("a"))
        .findFirst().orElseThrow();
    assertEquals(kind, oddity.kind());
    assertEquals(figures, oddity.figures().toString());
    List<Repair> remedies = Remedies.of(reading, oddity);
    assertTrue(!remedies.isEmpty(), "a remedy");
    for (Repair remedy : remedies) {
      NetworkReading after = NetworkReading.of(remedy.edit().applyTo(reading.network()));
      assertTrue(after.isLegal(), remedy.title());
      assertTrue(OddityReading.of(after).stream()
          .noneMatch(other -> other.kind() == kind && other.layer().equals("a")), remedy.title());
    }
  }

  @Test
  void fieldsPastThePictureAreNamedOnceWhereTheyBegin() {
    NetworkReading resnet = NetworkReading.of(Zoo.network("resnet50"));
    List<Oddity> wide = OddityReading.of(resnet).stream()
        .filter(oddity -> oddity.kind() == Kind.SEES_PAST_THE_PICTURE).toList();
    assertEquals(1, wide.size());
    long size = resnet.layer(wide.getFirst().layer()).orElseThrow().field().vertical().size()
        .longValueExact();
    assertTrue(size > 224, "" + size);
    assertEquals(List.of(size, 224L), wide.getFirst().figures());
  }

  @Test
  void publishedNetworksAreOddWhereTheyAreKnownToBe() {
    // ResNet's shortcuts look at one cell in four; VGG-16 has nothing but its size.
    List<Oddity> resnet = OddityReading.of(NetworkReading.of(Zoo.network("resnet50")));
    assertEquals(3, resnet.stream().filter(odd -> odd.kind() == Kind.SKIPS_CELLS).count());
    assertTrue(resnet.stream().noneMatch(odd -> odd.kind() == Kind.DROPS_THE_EDGE), "" + resnet);
    assertTrue(OddityReading.of(NetworkReading.of(Zoo.network("vgg16"))).stream()
        .allMatch(odd -> odd.kind() == Kind.SEES_PAST_THE_PICTURE));
  }

  static Stream<Network> random() {
    return RandomNetworks.legal(100);
  }

  @ParameterizedTest
  @MethodSource("random")
  void everyRemedyOfARandomNetworkLeavesItLegal(Network network) {
    NetworkReading reading = NetworkReading.of(network);
    for (Oddity oddity : OddityReading.of(reading)) {
      assertTrue(!oddity.formula().text().isBlank(), "a formula");
      for (Repair remedy : Remedies.of(reading, oddity)) {
        assertTrue(NetworkReading.of(remedy.edit().applyTo(network)).isLegal(), remedy.title());
      }
    }
  }

  private static NetworkReading read(String input, String layers) {
    NetworkReading reading = NetworkReading.of(
        NetworkDocument.parse("{\"input\": " + input + ", \"layers\": [" + layers + "]}"));
    assertTrue(reading.isLegal(), () -> reading.problems().toString());
    return reading;
  }
}
