package fovea.engine.picture;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.picture.Part.Group;
import fovea.engine.picture.Part.Kind;
import fovea.engine.picture.Part.Single;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the groups of a network by its wiring and its types of layers alone, never by their ids. The
 * basis are cuts: places in the list behind which nothing but the layer before the cut is still to be
 * read. Between two cuts lies either one layer, or branches that have parted and met again.
 */
public final class Grouping {

  private final Wiring wiring;

  private Grouping(Wiring wiring) {
    this.wiring = wiring;
  }

  /** The parts of a network in order; takes time linear in its wires for each level of nesting. */
  public static List<Part> of(NetworkReading reading) {
    Wiring wiring = new Wiring(reading.network());
    List<Part> parts = new Grouping(wiring).parts(0, wiring.count(), true);
    return new Stages(reading).of(new Chains(wiring).of(parts));
  }

  /** {@code entryCounts}: whether what is read of the layer before {@code from} keeps cuts away. */
  private List<Part> parts(int from, int to, boolean entryCounts) {
    List<Part> parts = new ArrayList<>();
    int start = from;
    int stillRead = entryCounts ? wiring.lastReader(from - 1) : Wiring.PICTURE;
    for (int i = from; i < to; i++) {
      if (stillRead <= i) {
        parts.add(start == i ? new Single(i) : region(start, i));
        start = i + 1;
      }
      stillRead = Math.max(stillRead, wiring.lastReader(i));
    }
    IntStream.range(start, to).mapToObj(Single::new).forEach(parts::add);
    return parts;
  }

  /** Branches that part behind the layer before {@code start} and meet in {@code end}. */
  private Group region(int start, int end) {
    Kind kind = kind(start, end);
    if (kind == Kind.DENSE_BLOCK) {
      return new Group(kind, denseLayers(start, end));
    }
    List<Part> parts = new ArrayList<>(parts(start, end, false));
    parts.add(new Single(end));
    return new Group(kind, parts);
  }

  private Kind kind(int start, int end) {
    int entry = start - 1;
    return switch (wiring.layer(end)) {
      case Add _ when hasShortcut(start, end) ->
        any(start, end, Chains::isDepthwise) ? Kind.INVERTED_RESIDUAL : Kind.RESIDUAL_BLOCK;
      case Multiply _ when wiring.reads(end, entry) && any(start, end, Chains::isGlobalPool) ->
        Kind.SQUEEZE_EXCITATION;
      case Concat _ when wiring.reads(end, entry) ->
        any(start, end, Concat.class::isInstance) ? Kind.DENSE_BLOCK : Kind.DENSE_LAYER;
      case Concat _ -> Kind.INCEPTION_BLOCK;
      case Layer _ -> Kind.BRANCHES;
    };
  }

  /** What came in arrives as it was, or through one convolution and its norm. */
  private boolean hasShortcut(int start, int end) {
    for (int source : wiring.sources(end)) {
      int at = source;
      for (int steps = 0; at >= start && steps < 2 && wiring.sources(at).length == 1
          && Chains.isPointwiseOrNorm(wiring.layer(at)); steps++) {
        at = wiring.sources(at)[0];
      }
      if (at == start - 1) {
        return true;
      }
    }
    return false;
  }

  private boolean any(int start, int end, java.util.function.Predicate<Layer> wanted) {
    return IntStream.range(start, end).mapToObj(wiring::layer).anyMatch(wanted);
  }

  /** Each ends with the joint that adds its maps to those before. */
  private List<Part> denseLayers(int start, int end) {
    List<Part> layers = new ArrayList<>();
    List<Part> open = new ArrayList<>();
    for (int i = start; i <= end; i++) {
      open.add(new Single(i));
      if (wiring.layer(i) instanceof Concat) {
        layers.add(open.size() == 1 ? open.getFirst() : new Group(Kind.DENSE_LAYER, open));
        open = new ArrayList<>();
      }
    }
    return layers;
  }
}
