package fovea.engine.run;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws a layer, or a few one behind the other as runs join them, the same for the same seed. Every
 * argument is drawn by itself, and for each axis by itself: no kernel may take one axis for the other.
 * Layers are proposed from their schemas, so a new type takes part by itself, and kept if they are
 * legal.
 */
public final class RandomLayers {

  private static final int PROPOSALS = 40;

  /** What convolutions often are, beside those of which everything is drawn. */
  private enum Habit {
    POINTWISE, CLASSIC, DEPTHWISE, NONE
  }

  private static final List<LayerType> TYPES = List.copyOf(LayerType.all());

  /** What has more kernels than one, or is taken along by them, is drawn more often. */
  private static final List<String> FAVOURITES = List.of("Conv2d", "Conv2d", "Conv2d",
      "Conv2d", "Conv2d", "Conv2d", "ConvTranspose2d", "BatchNorm2d", "Add", "AvgPool2d",
      "MaxPool2d");

  private final RandomGenerator random;
  private final long most;
  private NetworkReading drawn;

  private RandomLayers(long seed) {
    random = new Random(seed);
    most = 1L << (oneIn(40) ? 23 : between(14, 22));
    Shape.Maps input = new Shape.Maps(channels(), side(), side());
    drawn = NetworkReading.of(new Network("draw " + seed, input, List.of()));
  }

  /** The network of that seed. */
  public static NetworkReading of(long seed) {
    return new RandomLayers(seed).draw();
  }

  private NetworkReading draw() {
    int layers = oneIn(3) ? 1 : between(2, 6);
    int proposals = 0;
    for (int kept = 0; kept == 0 || (kept < layers && proposals < PROPOSALS); proposals++) {
      kept += propose() ? 1 : 0;
    }
    return drawn;
  }

  /** Whether the layer was legal and small enough to be kept. */
  private boolean propose() {
    LayerType type = oneIn(3)
        ? TYPES.get(random.nextInt(TYPES.size()))
        : LayerType.named(FAVOURITES.get(random.nextInt(FAVOURITES.size()))).orElseThrow();
    String last = last();
    List<Node> nodes = new ArrayList<>(drawn.network().nodes());
    List<String> inputs = new ArrayList<>(List.of(last));
    for (int i = 0; type.isMerge() && (i == 0 || oneIn(5)); i++) {
      inputs.add(random.nextInt(inputs.size() + 1), beside(type, last, nodes));
    }
    nodes.add(new Node("n" + nodes.size(), inputs, layer(type, drawn.shapeOf(last))));
    NetworkReading longer = NetworkReading.of(drawn.network().with(nodes));
    if (!longer.isLegal() || longer.layers().stream()
        .anyMatch(layer -> layer.cost().macs().value() > most || layer.output().elements() > most
            || layer.cost().parameterCount().value() > most)) {
      return false;
    }
    drawn = longer;
    return true;
  }

  private String last() {
    List<Node> nodes = drawn.network().nodes();
    return nodes.isEmpty() ? Node.INPUT : nodes.getLast().id();
  }

  /** Another value that can be merged with the last one: an earlier one, or one made of the picture. */
  private String beside(LayerType type, String last, List<Node> nodes) {
    Shape shape = drawn.shapeOf(last);
    List<String> alike = new ArrayList<>(List.of(last));
    drawn.network().nodes().stream().map(Node::id)
        .filter(id -> drawn.shapeOf(id).equals(shape)).forEach(alike::add);
    if (oneIn(3)) {
      return alike.get(random.nextInt(alike.size()));
    }
    boolean spreads = !type.name().equals("Concat") && oneIn(4);
    int id = nodes.size();
    Pair size = shape instanceof Shape.Maps maps && !spreads
        ? new Pair(maps.height(), maps.width())
        : Pair.of(1);
    int out = type.name().equals("Concat")
        ? channels()
        : (int) (shape instanceof Shape.Maps maps
            ? maps.channels()
            : Math.min(shape.elements(), most));
    // In front of all others: a run joins the layers that it merges only with what is already there.
    nodes.add(0, new Node("p" + id, List.of(Node.INPUT), new Layer.AdaptiveAvgPool2d(
        new OutputSize(size.height(), size.width()))));
    nodes.add(1, new Node("c" + id, List.of("p" + id), layer("Conv2d", Map.of(
        "out_channels", out, "kernel_size", 1))));
    if (shape instanceof Shape.Features) {
      nodes.add(2, new Node("f" + id, List.of("c" + id), new Layer.Flatten()));
      return "f" + id;
    }
    return "c" + id;
  }

  private static Layer layer(String type, Map<String, ?> values) {
    return LayerType.named(type).orElseThrow().create(values);
  }

  private Layer layer(LayerType type, Shape in) {
    Map<String, Object> values = new HashMap<>();
    int channels = in instanceof Shape.Maps maps ? maps.channels() : 1;
    Habit habit = takes(type, "groups") ? Habit.values()[random.nextInt(4)] : Habit.NONE;
    int groups = switch (habit) {
      case POINTWISE, CLASSIC -> 1;
      case DEPTHWISE -> channels;
      case NONE -> oneIn(2) ? 1 : oneIn(2) ? channels : divisor(channels);
    };
    for (LayerArgument argument : type.arguments()) {
      values.put(argument.name(), switch (argument.name()) {
        case "groups" -> groups;
        case "out_channels" ->
          habit == Habit.DEPTHWISE ? channels : groups == 1 ? channels() : groups * between(1, 4);
        case "kernel_size" ->
          habit == Habit.POINTWISE ? 1 : habit == Habit.CLASSIC ? 3 : value(argument);
        case "stride" ->
          habit == Habit.POINTWISE || habit == Habit.CLASSIC ? 1 : value(argument);
        case "dilation" -> habit.compareTo(Habit.NONE) < 0 ? 1 : value(argument);
        case "padding" -> habit == Habit.POINTWISE ? 0 : value(argument);
        default -> value(argument);
      });
    }
    return type.create(values);
  }

  private static boolean takes(LayerType type, String argument) {
    return type.arguments().stream().anyMatch(other -> other.name().equals(argument));
  }

  private Object value(LayerArgument argument) {
    return switch (argument.kind()) {
      case INTEGER -> channels();
      case PAIR -> argument.name().equals("padding") && oneIn(3) ? 0 : pair(argument);
      case SIDES -> Arrays.asList(sideOrNone(argument), sideOrNone(argument));
      case PADDING -> oneIn(8) ? "same" : pair(argument);
      case NUMBER -> argument.max() <= 1 ? random.nextDouble() : random.nextGaussian();
      case BOOLEAN -> oneIn(2);
      case CHOICE -> argument.choices()
          .get(oneIn(2) ? 0 : random.nextInt(argument.choices().size()));
    };
  }

  private Object pair(LayerArgument argument) {
    return List.of(cells(argument), cells(argument));
  }

  /** PyTorch's None keeps an axis. */
  private @Nullable Integer sideOrNone(LayerArgument argument) {
    return oneIn(6) ? null : (Integer) cells(argument);
  }

  private int cells(LayerArgument argument) {
    return switch (argument.name()) {
      case "kernel_size" -> among(1, 1, 2, 3, 3, 3, 4, 5, between(4, 9), between(1, 30));
      case "stride" -> among(1, 1, 1, 1, 2, 2, 3, between(1, 9));
      case "dilation" -> among(1, 1, 1, 1, 2, between(1, 6));
      case "padding" -> among(0, 0, 0, 1, 1, 2, between(0, 9));
      case "output_padding" -> among(0, 0, 1, between(0, 4));
      case "output_size" -> among(1, between(1, 9), between(1, 30));
      default -> between((int) Math.max(argument.min(), 0), 4);
    };
  }

  private int channels() {
    return among(1, between(1, 9), between(1, 9), between(10, 40), between(10, 40),
        between(30, 140));
  }

  private int side() {
    return among(1, between(1, 9), between(1, 9), between(10, 24), between(10, 24),
        between(20, 70));
  }

  private int divisor(int of) {
    int divisor = between(1, of);
    while (of % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private int among(int... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
