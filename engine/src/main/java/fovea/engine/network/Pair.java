package fovea.engine.network;

/**
 * Two whole numbers for the two axes of a picture, height first, as PyTorch writes them.
 *
 * @param height the number for the vertical axis, in cells
 * @param width the number for the horizontal axis, in cells
 */
public record Pair(int height, int width) {

  /** The same number on both axes. */
  public static Pair of(int both) {
    return new Pair(both, both);
  }

  /** One of the two numbers, so that readings can treat the axes alike. */
  public int along(Axis axis) {
    return axis == Axis.HEIGHT ? height : width;
  }

  /** As people write it: {@code 3} when both are equal, else {@code 3×5}. */
  @Override
  public String toString() {
    return height == width ? Integer.toString(height) : height + "×" + width;
  }
}
