package fovea.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.Figures;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {

  /** To the last digit; the MACs round to the billions that torchvision publishes. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          network            | parameters  | MACs
          tinyvgg            | 19920       | 5608780
          lenet5             | 61706       | 416520
          all_cnn_c          | 1369738     | 270798336
          alexnet            | 61100840    | 714188480
          vgg11              | 132863336   | 7609090048
          vgg13              | 133047848   | 11308466176
          vgg16              | 138357544   | 15470264320
          vgg19              | 143667240   | 19632062464
          googlenet          | 6624904     | 1498376192
          inception_v3       | 23834568    | 5713216096
          resnet18           | 11689512    | 1814073344
          resnet34           | 21797672    | 3663761408
          resnet50           | 25557032    | 4089184256
          resnet101          | 44549160    | 7801405440
          resnet152          | 60192808    | 11513626624
          resnext50_32x4d    | 25028904    | 4230479872
          wide_resnet50_2    | 68883240    | 11398021120
          densenet121        | 7978856     | 2834161664
          densenet169        | 14149480    | 3359843328
          densenet201        | 20013928    | 4291365888
          squeezenet1_0      | 1248424     | 818924576
          squeezenet1_1      | 1235496     | 349151936
          mobilenet_v1       | 4231976     | 568740352
          mobilenet_v2       | 3504872     | 300774272
          mobilenet_v3_small | 2542856     | 56510400
          mobilenet_v3_large | 5483032     | 216589760
          efficientnet_b0    | 5288548     | 385814752
          """)
  void costsWhatItsPublishersSay(String network, long parameters, long macs) {
    NetworkReading reading = NetworkReading.of(Zoo.network(network));
    assertEquals(parameters, reading.totals().parameters());
    assertEquals(macs, reading.totals().macs());
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 1814083944", "vgg16, 15483821032"})
  void countsAsTorchinfoDoesByThatName(String network, long multAdds) {
    assertEquals(multAdds, NetworkReading.of(Zoo.network(network)).totals().torchinfoMacs());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          network       | size | stride | padding
          alexnet       | 195  | 32     | 66
          vgg11         | 150  | 32     | 59
          vgg16         | 212  | 32     | 90
          vgg19         | 268  | 32     | 118
          resnet18      | 435  | 32     | 217
          resnet34      | 899  | 32     | 449
          resnet50      | 427  | 32     | 213
          googlenet     | 379  | 32     | 167
          squeezenet1_1 | 207  | 16     | 88
          mobilenet_v2  | 491  | 32     | 245
          densenet121   | 2071 | 32     | 1021
          """)
  void theLastMapsSeeThatMuchOfThePicture(String network, int size, int stride, int padding) {
    ReceptiveField field = lastMaps(network);
    assertEquals(new Figures(size, stride, padding), Figures.of(field.vertical()));
    assertEquals(new Figures(size, stride, padding), Figures.of(field.horizontal()));
  }

  @Test
  void squeezeAndExcitationLooksAtTheWholePictureWhileTheMapsStillSlide() {
    NetworkReading reading = NetworkReading.of(Zoo.network("efficientnet_b0"));
    ReceptiveField field = reading.layer("features.8.2").orElseThrow().field();
    assertTrue(field.seesAll());
    assertEquals(new Figures(851, 32, 425), Figures.of(field.vertical()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isLegalAndReadsBackFromItsDocument(String name) {
    Network network = Zoo.network(name);
    assertEquals(List.of(), NetworkReading.of(network).problems());
    assertEquals(network, NetworkDocument.parse(NetworkDocument.write(network)));
  }

  @ParameterizedTest
  @CsvSource({
    "densenet121, features.denseblock4.denselayer16.conv2.weight, '[32, 128, 3, 3]'",
    "densenet121, features.transition3.norm.running_var, '[1024]'",
    "efficientnet_b0, features.2.0.block.2.fc1.weight, '[4, 96, 1, 1]'",
    "efficientnet_b0, features.1.0.block.2.0.weight, '[16, 32, 1, 1]'",
    "inception_v3, Mixed_6c.branch7x7dbl_4.conv.weight, '[160, 160, 7, 1]'",
    "inception_v3, Mixed_7b.branch3x3dbl_3b.bn.bias, '[384]'",
    "mobilenet_v3_large, features.4.block.2.fc2.bias, '[72]'",
    "mobilenet_v3_small, classifier.3.weight, '[1000, 1024]'",
    "resnet50, layer1.0.downsample.0.weight, '[256, 64, 1, 1]'",
    "resnext50_32x4d, layer4.2.conv2.weight, '[1024, 32, 3, 3]'",
    "squeezenet1_0, features.12.expand3x3.weight, '[256, 64, 3, 3]'"})
  void torchvisionsWeightsLoadByName(String network, String parameter, String shape) {
    String found = NetworkReading.of(Zoo.network(network)).layers().stream()
        .flatMap(layer -> layer.cost().parameters().stream())
        .filter(candidate -> candidate.name().equals(parameter))
        .findFirst()
        .orElseThrow()
        .shape()
        .toString();
    assertEquals(shape, found);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThrows(NoSuchElementException.class, () -> Zoo.network("resnet19"));
  }

  private static Stream<String> names() {
    return Zoo.entries().stream().map(Zoo.Entry::name);
  }

  private static ReceptiveField lastMaps(String network) {
    return NetworkReading.of(Zoo.network(network)).layers().stream()
        .filter(layer -> layer.output() instanceof Shape.Maps && !layer.field().seesAll())
        .map(LayerReading::field)
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
