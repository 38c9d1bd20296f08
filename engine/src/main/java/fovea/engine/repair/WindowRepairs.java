package fovea.engine.repair;

import fovea.engine.network.Axis;
import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.Map;

/** Ways out where a window or its padding does not fit. */
final class WindowRepairs {

  private final Proposals on;

  WindowRepairs(Proposals on) {
    this.on = on;
  }

  void shrinkWindow(Maps input) {
    if (on.node.layer() instanceof Windowed windowed) {
      Window window = windowed.window();
      Pair most = new Pair(widest(window, input, Axis.HEIGHT), widest(window, input, Axis.WIDTH));
      if (most.height() >= 1 && most.width() >= 1) {
        on.set(Way.KERNEL.with(Proposals.shown(most)), Map.of("kernel_size", most));
      }
      on.set(Way.SET_TO.with("dilation", 1), Map.of("dilation", Pair.of(1)));
      Pair needed = new Pair(missing(window, input, Axis.HEIGHT),
          missing(window, input, Axis.WIDTH));
      on.set(Way.PAD_BY.with(Proposals.shown(needed)), Map.of("padding", needed));
    } else {
      on.set(Way.SET_TO.with("padding", 0), Map.of("padding", Pair.of(0)));
    }
    enlarge(input);
  }

  private static int widest(Window window, Maps input, Axis axis) {
    long room = (long) input.along(axis) + window.before().along(axis) + window.after().along(axis);
    return (int) Math.min(window.kernel().along(axis),
        (room - 1) / window.dilation().along(axis) + 1);
  }

  private static int missing(Window window, Maps input, Axis axis) {
    long needed = Math.ceilDiv(window.reach(axis) + 1 - input.along(axis), 2L);
    return Math.clamp(needed, window.before().along(axis), Integer.MAX_VALUE);
  }

  /** A larger picture leaves more for the last windows; doubled until it does, within reason. */
  private void enlarge(Maps found) {
    Maps input = on.network.input();
    for (int times = 2; times <= 64; times *= 2) {
      long height = (long) input.height() * times;
      long width = (long) input.width() * times;
      if (height <= 1024 && width <= 1024) {
        Maps larger = new Maps(input.channels(), (int) height, (int) width);
        if (on.propose(Way.LARGER_PICTURE.with(larger), new Edit.Resize(larger))) {
          break;
        }
      }
    }
    if (!found.equals(input)) {
      for (LayerReading layer : on.reading.layers()) {
        if (layer.node().layer() instanceof MaxPool2d
            || layer.node().layer() instanceof AvgPool2d) {
          on.propose(Way.REMOVE.with(layer.id()), new Edit.Remove(layer.id()));
        }
      }
    }
  }

  void padLess() {
    Layer layer = on.node.layer();
    if (layer instanceof Conv2d conv) {
      Maps input = (Maps) on.reading.shapeOf(on.inputs().getFirst());
      int less = conv.paddingMode() == PaddingMode.REFLECT ? 1 : 0;
      Window window = conv.window();
      on.set(Way.PAD_AS_ALLOWED.with(),
          Map.of("padding", new Pair(
              Math.min(window.before().height(), input.height() - less),
              Math.min(window.before().width(), input.width() - less))));
      on.set(Way.PAD_WITH_ZEROS.with(), Map.of("padding_mode", PaddingMode.ZEROS));
    } else if (layer instanceof Windowed pool) {
      Window window = pool.window();
      on.set(Way.PAD_BY_HALF_OF_THE_WINDOW.with(),
          Map.of("padding", new Pair(
              Math.min(window.before().height(), window.kernel().height() / 2),
              Math.min(window.before().width(), window.kernel().width() / 2))));
      on.set(Way.WINDOW_TWICE_THE_PADDING.with(),
          Map.of("kernel_size", new Pair(
              Math.max(window.kernel().height(),
                  (int) Math.min(2L * window.before().height(), 1 << 20)),
              Math.max(window.kernel().width(),
                  (int) Math.min(2L * window.before().width(), 1 << 20)))));
    }
    on.set(Way.SET_TO.with("padding", 0), Map.of("padding", Pair.of(0)));
  }
}
