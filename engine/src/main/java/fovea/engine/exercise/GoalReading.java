package fovea.engine.exercise;

import fovea.engine.exercise.Goal.Progress;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What a network has of a goal. */
record GoalReading(NetworkReading start, NetworkReading network, Optional<Outcome> outcome) {

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  Progress of(Goal goal) {
    return switch (goal) {
      case Goal.Legal _ -> progress(goal, network.isLegal(), numbers(network.problems().size()),
          numbers(0));
      case Goal.InputIs(Maps shape) -> same(goal, dimensions(network.network().input()), shape);
      case Goal.OutputIs(Shape shape) ->
        same(goal, output().map(GoalReading::dimensions).orElse(List.of()), shape);
      case Goal.ParametersBelow(long bound) ->
        progress(goal, parameters() < bound, numbers(parameters()), numbers(bound));
      case Goal.ParametersAtMostShare(int percent) -> {
        BigInteger most = BigInteger.valueOf(start.totals().parameters())
            .multiply(BigInteger.valueOf(percent)).divide(HUNDRED);
        boolean isMet = BigInteger.valueOf(parameters()).compareTo(most) <= 0;
        yield progress(goal, isMet, numbers(parameters()), List.of(most));
      }
      case Goal.FieldAtLeast(int rows, int columns) -> field(goal, rows, columns,
          (seen, wanted) -> seen.compareTo(wanted) >= 0);
      case Goal.FieldIs(int rows, int columns) -> field(goal, rows, columns, BigInteger::equals);
      case Goal.MacsSaved(long atLeast) -> {
        long saved = start.totals().macs() - network.totals().macs();
        yield progress(goal, saved >= atLeast, numbers(saved), numbers(atLeast));
      }
      case Goal.MacsBelow(long bound) -> progress(goal, network.totals().macs() < bound,
          numbers(network.totals().macs()), numbers(bound));
      case Goal.DepthwiseSeparable(int atLeast) -> {
        long pairs = network.layers().stream().filter(this::isReadAcross).count();
        yield progress(goal, pairs >= atLeast, numbers(pairs), numbers(atLeast));
      }
      case Goal.LargestIs(long place, String picture) -> {
        List<BigInteger> now = outcome.filter(run -> run.picture().equals(picture))
            .map(Outcome::largest).filter(largest -> largest >= 0)
            .map(largest -> numbers(largest)).orElse(List.of());
        yield progress(goal, now.equals(numbers(place)), now, numbers(place));
      }
    };
  }

  private Progress progress(
      Goal goal, boolean isMet, List<BigInteger> now, List<BigInteger> wanted) {
    return new Progress(goal, isMet && network.isLegal(), now, wanted);
  }

  private Progress same(Goal goal, List<BigInteger> now, Shape wanted) {
    return progress(goal, now.equals(dimensions(wanted)), now, dimensions(wanted));
  }

  private long parameters() {
    return network.totals().parameters();
  }

  /** What the last layer gives, or the picture if there is none; empty if it cannot be computed. */
  private Optional<Shape> output() {
    Network read = network.network();
    return read.nodes().isEmpty()
        ? Optional.of(read.input())
        : last().map(LayerReading::output);
  }

  private Optional<LayerReading> last() {
    Network read = network.network();
    return network.layer(read.before(read.nodes().size()));
  }

  /** Both what sees least and what sees most must do, so that it holds for every unit. */
  private Progress field(
      Goal goal, int rows, int columns, BiPredicate<BigInteger, BigInteger> isEnough) {
    List<BigInteger> wanted = numbers(rows, columns);
    List<BigInteger> least = seen(layer -> axis -> layer.field().along(axis).smallest());
    List<BigInteger> most = seen(layer -> axis -> layer.field().along(axis).size());
    boolean isMet = least.size() == 2;
    for (int i = 0; i < least.size(); i++) {
      isMet &= isEnough.test(least.get(i), wanted.get(i))
          && isEnough.test(most.get(i), wanted.get(i));
    }
    return progress(goal, isMet, least, wanted);
  }

  private List<BigInteger> seen(Function<LayerReading, Function<Axis, BigInteger>> size) {
    return network.network().nodes().isEmpty()
        ? numbers(1, 1)
        : last().map(layer -> Arrays.stream(Axis.values()).map(size.apply(layer)).toList())
            .orElse(List.of());
  }

  /** A depthwise convolution that a 1 × 1 convolution reads, activations and the like in between. */
  private boolean isReadAcross(LayerReading layer) {
    return layer.node().layer() instanceof Conv2d conv
        && conv.groups() > 1 && conv.groups() == ((Maps) layer.inputShape()).channels()
        && !conv.kernelSize().equals(Pair.of(1))
        && network.layers().stream().anyMatch(reader -> isAcross(reader)
            && sourceOf(reader).equals(layer.id()));
  }

  private static boolean isAcross(LayerReading layer) {
    return layer.node().layer() instanceof Conv2d conv && conv.groups() == 1
        && conv.kernelSize().equals(Pair.of(1));
  }

  /** What a layer reads, those left out that change no map's neighbours. */
  private String sourceOf(LayerReading reader) {
    String source = reader.inputs().getFirst();
    while (!source.equals(Node.INPUT) && isBetween(source)) {
      source = network.layer(source).orElseThrow().inputs().getFirst();
    }
    return source;
  }

  private boolean isBetween(String id) {
    Layer layer = network.network().node(id).layer();
    return layer instanceof Layer.Activation || layer instanceof BatchNorm2d
        || layer instanceof Dropout;
  }

  private static List<BigInteger> dimensions(Shape shape) {
    return shape.dimensions().stream().map(BigInteger::valueOf).toList();
  }

  private static List<BigInteger> numbers(long... numbers) {
    return Arrays.stream(numbers).mapToObj(BigInteger::valueOf).toList();
  }
}
