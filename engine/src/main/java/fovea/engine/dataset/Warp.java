package fovea.engine.dataset;

import fovea.engine.tensor.Tensor;

/**
 * Where the pixels of a picture go: it is mirrored, then turned about its middle, then shifted. Between
 * pixels it is bilinear; what comes from outside is the border's nearest pixel.
 *
 * @param down pixels that it moves down
 * @param right pixels that it moves to the right
 * @param degrees that it turns anticlockwise; quarters of a turn are exact
 * @param mirrored whether left and right change places
 */
public record Warp(double down, double right, double degrees, boolean mirrored) {

  /** The picture, {@code [C, H, W]}, moved so. */
  public Tensor of(Tensor picture) {
    int height = picture.dimension(1);
    int width = picture.dimension(2);
    float[] from = picture.data();
    float[] to = new float[from.length];
    double cos = cos(degrees);
    double sin = cos(degrees - 90);
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dy = y - middleY - down;
        double dx = x - middleX - right;
        double turnedX = cos * dx - sin * dy;
        double sourceX = middleX + (mirrored ? -turnedX : turnedX);
        double sourceY = middleY + sin * dx + cos * dy;
        sample(from, height, width, sourceY, sourceX, to, y * width + x);
      }
    }
    return Tensor.of(to, picture.shape());
  }

  /** Without the last digit's error at quarters, and the same on every machine. */
  private static double cos(double degrees) {
    double turn = Math.IEEEremainder(degrees, 360);
    if (Math.abs(turn) == 90) {
      return 0;
    }
    return StrictMath.cos(StrictMath.toRadians(turn));
  }

  /** Puts what stands at (y, x) of each channel to its place. */
  private static void sample(
      float[] from, int height, int width, double y, double x, float[] to, int place) {
    double insideY = Math.clamp(y, 0, height - 1.0);
    double insideX = Math.clamp(x, 0, width - 1.0);
    int top = (int) insideY;
    int left = (int) insideX;
    int below = top < height - 1 ? width : 0;
    int beside = left < width - 1 ? 1 : 0;
    float fy = (float) (insideY - top);
    float fx = (float) (insideX - left);
    int plane = height * width;
    for (int c = 0; c < from.length / plane; c++) {
      int at = c * plane + top * width + left;
      float above = from[at] + fx * (from[at + beside] - from[at]);
      float under = from[at + below] + fx * (from[at + below + beside] - from[at + below]);
      to[c * plane + place] = above + fy * (under - above);
    }
  }
}
