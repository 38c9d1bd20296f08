package fovea.engine.reading;

import static fovea.engine.reading.Expression.ceil;
import static fovea.engine.reading.Expression.floor;
import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.number;
import static fovea.engine.reading.Expression.product;
import static fovea.engine.reading.Expression.sum;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Padding;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;

/** How many places a window has along an axis, by the formulas of PyTorch's documentation. */
final class WindowArithmetic {

  private WindowArithmetic() {}

  /** {@code ⌊(H + 2 · padding − dilation · (kernel_size − 1) − 1) / stride⌋ + 1}, or ⌈⌉ in ceil mode. */
  static Expression outputSize(Windowed layer, Maps in, Axis axis) {
    Window window = layer.window();
    Expression room = sum(input(axis.symbol(), in.along(axis)), padding(layer, window, axis))
        .minus(reach(window, axis))
        .minus(number(1));
    Expression stride = kernel("stride", window.stride().along(axis));
    if (!window.ceilMode()) {
      return sum(floor(room, stride), number(1));
    }
    Expression size = sum(ceil(room, stride), number(1));
    // A window that would start in the padding at the far end is left out.
    long lastStart = Math.multiplyExact(size.value() - 1, (long) window.stride().along(axis));
    return lastStart >= (long) in.along(axis) + window.before().along(axis)
        ? size.minus(new Expression.Because(number(1), "the last window would begin outside"))
        : size;
  }

  /** {@code (H − 1) · stride − 2 · padding + dilation · (kernel_size − 1) + output_padding + 1}. */
  static Expression transposedSize(ConvTranspose2d conv, Maps in, Axis axis) {
    Expression last = product(
        input(axis.symbol(), in.along(axis)).minus(number(1)),
        kernel("stride", conv.stride().along(axis)));
    Expression cropped = last
        .minus(product(number(2), kernel("padding", conv.padding().along(axis))));
    return sum(
        cropped,
        product(
            kernel("dilation", conv.dilation().along(axis)),
            kernel("kernel_size", conv.kernelSize().along(axis)).minus(number(1))),
        kernel("output_padding", conv.outputPadding().along(axis)),
        number(1));
  }

  private static Expression padding(Windowed layer, Window window, Axis axis) {
    long before = window.before().along(axis);
    long after = window.after().along(axis);
    return isSame(layer)
        ? kernel("same", before + after)
        : product(number(2), kernel("padding", before));
  }

  private static boolean isSame(Windowed layer) {
    return switch (layer) {
      case Conv2d conv -> conv.padding() instanceof Padding.Same;
      case LocallyConnected2d local -> local.padding() instanceof Padding.Same;
      case MaxPool2d _, AvgPool2d _ -> false;
    };
  }

  /** {@code dilation · (kernel_size − 1)}: from the first to the last tap. */
  static Expression reach(Window window, Axis axis) {
    return product(
        kernel("dilation", window.dilation().along(axis)),
        kernel("kernel_size", window.kernel().along(axis)).minus(number(1)));
  }
}
