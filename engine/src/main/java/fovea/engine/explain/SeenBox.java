package fovea.engine.explain;

import fovea.engine.explain.Region.Span;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Node;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The box on the picture that one unit sees, walked back through all branches; rows and columns of
 * the picture, all ends included. No pixel outside it can move the unit.
 *
 * @param overhang how many cells the unit's window reaches past each border, into the padding
 */
public record SeenBox(int top, int left, int bottom, int right, Overhang overhang) {

  /** Cells past the borders of the picture. */
  public record Overhang(long top, long left, long bottom, long right) {}

  /**
   * What the unit sees.
   *
   * @return empty for a unit that hears nothing of the picture, as transposed convolutions may have
   */
  public static Optional<SeenBox> of(NetworkReading network, Unit unit) {
    Region clipped = walkBack(network, unit, true).get(Node.INPUT);
    if (clipped == null || clipped.isEmpty()) {
      return Optional.empty();
    }
    Region whole = walkBack(network, unit, false).get(Node.INPUT);
    Maps picture = network.network().input();
    Overhang overhang = whole == null
        ? new Overhang(0, 0, 0, 0)
        : new Overhang(
            Math.max(0, -whole.top()),
            Math.max(0, -whole.left()),
            Math.max(0, whole.bottom() - picture.height() + 1),
            Math.max(0, whole.right() - picture.width() + 1));
    return Optional.of(
        new SeenBox(
            (int) clipped.top(),
            (int) clipped.left(),
            (int) clipped.bottom(),
            (int) clipped.right(),
            overhang));
  }

  /**
   * What the unit hears of every layer before it and of the picture; with or without what lies in some
   * layer's padding.
   */
  static Map<String, Region> walkBack(
      NetworkReading network, Unit unit, boolean clip) {
    Map<String, Region> seen = new HashMap<>(Map.of(unit.layer(), Region.of(unit)));
    for (LayerReading layer : network.layers().reversed()) {
      Region region = seen.get(layer.id());
      if (region != null && !region.isEmpty()) {
        for (int i = 0; i < layer.inputs().size(); i++) {
          Region before = before(layer, i, region, clip);
          if (!before.isEmpty()) {
            seen.merge(layer.inputs().get(i), before, Region::with);
          }
        }
      }
    }
    return seen;
  }

  /** Which of a layer's i-th input a region of its output hears. */
  private static Region before(LayerReading layer, int i, Region out, boolean clip) {
    Shape from = layer.inputShapes().get(i);
    return switch (layer.node().layer()) {
      case Concat _ -> ofConcat(layer, i, out);
      case Add _, Multiply _ -> spread(from, out);
      case Flatten _ -> unflattened(from, out);
      case Linear _ -> all(from);
      case Softmax _ -> out.channels(0, from.dimensions().getFirst() - 1);
      case BatchNorm2d _, Dropout _, Activation _ -> out;
      case Windowed _, ConvTranspose2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Upsample _ -> {
        Maps maps = (Maps) from;
        Region cells = out.cells(
            cells(layer, Axis.HEIGHT, out.rows(), clip),
            cells(layer, Axis.WIDTH, out.columns(), clip));
        yield channels(layer.node().layer(), maps.channels(), cells);
      }
    };
  }

  private static Region all(Shape shape) {
    return switch (shape) {
      case Maps(int channels, int height, int width) ->
        new Region(0, channels - 1, 0, height - 1, 0, width - 1);
      case Shape.Features(long count) -> new Region(0, count - 1, 0, 0, 0, 0);
    };
  }

  private static Region spread(Shape from, Region out) {
    boolean single = from instanceof Maps maps && maps.height() == 1 && maps.width() == 1;
    return single ? out.cells(Span.all(1), Span.all(1)) : out;
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
    return new Region(
        first / pixels,
        last / pixels,
        oneMap ? first % pixels / width : 0,
        oneMap ? last % pixels / width : height - 1L,
        oneRow ? first % width : 0,
        oneRow ? last % width : width - 1L);
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

  private static Span cells(LayerReading layer, Axis axis, Span out, boolean clip) {
    int length = ((Maps) layer.inputShape()).along(axis);
    long parts = ((Maps) layer.output()).along(axis);
    return switch (layer.node().layer()) {
      case Conv2d conv -> padded(conv.window(), conv.paddingMode(), axis, out, length, clip);
      case Windowed windowed ->
        padded(windowed.window(), PaddingMode.ZEROS, axis, out, length, clip);
      case ConvTranspose2d conv -> {
        Span whole = painters(conv, axis, out);
        yield clip ? whole.within(length) : whole;
      }
      case Upsample up -> {
        long scale = up.scaleFactor().along(axis);
        boolean mixes = up.mode() == UpsampleMode.BILINEAR && scale > 1;
        // Bilinear: the two cells around (o + ½) / scale − ½.
        Span whole = mixes
            ? new Span(
                Math.floorDiv(2 * out.first() + 1 - scale, 2 * scale),
                Math.ceilDiv(2 * out.last() + 1 - scale, 2 * scale))
            : new Span(Math.floorDiv(out.first(), scale), Math.floorDiv(out.last(), scale));
        yield mixes || clip ? whole.within(length) : whole;
      }
      case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ ->
        new Span(
            Math.floorDiv(out.first() * length, parts),
            Math.ceilDiv((out.last() + 1) * length, parts) - 1);
      case Merge _, Flatten _, Linear _, Softmax _, BatchNorm2d _, Dropout _, Activation _ -> out;
    };
  }

  private static Span padded(
      Window window, PaddingMode mode, Axis axis, Span out, int length, boolean clip) {
    if (clip) {
      return mode == PaddingMode.ZEROS
          ? tapsInside(window, axis, out, length)
          : tapsMirrored(window, mode, axis, out, length);
    }
    long before = window.before().along(axis);
    long stride = window.stride().along(axis);
    return new Span(
        out.first() * stride - before, out.last() * stride - before + window.reach(axis));
  }

  /** Where the padding repeats cells of the input, a tap out there sees the cell that it repeats. */
  private static Span tapsMirrored(
      Window window, PaddingMode mode, Axis axis, Span out, int length) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long o = out.first(); o <= out.last(); o++) {
      for (long tap = 0; tap < window.kernel().along(axis); tap++) {
        long place = o * window.stride().along(axis)
            + tap * window.dilation().along(axis)
            - window.before().along(axis);
        long cell = Padded.cell(place, length, mode);
        first = Math.min(first, cell);
        last = Math.max(last, cell);
      }
    }
    return new Span(first, last);
  }

  /** With dilation the outermost cell inside may be no tap; only taps see. */
  private static Span tapsInside(Window window, Axis axis, Span out, int length) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long dilation = window.dilation().along(axis);
    for (long o = out.first(); o <= out.last(); o++) {
      long corner = o * window.stride().along(axis) - window.before().along(axis);
      long firstTap = Math.max(0, Math.ceilDiv(-corner, dilation));
      long lastTap = Math.min(window.kernel().along(axis) - 1L,
          Math.floorDiv(length - 1 - corner, dilation));
      if (firstTap <= lastTap) {
        first = Math.min(first, corner + firstTap * dilation);
        last = Math.max(last, corner + lastTap * dilation);
      }
    }
    return first > last ? new Span(0, -1) : new Span(first, last);
  }

  /** Input i paints output {@code i · stride + tap · dilation − padding}. */
  private static Span painters(ConvTranspose2d conv, Axis axis, Span out) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long stride = conv.stride().along(axis);
    for (long o = out.first(); o <= out.last(); o++) {
      for (long tap = 0; tap < conv.kernelSize().along(axis); tap++) {
        long painted = o + conv.padding().along(axis) - tap * conv.dilation().along(axis);
        if (Math.floorMod(painted, stride) == 0) {
          first = Math.min(first, Math.floorDiv(painted, stride));
          last = Math.max(last, Math.floorDiv(painted, stride));
        }
      }
    }
    return first > last ? new Span(0, -1) : new Span(first, last);
  }
}
