package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a layer widens what a unit sees. Where windows alone slide, it is as Araujo, Norris, Sim,
 * "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019, have it.
 */
final class ReceptiveFieldReading {

  private ReceptiveFieldReading() {}

  /**
   * What the inputs' units see; where several meet, what a unit sees that hears them all.
   *
   * @param shapes of the inputs
   * @param out what they are joined to, if there are several
   */
  static ReceptiveField before(List<ReceptiveField> fields, List<Shape> shapes, Shape out) {
    if (fields.size() == 1) {
      return fields.getFirst();
    }
    boolean seesAll = fields.stream().anyMatch(ReceptiveField::seesAll);
    boolean disagree = fields.stream().anyMatch(ReceptiveField::pathsDisagree);
    // A squeeze-and-excitation block must not swell the path that it weighs.
    List<ReceptiveField> sliding = new ArrayList<>();
    List<Shape> from = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).seesAll() || fields.stream().allMatch(ReceptiveField::seesAll)) {
        sliding.add(fields.get(i));
        from.add(shapes.get(i));
      }
    }
    List<Extent> vertical = paths(sliding, from, out, Axis.HEIGHT);
    List<Extent> horizontal = paths(sliding, from, out, Axis.WIDTH);
    return new ReceptiveField(meeting(vertical, out, Axis.HEIGHT),
        meeting(horizontal, out, Axis.WIDTH), seesAll,
        disagree || !Extent.areConcentric(vertical) || !Extent.areConcentric(horizontal));
  }

  private static List<Extent> paths(
      List<ReceptiveField> fields, List<Shape> shapes, Shape out, Axis axis) {
    List<Extent> paths = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Extent path = fields.get(i).along(axis);
      boolean isSpread = !fields.get(i).seesAll() && !shapes.get(i).equals(out)
          && shapes.get(i) instanceof Maps(int _, int height, int width) && height * width == 1
          && out instanceof Maps to && to.height() * (long) to.width() > 1;
      paths.add(isSpread ? path.spread(((Maps) out).along(axis)) : path);
    }
    return paths;
  }

  /** Features of several maps stand one behind the other: the largest path speaks for all. */
  private static Extent meeting(List<Extent> paths, Shape out, Axis axis) {
    return out instanceof Maps maps
        ? Extent.meeting(paths, maps.along(axis))
        : paths.stream().max(Comparator.comparing(Extent::size)).orElseThrow();
  }

  /** The field of a layer that is legal for this input. */
  static ReceptiveField of(Layer layer, ReceptiveField before, Shape in, Shape out) {
    if (layer instanceof Linear || (layer instanceof Softmax && out instanceof Shape.Features)) {
      return new ReceptiveField(before.vertical().still(), before.horizontal().still(), true,
          before.pathsDisagree());
    }
    if (isGlobal(layer)) {
      return new ReceptiveField(
          before.vertical(), before.horizontal(), true, before.pathsDisagree());
    }
    if (layer instanceof Layer.Merge || !(in instanceof Maps from) || !(out instanceof Maps to)) {
      return before;
    }
    Slide down = Slide.of(layer, from, to, Axis.HEIGHT);
    Slide across = Slide.of(layer, from, to, Axis.WIDTH);
    Extent vertical = before.vertical().through(down, to.height());
    boolean isSquare = before.vertical().isLike(before.horizontal()) && down.equals(across)
        && to.height() == to.width();
    return new ReceptiveField(vertical,
        isSquare ? vertical : before.horizontal().through(across, to.width()),
        before.seesAll(), before.pathsDisagree());
  }

  private static boolean isGlobal(Layer layer) {
    return switch (layer) {
      case AdaptiveAvgPool2d pool -> pool.outputSize().equals(OutputSize.of(1));
      case AdaptiveMaxPool2d pool -> pool.outputSize().equals(OutputSize.of(1));
      default -> false;
    };
  }
}
