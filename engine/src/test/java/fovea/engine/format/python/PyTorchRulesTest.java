package fovea.engine.format.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What PyTorch takes we take, and give the same shape; what it refuses we refuse. Both axes of every
 * argument are drawn by themselves, legal or not.
 */
class PyTorchRulesTest {

  private static final int DRAWS = 500;

  private static Optional<Interpreter> python = Optional.empty();

  @BeforeAll
  static void start() {
    python = Interpreter.start("torch");
  }

  @AfterAll
  static void end() {
    python.ifPresent(Interpreter::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d",
    "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "Upsample", "BatchNorm2d", "Dropout", "LeakyReLU",
    "ELU"})
  void whatPyTorchRefusesWeRefuse(String name) {
    assumeTrue(python.isPresent(), "PyTorch is not installed for python3 here; on Debian: apt-get"
        + " install python3-torch.");
    LayerType type = LayerType.named(name).orElseThrow();
    Random random = new Random(name.hashCode());
    int[] taken = new int[2];
    for (int draw = 0; draw < (type.arguments().size() < 2 ? 100 : DRAWS); draw++) {
      Maps input = new Maps(1 + random.nextInt(6), 1 + random.nextInt(9), 1 + random.nextInt(9));
      Layer layer = draw(type, random);
      NetworkReading ours = NetworkReading.of(
          new Network("drawn", input, List.of(new Node("x", layer))));
      JsonNode theirs = python.orElseThrow().answer(Map.of(
          "layer", expression(layer, input), "input",
          List.of(1, input.channels(), input.height(), input.width()).toString()));
      String both = expression(layer, input) + " on " + input + ": " + theirs + ", ours "
          + ours.problems();
      boolean zeroCells = theirs.path("shape").toString().matches(".*\\b0\\b.*");
      assertEquals(theirs.has("shape") && !zeroCells, ours.isLegal(), both);
      taken[ours.isLegal() ? 1 : 0]++;
      if (ours.isLegal()) {
        assertEquals(theirs.get("shape").toString(),
            ours.shapeOf("x").dimensions().toString().replace(" ", ""), both);
      }
    }
    assertTrue(taken[1] > 10 && (taken[0] > 10 || type.arguments().size() < 2),
        Arrays.toString(taken));
  }

  /** The rule that older versions of PyTorch and the newest agree on. */
  @Test
  void poolingIsPaddedByHalfOfItsKernelAtMostWhateverTheDilation() {
    for (int kernelHeight = 1; kernelHeight <= 5; kernelHeight++) {
      for (int kernelWidth = 1; kernelWidth <= 5; kernelWidth++) {
        for (int padding = 0; padding < 16; padding++) {
          for (String type : List.of("MaxPool2d", "AvgPool2d")) {
            Map<String, Object> values = new LinkedHashMap<>(Map.of(
                "kernel_size", List.of(kernelHeight, kernelWidth),
                "padding", List.of(padding / 4, padding % 4)));
            if (type.equals("MaxPool2d")) {
              values.put("dilation", List.of(1 + padding % 3, 1 + padding % 2));
            }
            NetworkReading reading = NetworkReading.of(new Network("pool", new Maps(1, 20, 20),
                List.of(new Node("x", LayerType.named(type).orElseThrow().create(values)))));
            boolean legal = padding / 4 <= kernelHeight / 2 && padding % 4 <= kernelWidth / 2;
            assertEquals(legal, reading.isLegal(), type + values);
          }
        }
      }
    }
  }

  private static Layer draw(LayerType type, Random random) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (LayerArgument argument : type.arguments()) {
      if (argument.isRequired() || random.nextInt(3) > 0) {
        values.put(argument.name(), value(argument, random));
      }
    }
    return type.create(values);
  }

  private static Object value(LayerArgument argument, Random random) {
    boolean small = argument.name().contains("padding");
    return switch (argument.kind()) {
      case INTEGER -> Math.max(1, random.nextInt(7) - (argument.name().equals("groups") ? 3 : 0));
      case PAIR -> List.of(side(small, random), side(small, random));
      case SIDES -> Arrays.asList(random.nextInt(3) == 0 ? null : side(false, random),
          random.nextInt(3) == 0 ? null : side(false, random));
      case PADDING -> switch (random.nextInt(5)) {
        case 0 -> "same";
        case 1 -> "valid";
        default -> List.of(random.nextInt(6), random.nextInt(6));
      };
      case NUMBER -> argument.max() == 1
          ? random.nextInt(5) / 4.0 * 1.5 - 0.25
          : random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case CHOICE -> argument.choices().get(random.nextInt(argument.choices().size()));
    };
  }

  /** Mostly what is legal by itself, so that rules between arguments are tried. */
  private static int side(boolean small, Random random) {
    int least = random.nextInt(25) == 0 ? -1 : small ? 0 : 1;
    return least + random.nextInt(small ? 3 : 4);
  }

  private static String expression(Layer layer, Maps input) {
    LayerType type = LayerType.of(layer);
    Map<String, Object> named = new LinkedHashMap<>();
    switch (layer) {
      case Layer.Conv2d _, Layer.ConvTranspose2d _ -> named.put("in_channels", input.channels());
      case Layer.BatchNorm2d _ -> named.put("num_features", input.channels());
      case Layer.Upsample up when up.mode().name().equals("BILINEAR") ->
        named.put("align_corners", false);
      default -> {}
    }
    type.arguments().forEach(argument -> named.put(argument.name(), argument.of(layer)));
    return Python.call("nn." + type, List.of(), named);
  }
}
