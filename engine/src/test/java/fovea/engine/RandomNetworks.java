package fovea.engine;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Small legal networks of every kind of layer, the same for the same seed. Layers are proposed at
 * random from their schemas, so a new type takes part by itself, and kept if they are legal.
 */
public final class RandomNetworks {

  private static final int MOST_ELEMENTS = 20_000;
  private static final int PROPOSALS = 80;
  private static final List<LayerType> TYPES = List.copyOf(LayerType.all());

  private final Random random;
  private NetworkReading drawn;

  private RandomNetworks(long seed) {
    random = new Random(seed);
    Shape.Maps input = new Shape.Maps(between(1, 6), between(5, 24), between(5, 24));
    drawn = NetworkReading.of(new Network("random-" + seed, input, List.of()));
  }

  /** One network for each of the seeds 0 to count − 1. */
  public static Stream<Network> legal(int count) {
    return LongStream.range(0, count).mapToObj(RandomNetworks::legal);
  }

  /** The network of that seed: up to a dozen layers, some of them in branches. */
  public static Network legal(long seed) {
    return new RandomNetworks(seed).draw();
  }

  private Network draw() {
    int layers = between(1, 12);
    for (int proposal = 0; proposal < PROPOSALS && size() < layers; proposal++) {
      propose(next(), layers);
    }
    return drawn.network();
  }

  /** A Linear behind a Flatten, every other time; little else can follow there. */
  private LayerType next() {
    LayerType drawnType = TYPES.get(random.nextInt(TYPES.size()));
    boolean flat = size() > 0
        && drawn.network().nodes().getLast().layer() instanceof Layer.Flatten;
    return flat && random.nextBoolean()
        ? LayerType.named("Linear").orElseThrow()
        : drawnType;
  }

  private int size() {
    return drawn.network().nodes().size();
  }

  private void propose(LayerType type, int layers) {
    if (type.name().equals("Flatten") && size() < layers - 3) {
      return; // Little can follow on it.
    }
    List<String> inputs = type.isMerge() ? several() : random.nextInt(6) == 0 ? one() : List.of();
    List<Node> nodes = new ArrayList<>(drawn.network().nodes());
    nodes.add(new Node("n" + nodes.size(), inputs, layer(type)));
    NetworkReading longer = NetworkReading.of(drawn.network().with(nodes));
    if (longer.isLegal()
        && longer.layers().getLast().output().elements() <= MOST_ELEMENTS
        && longer.layers().getLast().cost().parameterCount().value() <= MOST_ELEMENTS) {
      drawn = longer;
    }
  }

  private List<String> one() {
    return List.of(ids().get(random.nextInt(size() + 1)));
  }

  /** The layer before and others that look as if they could be joined with it. */
  private List<String> several() {
    String last = ids().getLast();
    List<String> inputs = new ArrayList<>(List.of(last));
    for (String id : ids()) {
      if (random.nextInt(3) > 0 && alike(drawn.shapeOf(id), drawn.shapeOf(last))) {
        inputs.add(random.nextInt(inputs.size() + 1), id);
      }
    }
    return inputs;
  }

  private static boolean alike(Shape a, Shape b) {
    return a instanceof Shape.Maps(var _, int height, int width)
        && b instanceof Shape.Maps(var _, int otherHeight, int otherWidth)
        && ((height == otherHeight && width == otherWidth) || height * width == 1);
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>(List.of(Node.INPUT));
    drawn.network().nodes().forEach(node -> ids.add(node.id()));
    return ids;
  }

  private Layer layer(LayerType type) {
    Map<String, Object> values = new HashMap<>();
    for (LayerArgument argument : type.arguments()) {
      if (argument.isRequired() || random.nextBoolean()) {
        values.put(argument.name(), value(argument));
      }
    }
    return type.create(values);
  }

  private Object value(LayerArgument argument) {
    int least = (int) Math.max(argument.min(), 0);
    return switch (argument.kind()) {
      case INTEGER -> between(least, argument.isRequired() ? 8 : 3);
      case PAIR -> pair(least);
      case SIDES -> sides(least);
      case PADDING -> random.nextInt(3) == 0 ? "same" : pair(least);
      case NUMBER -> random.nextDouble() * Math.min(1, argument.max());
      case BOOLEAN -> random.nextBoolean();
      case CHOICE -> argument.choices().get(random.nextInt(argument.choices().size()));
    };
  }

  /** A side of three is one that is kept. */
  private Object sides(int least) {
    return pair(least) instanceof List<?> sides
        ? Arrays.asList(sides.stream().map(side -> side.equals(3) ? null : side).toArray())
        : between(least, 4);
  }

  private Object pair(int least) {
    return random.nextBoolean()
        ? between(least, 4)
        : List.of(between(least, 4), between(least, 4));
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
