package fovea.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerArgument.Kind;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch's users write is taken as PyTorch takes it, or refused with a way out. */
class PyTorchSpellingsTest {

  record Place(LayerType type, LayerArgument argument) {

    /** A layer of that type, written with that value and plain ones where there must be some. */
    Network with(String value) {
      String others = type.arguments().stream()
          .filter(other -> other.isRequired() && !other.name().equals(argument.name()))
          .map(other -> ", \"" + other.name() + "\": 1")
          .collect(Collectors.joining());
      return NetworkDocument
          .parse("{\"input\": [3, 9, 8], \"layers\": [{\"id\": \"x\", \"type\": \""
              + type + "\", \"" + argument.name() + "\": " + value + others + "}]}");
    }

    Object value(String written) {
      return argument.of(with(written).nodes().getFirst().layer());
    }

    String refusal(String written) {
      return String.valueOf(
          assertThrows(MalformedDocument.class, () -> with(written), written).getMessage());
    }
  }

  private static Stream<Place> of(Kind... kinds) {
    return LayerType.all().stream().flatMap(type -> type.arguments().stream()
        .filter(argument -> List.of(kinds).contains(argument.kind()))
        .map(argument -> new Place(type, argument)));
  }

  static Stream<Place> pairs() {
    return of(Kind.PAIR, Kind.PADDING, Kind.SIDES);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aListOfOneIsThatNumberForBothAxes(Place place) {
    assertEquals(place.value("3"), place.value("[3]"));
    assertEquals(place.value("[3, 3]"), place.value("[3]"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aNumberInQuotesIsRefusedWithTheNumber(Place place) {
    for (String written : List.of("\"3\"", "[\"3\"]", "[\"3\", 2]", "[2, \"3\"]")) {
      assertTrue(place.refusal(written).endsWith("found \"3\"; write 3"), place.refusal(written));
    }
    for (String written : List.of("true", "[]", "[1, 2, 3]", "3.5", "\"three\"", "{}")) {
      assertTrue(place.refusal(written).contains(place.argument.name())
          || written.equals("{}"), place.refusal(written));
    }
  }

  static Stream<Place> paddings() {
    return of(Kind.PADDING);
  }

  @ParameterizedTest
  @MethodSource("paddings")
  void validIsNoPadding(Place place) {
    assertEquals(place.value("0"), place.value("\"valid\""));
    assertEquals(place.value("0"), place.argument().parse(" valid "));
    assertTrue(place.refusal("\"VALID\"").endsWith("write \"valid\""), place.refusal("\"VALID\""));
    assertTrue(place.refusal("\"Same\"").endsWith("write \"same\""), place.refusal("\"Same\""));
  }

  @ParameterizedTest
  @CsvSource({"ConvTranspose2d, valid, write 0", "MaxPool2d, valid, write 0",
    "AvgPool2d, same, write half of kernel_size", "ConvTranspose2d, same, write half"})
  void wherePaddingIsNoWordTheNumberIsNamed(String type, String word, String advice) {
    Place place = new Place(LayerType.named(type).orElseThrow(), LayerType.named(type).orElseThrow()
        .arguments().stream().filter(argument -> argument.name().equals("padding")).findFirst()
        .orElseThrow());
    assertTrue(place.refusal('"' + word + '"').contains(advice), place.refusal('"' + word + '"'));
  }

  static Stream<Place> booleans() {
    return of(Kind.BOOLEAN);
  }

  @ParameterizedTest
  @MethodSource("booleans")
  void aTruthIsWrittenAsOne(Place place) {
    for (var written : Map.of("1", "true", "0", "false", "\"True\"", "true", "null", "false")
        .entrySet()) {
      assertTrue(place.refusal(written.getKey()).endsWith("; write " + written.getValue()),
          place.refusal(written.getKey()));
    }
  }

  static Stream<Place> sides() {
    return of(Kind.SIDES);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void noneKeepsAnAxis(Place place) {
    Map<String, List<Long>> shapes = Map.of(
        "[null, 7]", List.of(3L, 9L, 7L), "[5, null]", List.of(3L, 5L, 8L),
        "[null, null]", List.of(3L, 9L, 8L), "[4, 5]", List.of(3L, 4L, 5L));
    shapes.forEach((written, shape) -> {
      Network network = place.with(written);
      NetworkReading reading = NetworkReading.of(network);
      assertEquals(shape, reading.shapeOf("x").dimensions());
      assertEquals(network, NetworkDocument.parse(NetworkDocument.write(network)));
      Layer layer = network.nodes().getFirst().layer();
      String typed = written.replace("null", "None");
      assertEquals(place.argument.of(layer), place.argument.parse(typed));
      assertEquals(place.argument.of(layer),
          place.argument.parse(typed.replace('[', '(').replace(']', ')')));
    });
    assertTrue(place.refusal("null").contains("[null, null] keeps both sides"));
    assertEquals("≥ 1", place.argument
        .broken(place.with("[null, 0]").nodes().getFirst().layer()).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "Conv2d, in_channels, leave it out", "Linear, in_features, leave it out",
    "BatchNorm2d, num_features, leave it out", "BatchNorm2d, affine, leave it out",
    "BatchNorm2d, track_running_stats, leave it out", "BatchNorm2d, momentum, leave it out",
    "BatchNorm2d, epsilon, write eps", "ReLU, inplace, leave it out",
    "Conv2d, device, leave it out", "Conv2d, dtype, leave it out",
    "MaxPool2d, return_indices, leave it out", "AvgPool2d, divisor_override, leave it out",
    "Upsample, align_corners, leave it out", "Upsample, size, write scale_factor",
    "Flatten, start_dim, leave it out", "Softmax, dim, leave it out",
    "GELU, approximate, leave it out", "Conv2d, filters, write out_channels",
    "Conv2d, kernelSize, write kernel_size", "Conv2d, strides, write stride",
    "MaxPool2d, pool_size, write kernel_size", "Linear, units, write out_features",
    "ConvTranspose2d, padding_mode, leave it out", "LeakyReLU, alpha, write negative_slope",
    "Dropout, inplace, leave it out", "Dropout, rate, write p"})
  void aForeignArgumentIsRefusedByNameWithAWayOut(String type, String name, String advice) {
    LayerType foreign = LayerType.named(type).orElseThrow();
    for (Object value : new Object[]{1L, true, "x"}) {
      String message = String.valueOf(assertThrows(IllegalArgumentException.class,
          () -> foreign.create(Map.of(name, value))).getMessage());
      assertTrue(message.startsWith(type + " has no argument \"" + name + "\""), message);
      assertTrue(message.contains(advice), message);
    }
  }

  @Test
  void poolsTakeNoneForTheirStride() {
    Network pool = NetworkDocument.parse("""
        {"input": [3, 9, 8], "layers": [
          {"id": "x", "type": "MaxPool2d", "kernel_size": [3], "stride": null}]}""");
    assertEquals(List.of(3L, 3L, 2L), NetworkReading.of(pool).shapeOf("x").dimensions());
  }
}
