package fovea.engine.network;

/**
 * Where a sliding window goes: its size, step, reach past the border and spread. Cells are counted
 * before any check, so the numbers may be illegal.
 *
 * @param kernel the taps along each axis
 * @param stride the step between two places of the window
 * @param before the padding above and to the left
 * @param after the padding below and to the right; "same" pads the odd cell here, as PyTorch does
 * @param dilation the distance between two taps
 * @param ceilMode whether a last window may stick out at the end
 */
public record Window(
    Pair kernel, Pair stride, Pair before, Pair after, Pair dilation, boolean ceilMode) {

  static Window of(Pair kernel, Pair stride, Padding padding, Pair dilation, boolean ceilMode) {
    return switch (padding) {
      case Padding.Explicit(Pair cells) ->
        new Window(kernel, stride, cells, cells, dilation, ceilMode);
      case Padding.Same() -> {
        int height = (int) Math.min(reach(kernel.height(), dilation.height()), Integer.MAX_VALUE);
        int width = (int) Math.min(reach(kernel.width(), dilation.width()), Integer.MAX_VALUE);
        Pair before = new Pair(height / 2, width / 2);
        Pair after = new Pair(height - before.height(), width - before.width());
        yield new Window(kernel, stride, before, after, dilation, ceilMode);
      }
    };
  }

  /** From the first to the last tap along an axis, in cells: {@code dilation · (kernel − 1)}. */
  public long reach(Axis axis) {
    return reach(kernel.along(axis), dilation.along(axis));
  }

  private static long reach(int kernel, int dilation) {
    return (long) dilation * (kernel - 1);
  }
}
