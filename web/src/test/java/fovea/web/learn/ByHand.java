package fovea.web.learn;

import fovea.engine.exercise.Arithmetic;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * The course's figures worked out as with a pencil, from the layers' arguments alone: the readings of the
 * engine have no part in it. Squares only, as the course's networks have them.
 */
final class ByHand implements Arithmetic.Names {

  private final Network network;
  private final Map<String, Known> layers = new LinkedHashMap<>();

  /**
   * What is known of a layer.
   *
   * @param channels of its output; of features their number, with a side of 1
   * @param first the first pixel that its first unit sees, counted from the border
   * @param last the last one
   * @param jump from there to the next unit's
   */
  private record Known(
      long channels, long side, boolean isFlat, long first, long last, long jump, long weights,
      long biases, long macs, long inChannels, long inSide, long kernel) {

    long values() {
      return channels * side * side;
    }
  }

  ByHand(Network network) {
    this.network = network;
    layers.put(Node.INPUT, new Known(network.input().channels(), network.input().height(), false, 0,
        0, 1, 0, 0, 0, 0, 0, 0));
    for (int i = 0; i < network.nodes().size(); i++) {
      Node node = network.nodes().get(i);
      List<Known> inputs = network.inputsOf(i).stream().map(this::known).toList();
      layers.put(node.id(), after(node.layer(), inputs));
    }
  }

  private static Known after(Layer layer, List<Known> inputs) {
    Known in = inputs.getFirst();
    return switch (layer) {
      case Conv2d conv -> {
        long kernel = conv.kernelSize().height();
        Known slid = slid(conv, in);
        long weights = conv.outChannels() * (in.channels / conv.groups()) * kernel * kernel;
        yield new Known(conv.outChannels(), slid.side, false, slid.first, slid.last, slid.jump,
            weights, conv.bias() ? conv.outChannels() : 0, weights * slid.side * slid.side,
            in.channels, in.side, kernel);
      }
      case MaxPool2d pool -> slid(pool, in);
      case AvgPool2d pool -> slid(pool, in);
      case Linear linear -> new Known(linear.outFeatures(), 1, true, in.first, in.last, in.jump,
          linear.outFeatures() * in.channels, linear.bias() ? linear.outFeatures() : 0,
          linear.outFeatures() * in.channels, in.channels, 1, 0);
      case Flatten _ -> new Known(in.values(), 1, true, in.first, in.last, in.jump, 0, 0, 0,
          in.channels, in.side, 0);
      case AdaptiveAvgPool2d pool ->
        new Known(in.channels, Objects.requireNonNull(pool.outputSize().height()), false,
            in.first, in.last, in.jump, 0, 0, 0, in.channels, in.side, 0);
      case BatchNorm2d _ -> plain(in, in.channels, in.channels, in.channels);
      case Concat _ -> {
        Known widest = inputs.stream()
            .reduce((a, b) -> a.last - a.first >= b.last - b.first ? a : b)
            .orElseThrow();
        yield plain(widest, inputs.stream().mapToLong(Known::channels).sum(), 0, 0);
      }
      case Add _ -> plain(inputs.stream()
          .reduce((a, b) -> a.last - a.first >= b.last - b.first ? a : b).orElseThrow(),
          in.channels, 0, 0);
      case Layer _ -> plain(in, in.channels, 0, 0);
    };
  }

  private static Known plain(Known in, long channels, long weights, long biases) {
    return new Known(channels, in.side, in.isFlat, in.first, in.last, in.jump, weights, biases, 0,
        in.channels, in.side, 0);
  }

  private record Slide(long kernel, long stride, long padding) {}

  private static Slide slide(Windowed layer) {
    return switch (layer) {
      case Conv2d conv -> new Slide(conv.kernelSize().height(), conv.stride().height(),
          conv.padding() instanceof Padding.Explicit explicit ? explicit.cells().height() : 0);
      case MaxPool2d pool -> new Slide(pool.kernelSize().height(), pool.stride().height(),
          pool.padding().height());
      case AvgPool2d pool -> new Slide(pool.kernelSize().height(), pool.stride().height(),
          pool.padding().height());
      case Windowed other -> throw new NoSuchElementException(other.toString());
    };
  }

  /** By trying each place of the window in turn, from the first that touches the padding. */
  private static Known slid(Windowed layer, Known in) {
    Slide slide = slide(layer);
    long kernel = slide.kernel;
    long stride = slide.stride;
    long padding = slide.padding;
    long places = 0;
    for (long at = -padding; at + kernel <= in.side + padding; at += stride) {
      places++;
    }
    long first = in.first - padding * in.jump;
    return new Known(in.channels, places, false, first,
        in.last - padding * in.jump + (kernel - 1) * in.jump, in.jump * stride, 0, 0, 0,
        in.channels, in.side, kernel);
  }

  @Override
  public BigDecimal value(String function, List<String> arguments) {
    int colon = function.indexOf(':');
    if (colon >= 0) {
      return new ByHand(Figures.network(function.substring(0, colon)))
          .value(function.substring(colon + 1), arguments);
    }
    return arguments.isEmpty()
        ? BigDecimal.valueOf(ofNetwork(function))
        : ofLayer(function, network.indexOf(arguments.getFirst()),
            known(arguments.getFirst()));
  }

  private Known known(String layer) {
    return Objects.requireNonNull(layers.get(layer), layer);
  }

  private long ofNetwork(String function) {
    long sum = 0;
    for (Node node : network.nodes()) {
      Known known = known(node.id());
      boolean isConv = node.layer() instanceof Conv2d;
      sum += switch (function) {
        case "layers" -> 1;
        case "parameters" -> known.weights + known.biases;
        case "weights" -> known.weights;
        case "macs" -> known.macs;
        case "unshared" -> isConv ? unshared(known) : 0;
        case "full" -> isConv ? full(known) : 0;
        case "conv_parameters" -> isConv ? known.weights + known.biases : 0;
        case "linear_parameters" -> node.layer() instanceof Linear
            ? known.weights + known.biases
            : 0;
        default -> throw new NoSuchElementException(function);
      };
    }
    return sum;
  }

  private static long unshared(Known known) {
    return known.side * known.side * known.weights;
  }

  private static long full(Known known) {
    return Math.multiplyExact(known.values(), known.inChannels * known.inSide * known.inSide);
  }

  private BigDecimal ofLayer(String function, int index, Known known) {
    Map<String, Long> numbers = new HashMap<>(Map.of("channels", known.channels,
        "height", known.side, "width", known.side, "values", known.values(),
        "parameters", known.weights + known.biases, "weights", known.weights,
        "biases", known.biases, "macs", known.macs, "field", known.last - known.first + 1,
        "jump", known.jump));
    numbers.putAll(Map.of("in_channels", known.inChannels, "in_height", known.inSide,
        "in_width", known.inSide, "inputs", known.inChannels * known.inSide * known.inSide,
        "kernel", known.kernel));
    if (known.weights > 0) {
      numbers.put("terms", known.weights / known.channels);
      numbers.put("unshared", unshared(known));
      numbers.put("full", full(known));
    }
    if (index >= 0 && network.nodes().get(index).layer() instanceof Windowed windowed) {
      numbers.put("stride", slide(windowed).stride);
      numbers.put("padding", slide(windowed).padding);
    }
    Long number = numbers.get(function);
    if (number == null) {
      throw new NoSuchElementException(function);
    }
    return BigDecimal.valueOf(number);
  }
}
