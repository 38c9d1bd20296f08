package fovea.engine.repair;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sizes of a picture nearest to the one there is at which all maps that meet agree. */
final class InputSizes {

  /** So far a size is looked for: networks halve a picture five times, seldom six. */
  private static final int FURTHEST = 64;

  /** Trying a size takes a reading: of a long network only the nearest are tried, or none. */
  private static final int MOST_LAYERS = 10_000;

  private InputSizes() {}

  /** A smaller picture and a larger one, as far as there are any; each axis is taken by itself. */
  static List<Maps> near(Network network) {
    Maps input = network.input();
    List<Maps> sizes = new ArrayList<>();
    int tries = Math.min(FURTHEST, MOST_LAYERS / (4 * network.nodes().size()));
    if (tries < 4) {
      return sizes;
    }
    Network tall = along(network, Axis.HEIGHT);
    Network wide = along(network, Axis.WIDTH);
    for (int step : new int[]{-1, 1}) {
      int height = nearest(tall, input.height(), step, tries);
      int width = nearest(wide, input.width(), step, tries);
      if (height > 0 && width > 0) {
        sizes.add(new Maps(input.channels(), height, width));
      }
    }
    return sizes;
  }

  /** The first size in that direction that fits; 0 if none near does. */
  private static int nearest(Network along, int size, int step, int tries) {
    for (int tried = 0; tried <= tries; tried++) {
      int candidate = size + step * tried;
      if (candidate > 0 && fits(along, candidate)) {
        return candidate;
      }
    }
    return 0;
  }

  private static boolean fits(Network along, int size) {
    NetworkReading reading = NetworkReading.of(new Network(
        along.name(), new Maps(along.input().channels(), size, size), along.nodes()));
    return reading.problems().stream().noneMatch(problem -> switch (problem) {
      case Problem.ShapesDisagree disagree -> disagree.shapes().stream()
          .map(shape -> shape instanceof Maps maps ? maps.height() : -1).distinct().count() > 1;
      case Problem.DoesNotFit _, Problem.TooMuchPadding _ -> true;
      case Problem.IllegalArgument _, Problem.WrongRank _, Problem.NotDivisible _, Problem.BadWiring _, Problem.TooLarge _ ->
        false;
    });
  }

  /** The network as it is along one axis, for both: so an axis can be looked at without the other. */
  private static Network along(Network network, Axis axis) {
    return network.with(network.nodes().stream()
        .map(node -> node.with(along(node.layer(), axis))).toList());
  }

  private static Layer along(Layer layer, Axis axis) {
    Map<String, Object> even = new HashMap<>();
    for (LayerArgument argument : LayerType.of(layer).arguments()) {
      switch (argument.of(layer)) {
        case Pair pair -> even.put(argument.name(), Pair.of(pair.along(axis)));
        case Padding.Explicit(Pair cells) ->
          even.put(argument.name(), Padding.of(cells.along(axis)));
        case OutputSize size ->
          even.put(argument.name(), new OutputSize(size.along(axis), size.along(axis)));
        default -> {
          // Not of an axis.
        }
      }
    }
    return even.isEmpty() ? layer : LayerType.with(layer, even);
  }
}
