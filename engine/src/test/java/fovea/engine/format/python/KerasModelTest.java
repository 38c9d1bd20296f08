package fovea.engine.format.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.RandomNetworks;
import fovea.engine.format.NetworkDocument;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.zoo.Zoo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasModelTest {

  /** Python's limit of calls within one another is 1,000; a notebook has used about a hundred. */
  private static final int FOLLOWED = 900;

  private static final Pattern FUNCTION = Pattern.compile(
      "def (steps_\\d+)\\(([^)]*)\\):\\n(.*?)    return \\[([^]]*)]", Pattern.DOTALL);

  private static final Pattern USE = Pattern.compile(
      "    \\[([^]]*)] = part\\(\"\\w+\", (\\w+), \\[([^]]*)]\\)");

  static Stream<Network> longOnes() {
    return Stream.of(1_000, 2_000).flatMap(length -> Stream.of(
        network(length, i -> "{'id': 'n%d', 'type': 'ReLU'}".formatted(i)),
        network(length, i -> i % 3 == 0
            ? "{'id': 'n%d', 'type': 'Conv2d', 'out_channels': 4, 'kernel_size': 3, 'padding': 1}"
                .formatted(i)
            : i % 3 == 1
                ? "{'id': 'n%d', 'type': 'BatchNorm2d'}".formatted(i)
                : "{'id': 'n%d', 'type': 'Add', 'inputs': ['n%d', 'n%d']}"
                    .formatted(i, i - 1, Math.max(0, i - 350))),
        network(length, i -> "{'id': 'n%d', 'type': 'AdaptiveAvgPool2d', 'output_size': %d}"
            .formatted(i, 5 + i % 2)),
        network(length, i -> ("{'id': 'n%d', 'type': 'ConvTranspose2d', 'out_channels': 4,"
            + " 'kernel_size': 3, 'padding': 2, 'dilation': 2}").formatted(i))));
  }

  private static Network network(int length, java.util.function.IntFunction<String> layer) {
    return NetworkDocument.parse(("{'input': [4, 6, 6], 'layers': ["
        + IntStream.range(0, length).mapToObj(layer).collect(Collectors.joining(",")) + "]}")
        .replace('\'', '"'));
  }

  @ParameterizedTest
  @MethodSource("longOnes")
  void aLongNetworkIsMadeOfPartsThatKerasCanFollow(Network network) {
    String file = KerasModel.of(NetworkReading.of(network), true);
    Map<String, MatchResult> functions = new HashMap<>();
    FUNCTION.matcher(file).results().forEach(found -> functions.put(found.group(1), found));
    assertTrue(functions.size() > 1, "parts");
    Set<String> known = new HashSet<>(Set.of("x", "picture"));
    int uses = 0;
    for (MatchResult use : USE.matcher(file).results().toList()) {
      MatchResult steps = Objects.requireNonNull(functions.get(use.group(2)), use.group(2));
      assertEquals(use.group(3), steps.group(2), "what it takes");
      assertEquals(use.group(1), steps.group(4), "what it gives");
      assertTrue(known.containsAll(List.of(use.group(3).split(", ", -1))), use.group());
      assertTrue(operations(steps.group(3)) < FOLLOWED, use.group(2));
      known.addAll(List.of(use.group(1).split(", ", -1)));
      uses++;
    }
    assertEquals(functions.size(), uses);
    assertTrue(uses < FOLLOWED);
  }

  /** As many as our own functions hold, counted generously. */
  private static long operations(String body) {
    return body.lines().filter(line -> line.contains(" = "))
        .mapToLong(line -> line.contains("adaptive(") || line.contains("spread(") ? 7 : 1).sum();
  }

  @Test
  void publishedNetworksStayOneModel() {
    for (Zoo.Entry entry : Zoo.entries()) {
      assertFalse(KerasModel.of(NetworkReading.of(Zoo.network(entry.name())), false)
          .contains("def part("), entry.name());
    }
  }

  /** Keras' own defaults, of Keras 3; what it has as we want it is not said again. */
  private static final List<String> DEFAULTS = List.of("strides=(1, 1)", "strides=1,", "strides=1)",
      "dilation_rate=1,", "groups=1,", "use_bias=True", "alpha=1.0", "interpolation=\"nearest\"",
      "epsilon=0.001,", "negative_slope=0.3,", "momentum=0.99,", "depth_multiplier=1,");

  @Test
  void whatKerasHasByDefaultIsSaidWhereItDiffersFromPyTorchOnly() {
    List<String> calls = RandomNetworks.legal(300)
        .flatMap(network -> KerasModel.of(NetworkReading.of(network), false).lines())
        .filter(line -> line.contains(" = layers.")).toList();
    for (String call : calls) {
      DEFAULTS.forEach(stated -> assertFalse(call.contains(stated)
          && !(stated.startsWith("strides") && call.contains("Pooling2D")), call));
      Stream.of("Max", "Average").filter(kind -> call.contains(kind + "Pooling2D(")).forEach(
          kind -> assertFalse(call.replaceAll(".*Pooling2D\\((.*), strides=\\1, name.*", "!")
              .equals("!"), call));
    }
    for (String[] needed : new String[][]{{"BatchNormalization(", "epsilon="},
      {"BatchNormalization(", "momentum=0.9,"}, {"LeakyReLU(", "negative_slope="}}) {
      List<String> such = calls.stream().filter(call -> call.contains(needed[0])).toList();
      assertFalse(such.isEmpty(), needed[0]);
      such.forEach(call -> assertTrue(call.contains(needed[1]), Arrays.toString(needed) + call));
    }
  }

  @Test
  void aModelHasBeenCalledSoThatKerasExportsIt() {
    String file = KerasModel.of(NetworkReading.of(Zoo.network("lenet5")), false);
    assertTrue(file.contains("    model(keras.Input(inputs.shape[1:]))"), file);
  }
}
