package fovea.engine.network;

import org.jspecify.annotations.Nullable;

/**
 * What an adaptive pooling is to give along each axis: so many cells, or as many as there are, which
 * PyTorch writes as {@code None}.
 *
 * @param height rows, null to keep what the input has
 * @param width columns, null to keep what the input has
 */
public record OutputSize(@Nullable Integer height, @Nullable Integer width) {

  /** That many cells both ways. */
  public static OutputSize of(int both) {
    return new OutputSize(both, both);
  }

  /** What is asked for along an axis; null to keep what the input has. */
  public @Nullable Integer along(Axis axis) {
    return axis == Axis.HEIGHT ? height : width;
  }

  /** The output's height and width for that input. */
  public Pair in(Shape.Maps input) {
    return new Pair(height == null ? input.height() : height,
        width == null ? input.width() : width);
  }

  /** As people write it: {@code 7}, {@code 5×7} or {@code None×7}. */
  @Override
  public String toString() {
    return height != null && height.equals(width)
        ? height.toString()
        : word(height) + "×"
            + word(width);
  }

  /** A side in PyTorch's words. */
  public static String word(@Nullable Integer side) {
    return side == null ? "None" : side.toString();
  }
}
