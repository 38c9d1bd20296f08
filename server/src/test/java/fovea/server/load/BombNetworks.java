package fovea.server.load;

import fovea.engine.network.LayerType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents of some kilobytes that ask for more than any machine has, or for the most that is allowed. */
final class BombNetworks {

  private static final int MOST_LAYERS = 2_000;
  private static final int MOST_INPUTS = 64;
  private static final int MOST = Integer.MAX_VALUE;

  private static final Map<String, String> NEEDED = Map.of(
      "Conv2d", "\"out_channels\": 3, \"kernel_size\": 3, \"padding\": 1",
      "ConvTranspose2d", "\"out_channels\": 3, \"kernel_size\": 3, \"padding\": 1",
      "LocallyConnected2d", "\"out_channels\": 3, \"kernel_size\": 3, \"padding\": 1",
      "MaxPool2d", "\"kernel_size\": 3, \"stride\": 1, \"padding\": 1",
      "AvgPool2d", "\"kernel_size\": 3, \"stride\": 1, \"padding\": 1",
      "AdaptiveAvgPool2d", "\"output_size\": 8", "AdaptiveMaxPool2d", "\"output_size\": 8",
      "Linear", "\"out_features\": 8", "Upsample", "\"scale_factor\": 1");

  private BombNetworks() {}

  /** All of them by what they are. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    for (LayerType type : LayerType.all()) {
      all.put(MOST_LAYERS + " " + type.name(), many(type));
    }
    String conv = "\"type\": \"Conv2d\", \"out_channels\": 3, \"kernel_size\": ";
    for (int limit : new int[]{MOST, MOST - 1, 0, -1, 65_536}) {
      all.put("stride " + limit, chain(60, _ -> conv + "1, \"stride\": " + limit));
      all.put("kernel " + limit, chain(60, _ -> conv + limit));
      all.put("padding " + limit, chain(60, _ -> conv + "1, \"padding\": " + limit));
      all.put("dilation " + limit, chain(60, _ -> conv + "3, \"dilation\": " + limit));
      all.put("channels " + limit, chain(60,
          _ -> "\"type\": \"Conv2d\", \"kernel_size\": 1, \"out_channels\": " + limit));
      all.put("groups " + limit, chain(60, _ -> conv + "1, \"groups\": " + limit));
      all.put("transposed " + limit, chain(60, _ -> "\"type\": \"ConvTranspose2d\", "
          + "\"out_channels\": 3, \"kernel_size\": 1, \"stride\": " + limit));
      all.put("upsampled " + limit, chain(60, _ -> "\"type\": \"Upsample\", \"scale_factor\": "
          + limit));
      all.put("output size " + limit, chain(60,
          _ -> "\"type\": \"AdaptiveAvgPool2d\", \"output_size\": " + limit));
      all.put("features " + limit, chain(60, i -> i == 0
          ? "\"type\": \"Flatten\""
          : "\"type\": \"Linear\", \"out_features\": " + limit));
      all.put("picture " + limit, document(List.of(3, limit, limit),
          layers(60, i -> conv + "3, \"padding\": " + i)));
    }
    all.put("999 Adds that do not fit", unfitting());
    all.put("layers of " + MOST_INPUTS + " inputs", merges("Concat", 30, MOST_INPUTS));
    all.put("layers of 20 inputs", merges("Multiply", 500, 20));
    all.put("2^1,000 paths", merges("Add", 1_000, 2));
    all.put("2^31 channels", merges("Concat", 40, 2));
    all.put("layers that read each other", document(List.of(3, 8, 8), IntStream
        .range(0, MOST_LAYERS).mapToObj(i -> "{\"id\": \"l%d\", \"type\": \"Add\", \"inputs\": "
            .formatted(i) + "[\"l" + (i + 1) % MOST_LAYERS + "\", \"l" + i + "\"]}")
        .toList()));
    all.put("layers of one id", document(List.of(3, 8, 8),
        Collections.nCopies(MOST_LAYERS, "{\"id\": \"a\", \"type\": \"ReLU\"}")));
    all.put("a picture of 2^93 numbers", document(List.of(MOST, MOST, MOST), layers(3, _ -> conv
        + "3")));
    all.put("10^5 × 10^5 pixels halved", document(List.of(1, 100_000, 100_000), layers(20,
        _ -> "\"type\": \"MaxPool2d\", \"kernel_size\": 2")));
    return all;
  }

  private static String many(LayerType type) {
    if (type.isMerge()) {
      return merges(type.name(), MOST_LAYERS - 1, 2);
    }
    String needed = NEEDED.getOrDefault(type.name(), "");
    return chain(MOST_LAYERS, i -> type.name().equals("Linear") && i == 0
        ? "\"type\": \"Flatten\""
        : "\"type\": \"" + type.name() + "\"" + (needed.isEmpty() ? "" : ", " + needed));
  }

  private static String chain(int count, IntFunction<String> layer) {
    return document(List.of(3, 8, 8), layers(count, layer));
  }

  private static List<String> layers(int count, IntFunction<String> layer) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\": \"l" + i + "\", " + layer.apply(i) + "}").toList();
  }

  /** Each layer reads the same one so many times, and the one before it once. */
  private static String merges(String type, int count, int inputs) {
    List<String> layers = new ArrayList<>(List.of("{\"id\": \"l0\", \"type\": \"ReLU\"}"));
    for (int i = 1; i <= count; i++) {
      layers.add("{\"id\": \"l%d\", \"type\": \"%s\", \"inputs\": [%s]}".formatted(i, type,
          String.join(", ", Collections.nCopies(inputs, "\"l" + (i - 1) + "\""))));
    }
    return document(List.of(1, 8, 8), layers);
  }

  private static String unfitting() {
    List<String> layers = new ArrayList<>(List.of(
        "{\"id\": \"l0\", \"type\": \"Conv2d\", \"out_channels\": 4, \"kernel_size\": 3}"));
    for (int i = 1; i < 1_000; i++) {
      layers.add("{\"id\": \"l%d\", \"type\": \"Add\", \"inputs\": [\"l%d\", \"input\"]}"
          .formatted(i, i - 1));
    }
    return document(List.of(3, 8, 8), layers);
  }

  private static String document(List<Integer> input, List<String> layers) {
    return "{\"input\": " + input + ", \"layers\": "
        + layers.stream().collect(Collectors.joining(",", "[", "]")) + "}";
  }
}
