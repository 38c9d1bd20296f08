package fovea.engine.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.Figures;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Axis;
import fovea.engine.network.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkReadingTest {

  private static NetworkReading read(String input, String... layers) {
    return NetworkReading.of(
        NetworkDocument.parse(
            "{\"input\": " + input + ", \"layers\": [" + String.join(",", layers) + "]}"));
  }

  @Test
  void paddingOfOneKeepsTheImageSize() {
    LayerReading conv = read(
        "[3, 64, 64]",
        "{\"id\": \"conv1\", \"type\": \"Conv2d\", \"out_channels\": 10, \"kernel_size\": 3, \"padding\": 1}")
        .layer("conv1")
        .orElseThrow();
    assertEquals(new Shape.Maps(10, 64, 64), conv.output());
    assertEquals("⌊(64 + 2 · 1 − 1 · (3 − 1) − 1) / 1⌋ + 1 = 64",
        conv.shapeFormulas().get(1).text());
    assertEquals(280, conv.cost().parameterCount().value());
    assertEquals("10 · 3 · 3 · 3 + 10 = 280", conv.cost().parameterCount().formula().text());
    assertEquals(10L * 27 * 64 * 64, conv.cost().macs().value());
  }

  @Test
  void theFieldGrowsByReachTimesStride() {
    NetworkReading reading = read(
        "[1, 32, 32]",
        "{\"id\": \"a\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"stride\": 2}",
        "{\"id\": \"b\", \"type\": \"Conv2d\", \"out_channels\": 1, \"kernel_size\": 3, \"padding\": 1}");
    LayerReading b = reading.layer("b").orElseThrow();
    assertEquals(new Figures(7, 2, 2), Figures.of(b.field().vertical()));
    assertEquals("3 + 1 · (3 − 1) · 2 = 7", b.fieldFormula(Axis.HEIGHT).text());
  }

  @Test
  void aProblemStopsOnlyWhatLiesBehindIt() {
    NetworkReading reading = read(
        "[3, 8, 8]",
        "{\"id\": \"a\", \"type\": \"ReLU\"}",
        "{\"id\": \"big\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 11}",
        "{\"id\": \"behind\", \"type\": \"ReLU\"}",
        "{\"id\": \"beside\", \"type\": \"Sigmoid\", \"inputs\": [\"a\"]}");
    assertFalse(reading.isLegal());
    assertEquals(List.of("a", "beside"), reading.layers().stream().map(LayerReading::id).toList());
    Problem problem = reading.problemAt("big").orElseThrow();
    assertEquals(
        "⌊(8 + 2 · 0 − 1 · (11 − 1) − 1) / 1⌋ + 1 = −2, must be ≥ 1", problem.formula().text());
    assertTrue(reading.layer("behind").isEmpty());
  }

  @Test
  void typesetNumbersAreSeparatedAndOnlyNegativeOnesBracketed() {
    Expression product = Expression.product(
        Expression.kernel("k", 4096), Expression.input("C", 1000), Expression.number(-1));
    assertEquals(
        "\\htmlClass{role-kernel}{4{,}096} \\cdot \\htmlClass{role-input}{1{,}000} \\cdot (-1)"
            + " = -4{,}096{,}000",
        Formula.of("", product).latexWithValues());
  }

  @Test
  void countsAreExactPastWhatAnIntHolds() {
    NetworkReading reading = read(
        "[64, 224, 224]",
        "{\"id\": \"flat\", \"type\": \"Flatten\"}",
        "{\"id\": \"fc\", \"type\": \"Linear\", \"out_features\": 2000000000}");
    assertEquals(
        64L * 224 * 224 * 2_000_000_000L + 2_000_000_000L,
        reading.layer("fc").orElseThrow().cost().parameterCount().value());
  }

  @Test
  void pastSixtyThreeBitsIsAProblemAndNoException() {
    NetworkReading reading = read(
        "[2000000000, 2000000000, 2000000000]", "{\"id\": \"flat\", \"type\": \"Flatten\"}");
    assertEquals(
        "a count at flat is larger than 2^63 − 1", reading.problems().getFirst().message());
  }
}
