package fovea.engine.exercise;

import static fovea.engine.exercise.Mistake.BRANCHES_ADDED;
import static fovea.engine.exercise.Mistake.DILATION_FORGOTTEN;
import static fovea.engine.exercise.Mistake.KERNELS_ADDED;
import static fovea.engine.exercise.Mistake.KERNELS_MULTIPLIED;
import static fovea.engine.exercise.Mistake.LAST_KERNEL_ALONE;
import static fovea.engine.exercise.Mistake.PLUS_ONE_FORGOTTEN;
import static fovea.engine.exercise.Mistake.POOLING_DOUBLES;
import static fovea.engine.exercise.Mistake.POOLING_IGNORED;
import static fovea.engine.exercise.Mistake.SHORTER_BRANCH;
import static fovea.engine.exercise.Mistake.STRIDES_IGNORED;
import static fovea.engine.exercise.Mistake.STRIDE_TOO_EARLY;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** How receptive fields are usually missed: size and jump handed on from layer to layer, with a fault. */
final class FieldMistakes {

  private static final List<Mistake> USUAL = List.of(STRIDES_IGNORED, KERNELS_ADDED,
      KERNELS_MULTIPLIED, LAST_KERNEL_ALONE, POOLING_DOUBLES, POOLING_IGNORED, STRIDE_TOO_EARLY,
      PLUS_ONE_FORGOTTEN, DILATION_FORGOTTEN, SHORTER_BRANCH, BRANCHES_ADDED);

  private static final long LARGEST = Integer.MAX_VALUE;

  /** What a unit sees, and how far apart two neighbours look. */
  private record Sight(long size, long jump) {}

  private FieldMistakes() {}

  /** @param path a layer and all that it comes from */
  static List<Miss> along(Axis axis, List<LayerReading> path) {
    LayerReading last = path.getLast();
    BigInteger answer = last.field().along(axis).size();
    Misses misses = new Misses(answer);
    Map<String, Long> right = sizes(path, axis, Set.of());
    if (!Optional.ofNullable(right.get(last.id())).map(BigInteger::valueOf)
        .equals(Optional.of(answer))) {
      return List.of(); // a layer there looks in another way
    }
    for (Mistake mistake : USUAL) {
      Map<String, Long> wrong = sizes(path, axis, Set.of(mistake));
      Optional.ofNullable(wrong.get(last.id())).ifPresent(size -> misses.add(
          mistake, Misses.firstWrong(path, wrong, right), BigInteger.valueOf(size)));
    }
    Axis other = axis == Axis.HEIGHT ? Axis.WIDTH : Axis.HEIGHT;
    misses.addIfFree(Mistake.AXES_SWAPPED, last.id(), last.field().along(other).size());
    return misses.list();
  }

  private static Map<String, Long> sizes(
      List<LayerReading> path, Axis axis, Set<Mistake> made) {
    boolean startsAtZero = made.contains(KERNELS_ADDED) || made.contains(PLUS_ONE_FORGOTTEN);
    Map<String, Sight> sights = Walk.along(path, new Sight(startsAtZero ? 0 : 1, 1),
        (layer, inputs) -> Optional.of(sight(layer.node().layer(), inputs, axis, made))
            .filter(sight -> sight.size <= LARGEST && sight.jump <= LARGEST));
    Map<String, Long> sizes = new HashMap<>();
    sights.forEach((id, sight) -> sizes.put(id, sight.size));
    return sizes;
  }

  private static Sight sight(Layer layer, List<Sight> inputs, Axis axis, Set<Mistake> made) {
    Sight before = inputs.getFirst();
    return switch (layer) {
      case MaxPool2d pool when made.contains(POOLING_DOUBLES) -> pooled(pool, before, axis);
      case AvgPool2d pool when made.contains(POOLING_DOUBLES) -> pooled(pool, before, axis);
      case MaxPool2d _ when made.contains(POOLING_IGNORED) -> before;
      case AvgPool2d _ when made.contains(POOLING_IGNORED) -> before;
      case Windowed windowed -> windowed(windowed.window(), before, axis, made);
      case Layer.Merge _ -> new Sight(merged(inputs, made), before.jump);
      case Layer _ -> before;
    };
  }

  private static Sight pooled(Windowed pool, Sight before, Axis axis) {
    long stride = pool.window().stride().along(axis);
    return new Sight(before.size * stride, before.jump * stride);
  }

  private static Sight windowed(Window window, Sight before, Axis axis, Set<Mistake> made) {
    long kernel = window.kernel().along(axis);
    long reach = made.contains(DILATION_FORGOTTEN) ? kernel - 1 : window.reach(axis);
    long stride = window.stride().along(axis);
    long jump = made.contains(STRIDES_IGNORED) ? 1 : before.jump * stride;
    long grown = reach * (made.contains(STRIDE_TOO_EARLY) ? jump : before.jump);
    long size = made.contains(KERNELS_ADDED)
        ? before.size + kernel
        : made.contains(KERNELS_MULTIPLIED)
            ? before.size * kernel
            : made.contains(LAST_KERNEL_ALONE) ? reach + 1 : before.size + grown;
    return new Sight(size, jump);
  }

  private static long merged(List<Sight> inputs, Set<Mistake> made) {
    LongStream sizes = inputs.stream().mapToLong(Sight::size);
    return made.contains(BRANCHES_ADDED)
        ? sizes.sum()
        : made.contains(SHORTER_BRANCH)
            ? sizes.min().orElseThrow()
            : sizes.max().orElseThrow();
  }
}
