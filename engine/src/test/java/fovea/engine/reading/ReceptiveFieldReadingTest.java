package fovea.engine.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.Figures;
import fovea.engine.format.NetworkDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptiveFieldReadingTest {

  /**
   * TF-Slim's networks as Distill published them: kernel, stride and padding of each layer that
   * moves. Where TensorFlow pads strided layers at their end only, nothing is padded in front.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
          network      | layers                                                        | size | stride | padding
          alexnet_v2   | 11/4/0 3/2/0 5/1/2 3/2/0 3/1/1 3/1/1 3/1/1 3/2/0             | 195  | 32     | 64
          vgg_a        | 3/1/1 2/2/0 3/1/1 2/2/0 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 2/2/0 | 150 | 32 | 59
          vgg_16       | 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 3/1/1 2/2/0 3/1/1 3/1/1 3/1/1 2/2/0 | 212 | 32 | 90
          mobilenet_v1 | 3/2/0 3/1/1 3/2/0 3/1/1 3/2/0 3/1/1 3/2/0 3/1/1 3/1/1 3/1/1 3/1/1 3/1/1 3/2/0 3/1/1 | 315 | 32 | 126
          """)
  void agreesWithTheNetworksOfDistill(
      String name, String layers, int size, int stride, int padding) {
    List<String> documents = new ArrayList<>();
    for (String layer : layers.split(" ", -1)) {
      String[] numbers = layer.split("/", -1);
      documents.add("""
          {"id": "l%d", "type": "Conv2d", "out_channels": 1,
           "kernel_size": %s, "stride": %s, "padding": %s}
          """.formatted(documents.size(), numbers[0], numbers[1], numbers[2]));
    }
    ReceptiveField field = fieldOfLast("[3, 512, 512]", documents.toArray(String[]::new));
    assertEquals(new Figures(size, stride, padding), Figures.of(field.vertical()), name);
    assertEquals(new Figures(size, stride, padding), Figures.of(field.horizontal()), name);
  }

  @Test
  void theAxesAreApart() {
    ReceptiveField field = fieldOfLast(
        "[1, 32, 32]",
        """
            {"id": "a", "type": "Conv2d", "out_channels": 1, "kernel_size": [3, 5],
             "stride": [2, 1], "padding": [1, 0], "dilation": [1, 2]}
            """,
        "{\"id\": \"b\", \"type\": \"MaxPool2d\", \"kernel_size\": [2, 1]}");
    assertEquals(new Figures(5, 4, 1), Figures.of(field.vertical()));
    assertEquals(new Figures(9, 1, 0), Figures.of(field.horizontal()));
  }

  @Test
  void linearAndGlobalPoolingSeeTheWholePicture() {
    assertTrue(fieldOfLast("[1, 8, 8]", "{\"id\": \"f\", \"type\": \"Flatten\"}",
        "{\"id\": \"x\", \"type\": \"Linear\", \"out_features\": 2}").seesAll());
    assertTrue(fieldOfLast("[1, 8, 8]",
        "{\"id\": \"x\", \"type\": \"AdaptiveMaxPool2d\", \"output_size\": 1}").seesAll());
    assertFalse(fieldOfLast("[1, 8, 8]",
        "{\"id\": \"x\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": 2}").seesAll());
  }

  @ParameterizedTest
  @CsvSource({"8, 2, 4", "8, 3, 4", "7, 3, 3", "6, 4, 2", "5, 7, 2", "3, 9, 1", "10, 4, 3"})
  void adaptivePoolingSeesAsMuchAsItsWidestPart(int in, int out, int widest) {
    ReceptiveField field = fieldOfLast("[1, " + in + ", " + in + "]",
        "{\"id\": \"x\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": " + out + "}");
    assertEquals(widest, Figures.of(field.vertical()).size());
    assertEquals((double) in / out, Figures.of(field.vertical()).jump());
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 0, 1", "4, 2, 1, 2", "3, 1, 1, 3", "5, 2, 2, 3"})
  void aTransposedConvolutionsUnitHearsOfTheCellsWhoseKernelsReachIt(
      int kernel, int stride, int padding, int size) {
    ReceptiveField field = fieldOfLast("[1, 8, 8]", """
        {"id": "x", "type": "ConvTranspose2d", "out_channels": 1,
         "kernel_size": %d, "stride": %d, "padding": %d}
        """.formatted(kernel, stride, padding));
    assertEquals(size, Figures.of(field.vertical()).size());
    assertEquals(1.0 / stride, Figures.of(field.vertical()).jump());
  }

  @Test
  void upsamplingHalvesTheStrideAndBilinearLooksAtTheNeighbourToo() {
    assertEquals(new Figures(1, 0.5, 0), Figures.of(fieldOfLast("[1, 8, 8]",
        "{\"id\": \"x\", \"type\": \"Upsample\", \"scale_factor\": 2}").vertical()));
    assertEquals(2, Figures.of(fieldOfLast("[1, 8, 8]",
        "{\"id\": \"x\", \"type\": \"Upsample\", \"scale_factor\": 2, \"mode\": \"bilinear\"}")
        .vertical()).size());
  }

  @Test
  void pathsThatDrawApartAreToldAndTheLargestCounts() {
    ReceptiveField apart = fieldOfLast("[1, 16, 16]",
        "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 5, \"padding\": 2}",
        "{\"id\": \"b\", \"type\": \"MaxPool2d\", \"kernel_size\": 2, \"stride\": 1}",
        "{\"id\": \"c\", \"type\": \"MaxPool2d\", \"kernel_size\": 2, \"stride\": 1, \"inputs\": [\"input\"]}",
        "{\"id\": \"d\", \"type\": \"AvgPool2d\", \"kernel_size\": 3, \"stride\": 1, \"padding\": 1}",
        "{\"id\": \"sum\", \"type\": \"Add\", \"inputs\": [\"d\", \"b\"]}");
    assertFalse(apart.pathsDisagree());
    assertEquals(new Figures(6, 1, 2), Figures.of(apart.vertical()));
    ReceptiveField shifted = fieldOfLast("[1, 16, 16]",
        "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3}",
        "{\"id\": \"b\", \"type\": \"ConvTranspose2d\", \"out_channels\": 1, \"kernel_size\": 3}",
        "{\"id\": \"c\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 2, \"padding\": 1}",
        "{\"id\": \"d\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 2}",
        "{\"id\": \"e\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 1, \"stride\": 2}",
        "{\"id\": \"f\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 2, \"stride\": 2, \"inputs\": [\"d\"]}",
        "{\"id\": \"sum\", \"type\": \"Add\", \"inputs\": [\"e\", \"f\"]}");
    assertTrue(shifted.pathsDisagree());
    assertEquals(8, Figures.of(shifted.vertical()).size());
  }

  @Test
  void unitsHearFromTheFirstPixelOfAnyPathToTheLast() {
    String beside = """
        {"id": "a", "type": "Conv2d", "out_channels": 1, "kernel_size": 3, "stride": 2, "padding": 1},
        {"id": "b", "type": "MaxPool2d", "kernel_size": 3, "stride": 2, "ceil_mode": true,
         "inputs": ["input"]},
        {"id": "sum", "type": "Add", "inputs": ["a", "b"]}""";
    ReceptiveField sum = fieldOfLast("[1, 16, 16]", beside);
    assertEquals(new Figures(4, 2, 1), Figures.of(sum.vertical()));
    assertTrue(sum.pathsDisagree());
    assertEquals(new Figures(8, 2, 3), Figures.of(fieldOfLast("[1, 16, 16]", beside,
        "{\"id\": \"c\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"padding\": 1}")
        .vertical()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "1, 2 | {\"id\": \"a\", \"type\": \"Upsample\", \"scale_factor\": 3}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"padding\": 1}",
    "0, 1 | {\"id\": \"a\", \"type\": \"ConvTranspose2d\", \"out_channels\": 1, \"kernel_size\": 1, \"stride\": 2}",
    "1, 1 | {\"id\": \"a\", \"type\": \"ConvTranspose2d\", \"out_channels\": 1, \"kernel_size\": 3, \"stride\": 3, \"dilation\": 2}",
    "2, 3 | {\"id\": \"a\", \"type\": \"Upsample\", \"scale_factor\": 4, \"mode\": \"bilinear\"}, {\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3}",
    "1, 1 | {\"id\": \"a\", \"type\": \"Upsample\", \"scale_factor\": 1000}, {\"id\": \"b\", \"type\": \"Upsample\", \"scale_factor\": 1000}",
  })
  void sizesAreWholePixelsAndOfAllUnits(String sizes, String layers) {
    Extent extent = fieldOfLast("[1, 9, 9]", layers).vertical();
    assertEquals(sizes, extent.smallest() + ", " + extent.size());
    assertTrue(extent.isExact());
  }

  @Test
  void copiesOfOneCellAreNoDistanceApart() {
    ReceptiveField field = fieldOfLast("[1, 32, 32]",
        "{\"id\": \"a\", \"type\": \"MaxPool2d\", \"kernel_size\": 32}",
        "{\"id\": \"b\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": 7}");
    assertEquals(new Figures(32, 0, 0), Figures.of(field.vertical()));
    assertTrue(field.vertical().isEven());
    assertFalse(fieldOfLast("[1, 2, 2]",
        "{\"id\": \"b\", \"type\": \"AdaptiveAvgPool2d\", \"output_size\": 7}").vertical()
        .isEven());
  }

  @Test
  void whatPassesTheWholeNumbersIsStillExact() {
    String stride = "{\"id\": \"l%d\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 1, \"stride\": 2147483647}";
    ReceptiveField field = fieldOfLast("[1, 1, 1]",
        IntStream.range(0, 60).mapToObj(stride::formatted).toArray(String[]::new));
    assertEquals(BigInteger.ONE, field.vertical().size());
    assertEquals(BigInteger.valueOf(2147483647).pow(60), field.vertical().jump().dividend());
    assertTrue(Double.isFinite(fieldOfLast("[1, 1, 1]",
        IntStream.range(0, 600).mapToObj(stride::formatted).toArray(String[]::new))
        .vertical().jump().toDouble()));
  }

  @Test
  void whatIsTooIrregularToBeFollowedIsSaidToBeAbout() {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      layers.add("{\"id\": \"u%d\", \"type\": \"Upsample\", \"scale_factor\": 3}".formatted(i));
      layers.add(
          "{\"id\": \"c%d\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"stride\": 2, \"padding\": 1}"
              .formatted(i));
    }
    Extent extent = fieldOfLast("[1, 5, 5]", layers.toArray(String[]::new)).vertical();
    assertFalse(extent.isExact());
    // Not less than what is true, and not much more: 1 + 2 · (2/3 + 4/9 …) is 5 at the most.
    assertTrue(extent.size().intValueExact() >= 3 && extent.size().intValueExact() <= 40,
        extent.size()::toString);
  }

  private static ReceptiveField fieldOfLast(String input, String... layers) {
    NetworkReading reading = NetworkReading.of(NetworkDocument.parse(
        "{\"input\": " + input + ", \"layers\": [" + String.join(",", layers) + "]}"));
    assertEquals(List.of(), reading.problems());
    return reading.layers().getLast().field();
  }
}
