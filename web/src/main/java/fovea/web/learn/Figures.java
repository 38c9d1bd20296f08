package fovea.web.learn;

import fovea.engine.exercise.Arithmetic;
import fovea.engine.explain.Connectivity;
import fovea.engine.explain.Connectivity.Wiring;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.zoo.Lessons;
import fovea.engine.zoo.Zoo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the course's texts call numbers by: {@code parameters(conv1)} of the network that lies there, or
 * {@code vgg16:parameters(features.0)} of another one. Each is a reading of the engine. Immutable.
 */
final class Figures implements Arithmetic.Names {

  private static final Map<String, NetworkReading> READ = new ConcurrentHashMap<>();

  private final NetworkReading reading;
  private final OptionalDouble unit;

  /** Of that network; {@code unit} is the value of the number that is looked at. */
  Figures(NetworkReading reading, OptionalDouble unit) {
    this.reading = reading;
    this.unit = unit;
  }

  /** Of texts that stand beside no network. */
  static Figures ofNamed() {
    return new Figures(read("tinyvgg"), OptionalDouble.empty());
  }

  /**
   * The network that the course has under that name.
   *
   * @throws NoSuchElementException if there is none
   */
  static Network network(String name) {
    return Lessons.names().contains(name) ? Lessons.network(name) : Zoo.network(name);
  }

  private static NetworkReading read(String name) {
    return READ.computeIfAbsent(name, _ -> NetworkReading.of(network(name)));
  }

  /**
   * One number.
   *
   * @throws NoSuchElementException if there is no such thing, or nothing is known of it: a layer behind
   *     a problem
   */
  @Override
  public BigDecimal value(String function, List<String> arguments) {
    int colon = function.indexOf(':');
    if (colon >= 0) {
      return new Figures(read(function.substring(0, colon)), OptionalDouble.empty())
          .value(function.substring(colon + 1), arguments);
    }
    if (function.equals("value")) {
      return BigDecimal.valueOf(unit.orElseThrow());
    }
    return new BigDecimal(arguments.isEmpty()
        ? ofNetwork(function)
        : arguments.getFirst().equals(Node.INPUT)
            ? ofShape(function, reading.network().input())
            : reading.layer(arguments.getFirst()).map(layer -> ofLayer(function, layer))
                .orElseGet(() -> ofUnread(function, arguments.getFirst())));
  }

  /** What is known of a layer that cannot be computed: its own arguments, and what it reads. */
  private String ofUnread(String function, String id) {
    Network network = reading.network();
    String input = network.inputsOf(network.indexOf(id)).getFirst();
    return switch (function) {
      case "kernel" -> argument(network.node(id).layer(), "kernel_size");
      case "stride", "padding", "dilation", "groups" ->
        argument(network.node(id).layer(), function);
      case "in_channels", "in_height", "in_width" -> ofShape(function.substring(3),
          input.equals(Node.INPUT)
              ? network.input()
              : reading.layer(input).orElseThrow().output());
      default -> throw new NoSuchElementException(function);
    };
  }

  private String ofNetwork(String function) {
    return switch (function) {
      case "layers" -> "" + reading.network().nodes().size();
      case "parameters" -> "" + reading.totals().parameters();
      case "macs" -> "" + reading.totals().macs();
      case "weights" -> "" + reading.layers().stream()
          .mapToLong(layer -> tensor(layer, "weight")).sum();
      case "unshared" -> sum(Connectivity::local);
      case "full" -> sum(Connectivity::full);
      case "conv_parameters" -> parameters(layer -> layer.node().layer() instanceof Conv2d);
      case "linear_parameters" -> parameters(layer -> layer.node().layer() instanceof Linear);
      default -> throw new NoSuchElementException(function);
    };
  }

  private String sum(Function<Connectivity, Wiring> wiring) {
    return reading.layers().stream().flatMap(layer -> Connectivity.of(layer).stream())
        .map(wiring).map(Wiring::weights).reduce(BigInteger.ZERO, BigInteger::add).toString();
  }

  private String parameters(Predicate<LayerReading> which) {
    return "" + reading.layers().stream().filter(which)
        .mapToLong(layer -> layer.cost().parameterCount().value()).sum();
  }

  private static String ofLayer(String function, LayerReading layer) {
    return switch (function) {
      case "parameters" -> "" + layer.cost().parameterCount().value();
      case "weights" -> "" + tensor(layer, "weight");
      case "biases" -> "" + tensor(layer, "bias");
      case "macs" -> "" + layer.cost().macs().value();
      case "terms" -> "" + tensor(layer, "weight") / side(layer.output(), 0);
      case "inputs" -> "" + layer.inputShape().elements();
      case "in_channels" -> "" + side(layer.inputShape(), 0);
      case "in_height" -> "" + side(layer.inputShape(), 1);
      case "in_width" -> "" + side(layer.inputShape(), 2);
      case "kernel" -> argument(layer.node().layer(), "kernel_size");
      case "stride", "padding", "dilation", "groups" ->
        argument(layer.node().layer(), function);
      case "field" -> layer.field().vertical().size().toString();
      case "jump" -> "" + layer.field().vertical().jump().toDouble();
      case "unshared" -> connectivity(layer).local().weights().toString();
      case "full" -> connectivity(layer).full().weights().toString();
      default -> ofShape(function, layer.output());
    };
  }

  private static Connectivity connectivity(LayerReading layer) {
    return Connectivity.of(layer).orElseThrow();
  }

  private static String ofShape(String function, Shape shape) {
    return switch (function) {
      case "values" -> "" + shape.elements();
      case "channels" -> "" + side(shape, 0);
      case "height" -> "" + side(shape, 1);
      case "width" -> "" + side(shape, 2);
      default -> throw new NoSuchElementException(function);
    };
  }

  private static long side(Shape shape, int dimension) {
    return shape.dimensions().get(dimension);
  }

  /** How many numbers a parameter of that name has; 0 if the layer has none. */
  private static long tensor(LayerReading layer, String name) {
    return layer.cost().parameters().stream()
        .filter(parameter -> parameter.name().equals(layer.id() + "." + name))
        .mapToLong(Parameter::elements).sum();
  }

  /** An argument as its layer has it; of a pair the rows'. */
  private static String argument(Layer layer, String name) {
    Object value = LayerType.of(layer).arguments().stream()
        .filter(argument -> argument.name().equals(name)).findFirst().orElseThrow().of(layer);
    return "" + switch (value) {
      case Pair(int height, int _) -> height;
      case Padding.Explicit(Pair(int height, int _)) -> height;
      default -> value;
    };
  }
}
