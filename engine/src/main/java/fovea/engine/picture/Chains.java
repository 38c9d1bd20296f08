package fovea.engine.picture;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Pair;
import fovea.engine.picture.Part.Group;
import fovea.engine.picture.Part.Kind;
import fovea.engine.picture.Part.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the groups that are plain chains, and the layers that belong to the branches beside them. */
final class Chains {

  private final Wiring wiring;

  Chains(Wiring wiring) {
    this.wiring = wiring;
  }

  static boolean isDepthwise(Layer layer) {
    return layer instanceof Conv2d conv && conv.groups() > 1
        && conv.groups() == conv.outChannels();
  }

  static boolean isPointwise(Layer layer) {
    return layer instanceof Conv2d conv && conv.kernelSize().equals(Pair.of(1))
        && conv.groups() == 1;
  }

  static boolean isPointwiseOrNorm(Layer layer) {
    return isPointwise(layer) || layer instanceof BatchNorm2d;
  }

  static boolean isGlobalPool(Layer layer) {
    return layer instanceof AdaptiveAvgPool2d pool && pool.outputSize().equals(OutputSize.of(1));
  }

  private static boolean isOrdinary3x3(Layer layer) {
    return layer instanceof Conv2d conv && conv.kernelSize().equals(Pair.of(3))
        && conv.stride().equals(Pair.of(1)) && conv.groups() == 1;
  }

  private static boolean isPool(Layer layer) {
    return layer instanceof MaxPool2d || layer instanceof AvgPool2d;
  }

  /** The same parts with those that form chains put together; what is inside of groups stays. */
  List<Part> of(List<Part> parts) {
    return vggStages(blocks(parts));
  }

  private List<Part> blocks(List<Part> parts) {
    List<Part> found = new ArrayList<>();
    int at = 0;
    while (at < parts.size()) {
      Match match = fire(parts, at).or(depthwise(parts, at)).or(residual(parts, at));
      found.add(match.length == 0 ? parts.get(at) : match.group);
      at += Math.max(1, match.length);
    }
    return found;
  }

  /** So many parts from a place on, and what they are; none: no match. */
  private record Match(int length, Group group) {

    static final Match NONE = new Match(0, new Group(Kind.BRANCHES, List.of()));

    Match or(Match other) {
      return length > 0 ? this : other;
    }
  }

  /** A residual block takes the activation behind its sum along. */
  private Match residual(List<Part> parts, int at) {
    boolean matches = at + 1 < parts.size()
        && parts.get(at) instanceof Group(Kind kind, var _) && kind == Kind.RESIDUAL_BLOCK
        && is(parts, at + 1, Activation.class::isInstance);
    return matches ? with((Group) parts.get(at), List.of(), parts.get(at + 1)) : Match.NONE;
  }

  private static Match with(Group group, List<Part> before, Part after) {
    List<Part> all = new ArrayList<>(before);
    all.addAll(group.parts());
    all.add(after);
    return new Match(before.size() + 2, new Group(group.kind(), all));
  }

  /** Pointwise, norm and activation in front of branches that are joined. */
  private Match fire(List<Part> parts, int at) {
    int next = convolution(parts, at, Chains::isPointwise);
    boolean matches = next > at && next < parts.size()
        && parts.get(next) instanceof Group(Kind kind, var _) && kind == Kind.INCEPTION_BLOCK;
    if (!matches) {
      return Match.NONE;
    }
    List<Part> all = new ArrayList<>(parts.subList(at, next));
    all.addAll(((Group) parts.get(next)).parts());
    return new Match(next + 1 - at, new Group(Kind.FIRE_BLOCK, all));
  }

  /** Depthwise, then pointwise; where it ends without activation it is an inverted residual. */
  private Match depthwise(List<Part> parts, int at) {
    int middle = convolution(parts, at, Chains::isPointwise);
    boolean expands = middle > at && is(parts, middle, Chains::isDepthwise);
    int next = convolution(parts, expands ? middle : at, Chains::isDepthwise);
    if (next == (expands ? middle : at)) {
      return Match.NONE;
    }
    if (next < parts.size() && parts.get(next) instanceof Group(Kind kind, var _)
        && kind == Kind.SQUEEZE_EXCITATION) {
      next++;
    }
    int end = convolution(parts, next, Chains::isPointwise);
    if (end == next) {
      return Match.NONE;
    }
    boolean isLinear = !is(parts, end - 1, Activation.class::isInstance);
    Kind kind = isLinear ? Kind.INVERTED_RESIDUAL : Kind.SEPARABLE_BLOCK;
    return new Match(end - at, new Group(kind, parts.subList(at, end)));
  }

  /** Where a convolution with its norm and activation ends; {@code at} if there is none. */
  private int convolution(List<Part> parts, int at, Predicate<Layer> wanted) {
    if (!is(parts, at, wanted)) {
      return at;
    }
    int end = at + 1;
    end += is(parts, end, BatchNorm2d.class::isInstance) ? 1 : 0;
    return end + (is(parts, end, Activation.class::isInstance) ? 1 : 0);
  }

  /** A run of stages counts if at least one of them has two convolutions. */
  private List<Part> vggStages(List<Part> parts) {
    List<Part> found = new ArrayList<>();
    List<Part> run = new ArrayList<>();
    int at = 0;
    while (at < parts.size()) {
      int pool = convolutions(parts, at);
      if (pool > at && is(parts, pool, Chains::isPool)) {
        run.add(new Group(Kind.VGG_STAGE, parts.subList(at, pool + 1)));
        at = pool + 1;
      } else {
        found.addAll(settled(run));
        run = new ArrayList<>();
        // None of these begins a stage either: all their convolutions end at the same place.
        int end = Math.max(pool, at + 1);
        found.addAll(parts.subList(at, end));
        at = end;
      }
    }
    found.addAll(settled(run));
    return found;
  }

  private List<Part> settled(List<Part> run) {
    boolean counts = run.stream().anyMatch(stage -> ((Group) stage).parts().stream()
        .filter(part -> isOrdinary3x3(wiring.layer(part.last()))).count() > 1);
    return counts
        ? run
        : run.stream().flatMap(stage -> ((Group) stage).parts().stream()).toList();
  }

  /** Where a run of ordinary convolutions ends; {@code at} if there is none. */
  private int convolutions(List<Part> parts, int at) {
    int next = at;
    int end = convolution(parts, next, Chains::isOrdinary3x3);
    while (end > next) {
      next = end;
      end = convolution(parts, next, Chains::isOrdinary3x3);
    }
    return next;
  }

  private boolean is(List<Part> parts, int at, Predicate<Layer> wanted) {
    return at < parts.size() && parts.get(at) instanceof Single(int place)
        && wanted.test(wiring.layer(place));
  }
}
