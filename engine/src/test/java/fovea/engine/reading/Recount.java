package fovea.engine.reading;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sizes and counts found by doing it: windows are slid, cells painted, connections made. */
final class Recount {

  private Recount() {}

  /** The output's channels. */
  static int channels(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Conv2d conv -> conv.outChannels();
      case ConvTranspose2d conv -> conv.outChannels();
      case LocallyConnected2d local -> local.outChannels();
      case Concat _ ->
        layer.inputShapes().stream().mapToInt(shape -> ((Maps) shape).channels()).sum();
      default -> ((Maps) layer.inputShape()).channels();
    };
  }

  /** The output's height or width. */
  static int size(LayerReading layer, Axis axis) {
    List<Maps> inputs = layer.inputShapes().stream().map(Maps.class::cast).toList();
    int in = inputs.getFirst().along(axis);
    return switch (layer.node().layer()) {
      case Windowed windowed -> places(windowed.window(), axis, in);
      case ConvTranspose2d conv -> painted(conv, axis, in);
      case AdaptiveAvgPool2d pool -> cells(pool.outputSize().along(axis), in);
      case AdaptiveMaxPool2d pool -> cells(pool.outputSize().along(axis), in);
      case Upsample up -> up.scaleFactor().along(axis) * in;
      default -> inputs.stream().mapToInt(shape -> shape.along(axis)).max().orElseThrow();
    };
  }

  private static int cells(@Nullable Integer asked, int in) {
    return asked == null ? in : asked;
  }

  /** Slides the window along the padded input, as PyTorch's documentation says it in words. */
  private static int places(Window window, Axis axis, int in) {
    int stride = window.stride().along(axis);
    int before = window.before().along(axis);
    int end = before + in + window.after().along(axis);
    int places = 0;
    for (int start = 0;; start += stride) {
      boolean fits = start + window.reach(axis) < end;
      // In ceil mode one window may stick out, if it begins before the padding at the end.
      boolean sticksOut = window.ceilMode() && start < before + in
          && start - stride + window.reach(axis) < end - 1;
      if (!fits && !sticksOut) {
        return places;
      }
      places++;
    }
  }

  /** Paints every cell's kernel, then crops the padding and adds the output padding. */
  private static int painted(ConvTranspose2d conv, Axis axis, int in) {
    int last = 0;
    for (int cell = 0; cell < in; cell++) {
      for (int tap = 0; tap < conv.kernelSize().along(axis); tap++) {
        last = Math.max(
            last, cell * conv.stride().along(axis) + tap * conv.dilation().along(axis));
      }
    }
    return last + 1 - 2 * conv.padding().along(axis) + conv.outputPadding().along(axis);
  }

  /** How many weights a convolution has: each connection is made once for all places that share it. */
  static long weights(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Conv2d conv ->
        connections(inChannels(layer), conv.outChannels(), conv.groups())
            * conv.kernelSize().height() * conv.kernelSize().width();
      case ConvTranspose2d conv ->
        connections(inChannels(layer), conv.outChannels(), conv.groups())
            * conv.kernelSize().height() * conv.kernelSize().width();
      case LocallyConnected2d local -> {
        Maps out = (Maps) layer.output();
        yield connections(inChannels(layer), local.outChannels(), 1) * out.height() * out.width()
            * local.kernelSize().height() * local.kernelSize().width();
      }
      default -> 0;
    };
  }

  private static int inChannels(LayerReading layer) {
    return ((Maps) layer.inputShape()).channels();
  }

  private static long connections(int in, int out, int groups) {
    Set<List<Integer>> pairs = new HashSet<>();
    for (int c = 0; c < in; c++) {
      for (int o = 0; o < out; o++) {
        if (c / (in / groups) == o / (out / groups)) {
          pairs.add(List.of(c, o));
        }
      }
    }
    return pairs.size();
  }
}
