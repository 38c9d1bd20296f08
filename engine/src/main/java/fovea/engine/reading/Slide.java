package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.network.Window;

/**
 * How a layer slides over its input along one axis, the borders infinitely far away: unit o hears the
 * cells i for which {@code units · i = step · o + from + t · spread}, where t = 0 … taps − 1. A
 * convolution has {@code units = 1}; what enlarges has more, and hears cells where that divides.
 *
 * @param step how far the next unit stands, in parts of a cell
 * @param units how many parts a cell has
 * @param from where unit 0 begins, in parts of a cell
 * @param spread from one tap to the next, in parts of a cell
 * @param taps how many there are
 */
public record Slide(long step, long units, long from, long spread, long taps) {

  /** Each unit hears the cell in its place. */
  static final Slide IN_PLACE = new Slide(1, 1, 0, 1, 1);

  /** How a layer that reads maps and gives maps slides over them. */
  public static Slide of(Layer layer, Maps in, Maps out, Axis axis) {
    return switch (layer) {
      case Windowed windowed -> {
        Window window = windowed.window();
        yield new Slide(window.stride().along(axis), 1, -window.before().along(axis),
            window.dilation().along(axis), window.kernel().along(axis));
      }
      // Input i paints output i · stride + tap · dilation − padding.
      case ConvTranspose2d conv -> {
        long taps = conv.kernelSize().along(axis);
        long spread = conv.dilation().along(axis);
        yield new Slide(1, conv.stride().along(axis),
            conv.padding().along(axis) - (taps - 1) * spread, spread, taps);
      }
      // Part o spans ⌊o · in / out⌋ to ⌈(o + 1) · in / out⌉.
      case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> {
        long cells = in.along(axis);
        long parts = out.along(axis);
        yield new Slide(cells, parts, 1 - parts, 1, cells + parts - 1);
      }
      case Upsample up -> {
        long scale = up.scaleFactor().along(axis);
        // Bilinear: the two cells around (o + ½) / scale − ½, one where that is whole.
        yield up.mode() == UpsampleMode.BILINEAR && scale > 1
            ? new Slide(2, 2 * scale, 2 - 3 * scale, 1, 4 * scale - 1)
            : new Slide(1, scale, 1 - scale, 1, scale);
      }
      case Merge _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Linear _, Activation _ ->
        IN_PLACE;
    };
  }

  /**
   * What a unit hears.
   *
   * @throws ArithmeticException if a place passes 2^63
   */
  public Taps heardBy(long unit) {
    long corner = Math.addExact(Math.multiplyExact(step, unit), from);
    if (units == 1) {
      return new Taps(corner, spread, taps);
    }
    long common = commonDivisor(spread, units);
    if (corner % common != 0) {
      return Taps.NONE;
    }
    // Of so many taps one falls on a cell.
    long each = units / common;
    long first = each == 1
        ? 0
        : Math.floorMod(-Math.floorMod(corner / common, each) * inverse(spread / common, each),
            each);
    return first >= taps
        ? Taps.NONE
        : new Taps(Math.addExact(corner, first * spread) / units, spread / common,
            (taps - 1 - first) / each + 1);
  }

  /** From the first to the last tap, in parts of a cell. */
  long reach() {
    return (taps - 1) * spread;
  }

  /** Whether every unit hears something, the next one from a cell on that is not before. */
  boolean isGapless() {
    return units == 1 || (spread == 1 && taps >= units);
  }

  /** After so many units the same taps come again. */
  long period() {
    return units / commonDivisor(step, units);
  }

  /** How many cells further. */
  long advance() {
    return step / commonDivisor(step, units);
  }

  static long commonDivisor(long a, long b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /** The number whose product with a leaves 1 when divided by n; they have no divisor in common. */
  private static long inverse(long a, long n) {
    long rest = n;
    long next = a % n;
    long result = 0;
    long following = 1;
    while (next != 0) {
      long times = rest / next;
      long swapped = rest - times * next;
      rest = next;
      next = swapped;
      swapped = result - times * following;
      result = following;
      following = swapped;
    }
    return Math.floorMod(result, n);
  }
}
