package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import fovea.engine.reading.Problem.ShapesDisagree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Ways out on the paths to where inputs meet that do not match, rather than at the meeting itself. */
final class PathRepairs {

  /** Meetings of one network that are mended in one go. */
  private static final int MOST_MEETINGS = 8;

  /** A change of one argument of a layer. */
  private record Change(Node node, String argument, Object value) {
    Edit edit() {
      return new Edit.Replace(
          node.id(), node.with(LayerType.with(node.layer(), Map.of(argument, value))));
    }
  }

  private final Proposals on;

  PathRepairs(Proposals on) {
    this.on = on;
  }

  void mend(ShapesDisagree disagree) {
    outputPaddings(disagree);
    for (int i = 0; i < disagree.inputs().size(); i++) {
      for (int j = 0; j < disagree.inputs().size(); j++) {
        if (!disagree.shapes().get(i).equals(disagree.shapes().get(j))) {
          pad(disagree, i, j);
          outputs(disagree, i, j);
        }
      }
    }
    if (disagree.shapes().stream().allMatch(Maps.class::isInstance)) {
      for (Maps input : InputSizes.near(on.network)) {
        on.propose((input.elements() < on.network.input().elements()
            ? Way.SMALLER_PICTURE
            : Way.LARGER_PICTURE).with(input), new Edit.Resize(input));
      }
    }
  }

  /** The transposed convolutions give the missing cells, at this meeting and at those behind it. */
  private void outputPaddings(ShapesDisagree first) {
    List<Change> changes = new ArrayList<>();
    NetworkReading reading = on.reading;
    ShapesDisagree disagree = first;
    for (int i = 0; i < MOST_MEETINGS; i++) {
      List<Change> more = outputPadding(reading, disagree);
      if (more.isEmpty()) {
        break;
      }
      changes.addAll(more);
      reading = NetworkReading.of(more.getFirst().edit().applyTo(reading.network()));
      Problem next = reading.problems().isEmpty() ? null : reading.problems().getFirst();
      if (!(next instanceof ShapesDisagree another) || next.layer().equals(disagree.layer())) {
        break;
      }
      disagree = another;
    }
    propose(changes);
  }

  /** At most one change: of an input's transposed convolution, so that it is as large as another. */
  private static List<Change> outputPadding(NetworkReading reading, ShapesDisagree disagree) {
    for (int i = 0; i < disagree.inputs().size(); i++) {
      for (LayerReading layer : path(reading, disagree.inputs().get(i), Set.of())) {
        if (layer.node().layer() instanceof ConvTranspose2d conv
            && disagree.shapes().get(i) instanceof Maps have) {
          for (Shape other : disagree.shapes()) {
            if (other instanceof Maps wanted && !sameSize(have, wanted)) {
              Pair padding = new Pair(
                  conv.outputPadding().height() + wanted.height() - have.height(),
                  conv.outputPadding().width() + wanted.width() - have.width());
              Change change = new Change(layer.node(), "output_padding", padding);
              if (isKnownAfter(reading, change, disagree.layer())) {
                return List.of(change);
              }
            }
          }
        }
      }
    }
    return List.of();
  }

  private static boolean isKnownAfter(NetworkReading reading, Change change, String layer) {
    Network network = change.edit().applyTo(reading.network());
    List<Node> before = network.nodes().subList(0, network.indexOf(layer) + 1);
    return NetworkReading.of(network.with(before)).layer(layer).isPresent();
  }

  private static boolean sameSize(Maps a, Maps b) {
    return a.height() == b.height() && a.width() == b.width();
  }

  /** The convolutions on a path that shrank it keep the size instead. */
  private void pad(ShapesDisagree disagree, int smaller, int larger) {
    if (disagree.shapes().get(smaller) instanceof Maps small
        && disagree.shapes().get(larger) instanceof Maps large
        && small.height() <= large.height() && small.width() <= large.width()
        && !sameSize(small, large)) {
      Set<String> shared = path(on.reading, disagree.inputs().get(larger), Set.of()).stream()
          .map(LayerReading::id).collect(Collectors.toSet());
      List<Change> changes = new ArrayList<>();
      for (LayerReading layer : path(on.reading, disagree.inputs().get(smaller), shared)) {
        boolean shrinks = layer.node().layer() instanceof Windowed windowed
            && windowed.window().stride().equals(Pair.of(1))
            && !sameSize((Maps) layer.inputShape(), (Maps) layer.output());
        if (shrinks && (layer.node().layer() instanceof Conv2d
            || layer.node().layer() instanceof LocallyConnected2d)) {
          changes.add(new Change(layer.node(), "padding", new Padding.Same()));
        }
      }
      propose(changes.reversed());
    }
  }

  /** The nearest layer that decides how many maps or features a path has gives as many as another. */
  private void outputs(ShapesDisagree disagree, int index, int like) {
    String name = disagree.shapes().get(index) instanceof Maps ? "out_channels" : "out_features";
    long wanted = switch (disagree.shapes().get(like)) {
      case Maps maps -> maps.channels();
      case Features(long count) -> count;
    };
    if (on.node.layer() instanceof Concat || wanted > Integer.MAX_VALUE) {
      return;
    }
    Predicate<LayerReading> decides = layer -> LayerType.of(layer.node().layer()).arguments()
        .stream().anyMatch(argument -> argument.name().equals(name));
    path(on.reading, disagree.inputs().get(index), Set.of()).stream().filter(decides).findFirst()
        .ifPresent(layer -> propose(List.of(new Change(layer.node(), name, (int) wanted))));
  }

  /** From a layer back, the nearest first, to the picture, a meeting or one of those layers. */
  private static List<LayerReading> path(
      NetworkReading reading, String from, Set<String> until) {
    List<LayerReading> path = new ArrayList<>();
    Set<String> seen = new HashSet<>(until);
    LayerReading layer = reading.layer(from).orElse(null);
    while (layer != null && seen.add(layer.id()) && !(layer.node().layer() instanceof Merge)) {
      path.add(layer);
      layer = reading.layer(layer.inputs().getFirst()).orElse(null);
    }
    return path;
  }

  private void propose(List<Change> changes) {
    if (!changes.isEmpty()) {
      List<String> values = changes.stream().map(change -> Proposals.shown(change.value))
          .distinct().toList();
      on.propose(
          Way.SET_OF.with(changes.getFirst().argument,
              changes.stream().map(change -> change.node.id()).collect(Collectors.joining(", ")),
              values.size() == 1
                  ? values.getFirst()
                  : changes.stream().map(change -> Proposals.shown(change.value))
                      .collect(Collectors.joining(", "))),
          changes.size() == 1
              ? changes.getFirst().edit()
              : new Edit.Sequence(changes.stream().map(Change::edit).toList()));
    }
  }
}
