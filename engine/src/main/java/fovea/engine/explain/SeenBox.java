package fovea.engine.explain;

import fovea.engine.explain.Region.Patch;
import fovea.engine.explain.Region.Span;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Slide;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The box on the picture that one unit sees, walked back cell by cell through all branches; rows and
 * columns of the picture, all ends included. No pixel outside it can move the unit.
 *
 * @param pixels how many pixels of the box it hears: fewer than the box has where windows leave gaps
 * @param overhang how many cells the unit's window reaches past each border, into the padding
 */
public record SeenBox(
    int top, int left, int bottom, int right, long pixels, Overhang overhang) {

  /** Cells past the borders of the picture. */
  public record Overhang(long top, long left, long bottom, long right) {}

  /**
   * What the unit sees.
   *
   * @return empty for a unit that hears nothing of the picture, as transposed convolutions may have
   */
  public static Optional<SeenBox> of(NetworkReading network, Unit unit) {
    Maps picture = network.network().input();
    return Optional.ofNullable(walkBack(network, unit).get(Node.INPUT))
        .map(seen -> of(seen, picture.height(), picture.width()));
  }

  private static SeenBox of(Region seen, int height, int width) {
    BitSet rows = seen.heardRows();
    BitSet columns = seen.heardColumns();
    return new SeenBox(rows.nextSetBit(0), columns.nextSetBit(0), rows.length() - 1,
        columns.length() - 1, seen.cells(),
        new Overhang(
            Math.max(0, -seen.rows().first()),
            Math.max(0, -seen.columns().first()),
            Math.max(0, seen.rows().last() - height + 1),
            Math.max(0, seen.columns().last() - width + 1)));
  }

  /** What the unit hears of every layer before it and of the picture. */
  static Map<String, Region> walkBack(NetworkReading network, Unit unit) {
    Map<String, Region> heard = new HashMap<>(Map.of(unit.layer(), Region.of(unit)));
    for (LayerReading layer : network.layers().reversed()) {
      Region region = heard.get(layer.id());
      if (region != null) {
        for (int i = 0; i < layer.inputs().size(); i++) {
          Region before = before(layer, i, region);
          if (!before.isEmpty()) {
            heard.merge(layer.inputs().get(i), before, Region::with);
          }
        }
      }
    }
    return heard;
  }

  /** Which of a layer's i-th input a region of its output hears. */
  private static Region before(LayerReading layer, int i, Region out) {
    Shape from = layer.inputShapes().get(i);
    return switch (layer.node().layer()) {
      case Concat _ -> ofConcat(layer, i, out);
      case Add _, Multiply _ -> spread(from, out);
      case Flatten _ -> unflattened(from, out);
      case Linear _ -> all(from);
      case Softmax _ -> out.channels(0, from.dimensions().getFirst() - 1);
      case BatchNorm2d _, Dropout _, Activation _ -> out;
      case Windowed _, ConvTranspose2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Upsample _ ->
        channels(layer.node().layer(), ((Maps) from).channels(), slidBack(layer, out));
    };
  }

  private static Region all(Shape shape) {
    return switch (shape) {
      case Maps(int channels, int height, int width) ->
        Region.of(0, channels - 1, Span.all(height), Span.all(width));
      case Shape.Features(long count) -> Region.of(0, count - 1, Span.all(1), Span.all(1));
    };
  }

  private static Region spread(Shape from, Region out) {
    boolean single = from instanceof Maps maps && maps.height() == 1 && maps.width() == 1;
    return single
        ? Region.of(out.firstChannel(), out.lastChannel(), Span.all(1), Span.all(1))
        : out;
  }

  private static Region ofConcat(LayerReading layer, int i, Region out) {
    long first = 0;
    for (Shape earlier : layer.inputShapes().subList(0, i)) {
      first += earlier.dimensions().getFirst();
    }
    long channels = layer.inputShapes().get(i).dimensions().getFirst();
    return out.channels(
        Math.max(out.firstChannel() - first, 0), Math.min(out.lastChannel() - first, channels - 1));
  }

  /** A stretch of features is, laid back into maps, part of a row, of a map, or several maps. */
  private static Region unflattened(Shape from, Region out) {
    if (!(from instanceof Maps(int _, int height, int width))) {
      return out;
    }
    long pixels = (long) height * width;
    long first = out.firstChannel();
    long last = out.lastChannel();
    boolean oneMap = first / pixels == last / pixels;
    boolean oneRow = first / width == last / width;
    return Region.of(
        first / pixels,
        last / pixels,
        oneMap ? new Span(first % pixels / width, last % pixels / width) : Span.all(height),
        oneRow ? new Span(first % width, last % width) : Span.all(width));
  }

  private static Region channels(Layer layer, int inChannels, Region cells) {
    return switch (layer) {
      case Conv2d conv -> grouped(conv.groups(), conv.outChannels(), inChannels, cells);
      case ConvTranspose2d conv -> grouped(conv.groups(), conv.outChannels(), inChannels, cells);
      case LocallyConnected2d _ -> cells.channels(0, inChannels - 1);
      default -> cells;
    };
  }

  private static Region grouped(int groups, int outChannels, int inChannels, Region cells) {
    long outPerGroup = outChannels / groups;
    long inPerGroup = inChannels / groups;
    return cells.channels(
        cells.firstChannel() / outPerGroup * inPerGroup,
        (cells.lastChannel() / outPerGroup + 1) * inPerGroup - 1);
  }

  /** The cells that some cells of the output hear. */
  private static Region slidBack(LayerReading layer, Region out) {
    Hearing down = hearing(layer, Axis.HEIGHT);
    Hearing across = hearing(layer, Axis.WIDTH);
    List<Patch> patches = new ArrayList<>(out.patches().size());
    for (Patch patch : out.patches()) {
      Patch before = new Patch(down.cells(patch.rows()), across.cells(patch.columns()));
      if (!before.rows().isEmpty() && !before.columns().isEmpty()) {
        patches.add(before);
      }
    }
    return new Region(out.firstChannel(), out.lastChannel(), Region.apart(patches),
        down.span(out.rows()), across.span(out.columns()));
  }

  private static Hearing hearing(LayerReading layer, Axis axis) {
    Maps in = (Maps) layer.inputShape();
    Layer kind = layer.node().layer();
    return new Hearing(Slide.of(kind, in, (Maps) layer.output(), axis), in.along(axis),
        kind instanceof Conv2d conv ? conv.paddingMode() : PaddingMode.ZEROS,
        kind instanceof Upsample up && up.mode() == UpsampleMode.BILINEAR);
  }
}
