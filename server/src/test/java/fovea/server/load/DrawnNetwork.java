package fovea.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.picture.PictureFiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A small network of chance and a picture for it, the same for the same number. Its last layer bears the
 * number, so that nobody else's values can be taken for its own. Immutable.
 */
final class DrawnNetwork {

  private static final int MOST_LAYERS = 7;
  private static final List<String> ACTIVATIONS = List.of(
      "ReLU", "Tanh", "Sigmoid", "LeakyReLU", "ReLU6");

  private final int number;
  private final int width;
  private final int height;
  private final NetworkReading reading;

  /** The network of that number, whose last layer has at most so many maps. */
  DrawnNetwork(int number, int mostMaps) {
    Random random = new Random(number);
    this.number = number;
    this.width = random.nextInt(8, 25);
    this.height = random.nextInt(8, 25);
    NetworkReading drawn = NetworkReading.of(new Network(
        "draw " + number, new Shape.Maps(3, height, width), List.of()));
    int layers = random.nextInt(2, MOST_LAYERS + 1);
    while (drawn.network().nodes().size() < layers) {
      drawn = drawn(drawn, random, "n" + drawn.network().nodes().size());
    }
    this.reading = with(drawn, last(), inputOf(drawn), "Conv2d",
        Map.of("out_channels", random.nextInt(1, mostMaps + 1), "kernel_size", 1));
  }

  /** One more layer, or the same network if it would not be legal. */
  private static NetworkReading drawn(NetworkReading network, Random random, String id) {
    String last = inputOf(network);
    int kernel = random.nextInt(1, 5);
    NetworkReading longer = switch (random.nextInt(7)) {
      case 0, 1 -> with(network, id, last, "Conv2d", Map.of("out_channels", random.nextInt(1, 25),
          "kernel_size", List.of(kernel, random.nextInt(1, 4)), "stride", random.nextInt(1, 3),
          "padding", random.nextInt(0, 2), "dilation", random.nextInt(1, 3)));
      case 2 -> with(network, id, last, ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size())),
          Map.of());
      case 3 -> with(network, id, last, "MaxPool2d", Map.of("kernel_size", kernel, "stride", 1));
      case 4 -> with(network, id, last, "AvgPool2d", Map.of("kernel_size", 2));
      case 5 -> with(network, id, last, "BatchNorm2d", Map.of());
      default -> merged(network, random, id);
    };
    return longer.isLegal() ? longer : network;
  }

  private static NetworkReading merged(NetworkReading network, Random random, String id) {
    List<Node> nodes = network.network().nodes();
    String other = nodes.isEmpty() ? Node.INPUT : nodes.get(random.nextInt(nodes.size())).id();
    return with(network, new Node(id, List.of(inputOf(network), other),
        LayerType.named(random.nextBoolean() ? "Add" : "Concat").orElseThrow().create(Map.of())));
  }

  private static NetworkReading with(
      NetworkReading network, String id, String input, String type, Map<String, ?> values) {
    return with(network, new Node(id, List.of(input),
        LayerType.named(type).orElseThrow().create(values)));
  }

  private static NetworkReading with(NetworkReading network, Node node) {
    List<Node> nodes = new ArrayList<>(network.network().nodes());
    nodes.add(node);
    return NetworkReading.of(network.network().with(nodes));
  }

  private static String inputOf(NetworkReading network) {
    List<Node> nodes = network.network().nodes();
    return nodes.isEmpty() ? Node.INPUT : nodes.getLast().id();
  }

  int number() {
    return number;
  }

  /** The layer whose values are wanted. */
  String last() {
    return "last" + number;
  }

  String document() {
    return NetworkDocument.write(reading.network());
  }

  byte[] documentBytes() {
    return document().getBytes(UTF_8);
  }

  /** As large as the network sees it, so that it is seen as it is. */
  byte[] picture() {
    Random random = new Random(~number);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return PictureFiles.file("png", image);
  }

  private Tensor input() {
    Random random = new Random(~number);
    int size = width * height;
    float[] values = new float[3 * size];
    for (int at = 0; at < size; at++) {
      int colour = random.nextInt(1 << 24);
      for (int c = 0; c < 3; c++) {
        values[c * size + at] = ((colour >> (16 - 8 * c)) & 0xFF) / 255f;
      }
    }
    return Tensor.of(values, 3, height, width);
  }

  /** The values of the last layer, with the weights of that seed. */
  Tensor values(Inference inference, long seed) {
    return inference.run(reading, Weights.seeded(seed), input(), Set.of(last()), (_, _, _) -> {},
        new Cancellation()).tensor(last());
  }
}
