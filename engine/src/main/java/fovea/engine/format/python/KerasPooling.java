package fovea.engine.format.python;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Window;

/** Pooling layers as steps of Keras. */
final class KerasPooling {

  private KerasPooling() {}

  static void maximum(KerasStep step, MaxPool2d pool) {
    Window window = pool.window();
    Pair after = reached(step, window);
    if (!window.before().equals(Pair.of(0)) || !after.equals(Pair.of(0))) {
      step.assignValue(("ops.pad(%s, ((0, 0), (%d, %d), (%d, %d), (0, 0)),"
          + " constant_values=float(\"-inf\"))").formatted(step.value(),
              window.before().height(), after.height(), window.before().width(), after.width()));
    }
    if (window.dilation().equals(Pair.of(1))) {
      step.layer("MaxPooling2D", Python.of(window.kernel()), strides(window));
    } else {
      step.needs(KerasPart.TAPS);
      step.assignValue(
          "ops.max(ops.stack(taps(%s, %s, %s, %s, %s)), axis=0)".formatted(step.value(),
              Python.pair(window.kernel()), Python.pair(window.stride()),
              Python.pair(window.dilation()), step.size()));
    }
  }

  /** The stride, where it is not the size of the window as by default. */
  private static Object[] strides(Window window) {
    return window.stride().equals(window.kernel())
        ? new Object[0]
        : new Object[]{"strides", window.stride()};
  }

  /** As much padding at the end as the last window reaches into. */
  private static Pair reached(KerasStep step, Window window) {
    return new Pair(reached(step, window, Axis.HEIGHT), reached(step, window, Axis.WIDTH));
  }

  private static int reached(KerasStep step, Window window, Axis axis) {
    long end = (step.out().along(axis) - 1L) * window.stride().along(axis) + window.reach(axis) + 1;
    return (int) Math.max(0, end - step.in().along(axis) - window.before().along(axis));
  }

  static void average(KerasStep step, AvgPool2d pool) {
    Window window = pool.window();
    Pair after = reached(step, window);
    step.pad(new Window(window.kernel(), window.stride(), window.before(), after,
        window.dilation(), false), PaddingMode.ZEROS);
    step.layer("AveragePooling2D", Python.of(window.kernel()), strides(window));
    boolean sticksOut = after.height() > window.after().height()
        || after.width() > window.after().width();
    boolean padded = !window.before().equals(Pair.of(0)) || !after.equals(Pair.of(0));
    if (sticksOut || (padded && !pool.countIncludePad())) {
      step.needs(KerasPart.SHARES);
      step.assignValue(step.value() + " * " + shares(step, pool, Axis.HEIGHT) + "[:, None, None]");
      step.assignValue(step.value() + " * " + shares(step, pool, Axis.WIDTH) + "[:, None]");
    }
  }

  private static String shares(KerasStep step, AvgPool2d pool, Axis axis) {
    Window window = pool.window();
    int counted = pool.countIncludePad() ? window.before().along(axis) : 0;
    return "shares(%d, %d, %d, %d, %d, %d)".formatted(window.kernel().along(axis),
        window.stride().along(axis), window.before().along(axis), -counted,
        (long) step.in().along(axis) + counted, step.out().along(axis));
  }

  static void adaptive(KerasStep step, String global, String reduce, Pair size) {
    if (size.equals(Pair.of(1))) {
      step.layer("Global" + global + "Pooling2D", "", "keepdims", true);
    } else {
      step.needs(KerasPart.ADAPTIVE);
      step.assignValue("adaptive(%s, %s, %d, %d)".formatted(reduce, step.value(), size.height(),
          size.width()));
    }
  }
}
