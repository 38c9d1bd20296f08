package fovea.engine.exercise;

import static fovea.engine.exercise.Mistake.CEIL_FOR_FLOOR;
import static fovea.engine.exercise.Mistake.DILATION_FORGOTTEN;
import static fovea.engine.exercise.Mistake.FLOOR_FOR_CEIL;
import static fovea.engine.exercise.Mistake.LAST_WINDOW_KEPT;
import static fovea.engine.exercise.Mistake.OUTPUT_PADDING_FORGOTTEN;
import static fovea.engine.exercise.Mistake.PADDING_FORGOTTEN;
import static fovea.engine.exercise.Mistake.PADDING_ONCE;
import static fovea.engine.exercise.Mistake.PLUS_ONE_FORGOTTEN;
import static fovea.engine.exercise.Mistake.STRIDE_FORGOTTEN;
import static fovea.engine.exercise.Mistake.TRANSPOSED_AS_CONVOLUTION;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How heights and widths are usually missed: the formulas of the readings, each with a fault in it. */
final class SizeMistakes {

  private static final List<Mistake> USUAL = List.of(PADDING_ONCE, PADDING_FORGOTTEN,
      FLOOR_FOR_CEIL, PLUS_ONE_FORGOTTEN, STRIDE_FORGOTTEN, CEIL_FOR_FLOOR, LAST_WINDOW_KEPT,
      DILATION_FORGOTTEN, OUTPUT_PADDING_FORGOTTEN, TRANSPOSED_AS_CONVOLUTION);

  private static final long LARGEST = Integer.MAX_VALUE;

  private SizeMistakes() {}

  /**
   * The usual mistakes along an axis: each made at every layer, then at one of them alone.
   *
   * @param path a layer that gives maps and all that it comes from
   */
  static List<Miss> along(Axis axis, List<LayerReading> path, Maps picture) {
    LayerReading last = path.getLast();
    Maps out = (Maps) last.output();
    Misses misses = new Misses(BigInteger.valueOf(out.along(axis)));
    Map<String, Long> right = sizes(path, picture, axis, Set.of(), "");
    if (!Long.valueOf(out.along(axis)).equals(right.get(last.id()))) {
      return List.of(); // there is a layer with a formula of another kind
    }
    for (Mistake mistake : USUAL) {
      Map<String, Long> wrong = sizes(path, picture, axis, Set.of(mistake), "");
      String first = Misses.firstWrong(path, wrong, right);
      Optional.ofNullable(wrong.get(last.id())).map(BigInteger::valueOf).ifPresent(size -> {
        if (mistake == PLUS_ONE_FORGOTTEN && isCeiled(path)) {
          misses.addIfFree(mistake, first, size); // one less is what overlooking ceil_mode gives
        } else {
          misses.add(mistake, first, size);
        }
      });
    }
    Axis other = axis == Axis.HEIGHT ? Axis.WIDTH : Axis.HEIGHT;
    misses.addIfFree(Mistake.AXES_SWAPPED, last.id(), BigInteger.valueOf(out.along(other)));
    for (LayerReading layer : path) {
      for (Mistake mistake : USUAL) {
        Optional.ofNullable(
            sizes(path, picture, axis, Set.of(mistake), layer.id()).get(last.id()))
            .ifPresent(size -> misses.addIfFree(mistake, layer.id(), BigInteger.valueOf(size)));
      }
    }
    return misses.list();
  }

  private static boolean isCeiled(List<LayerReading> path) {
    return path.stream().anyMatch(layer -> layer.node().layer() instanceof Windowed windowed
        && windowed.window().ceilMode());
  }

  /** @param at the only layer at which the mistakes are made; empty for all */
  private static Map<String, Long> sizes(
      List<LayerReading> path, Maps picture, Axis axis, Set<Mistake> made, String at) {
    return Walk.along(path, (long) picture.along(axis), (layer, inputs) -> {
      boolean isHere = at.isEmpty() || layer.id().equals(at);
      // Maps of different sizes cannot be joined: whoever gets there sees that something is wrong.
      return inputs.stream().distinct().count() > 1
          ? Optional.empty()
          : Optional.of(size(layer.node().layer(), inputs.getFirst(), axis,
              isHere ? made : Set.of())).filter(size -> size > 0 && size <= LARGEST);
    });
  }

  private static long size(Layer layer, long in, Axis axis, Set<Mistake> made) {
    return switch (layer) {
      case Windowed windowed -> windowed(windowed.window(), in, axis, made);
      case ConvTranspose2d conv -> transposed(conv, in, axis, made);
      case Layer _ -> in;
    };
  }

  private static long windowed(Window window, long in, Axis axis, Set<Mistake> made) {
    long before = window.before().along(axis);
    long padding = made.contains(PADDING_FORGOTTEN)
        ? 0
        : made.contains(PADDING_ONCE) ? before : before + window.after().along(axis);
    long reach = made.contains(DILATION_FORGOTTEN)
        ? window.kernel().along(axis) - 1L
        : window.reach(axis);
    long stride = made.contains(STRIDE_FORGOTTEN) ? 1 : window.stride().along(axis);
    long room = in + padding - reach - 1;
    boolean isUp = window.ceilMode()
        ? !made.contains(FLOOR_FOR_CEIL)
        : made.contains(CEIL_FOR_FLOOR);
    long steps = isUp ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride);
    boolean beginsOutside = window.ceilMode() && isUp && steps * stride >= in + before;
    return steps + (made.contains(PLUS_ONE_FORGOTTEN) ? 0 : 1)
        - (beginsOutside && !made.contains(LAST_WINDOW_KEPT) ? 1 : 0);
  }

  private static long transposed(ConvTranspose2d conv, long in, Axis axis, Set<Mistake> made) {
    long padding = made.contains(PADDING_FORGOTTEN)
        ? 0
        : (made.contains(PADDING_ONCE) ? 1L : 2L) * conv.padding().along(axis);
    long reach = (made.contains(DILATION_FORGOTTEN) ? 1L : conv.dilation().along(axis))
        * (conv.kernelSize().along(axis) - 1);
    long stride = made.contains(STRIDE_FORGOTTEN) ? 1 : conv.stride().along(axis);
    long added = made.contains(OUTPUT_PADDING_FORGOTTEN) ? 0 : conv.outputPadding().along(axis);
    long one = made.contains(PLUS_ONE_FORGOTTEN) ? 0 : 1;
    return made.contains(TRANSPOSED_AS_CONVOLUTION)
        ? Math.floorDiv(in + padding - reach - 1, stride) + 1
        : (in - 1) * stride - padding + reach + added + one;
  }
}
