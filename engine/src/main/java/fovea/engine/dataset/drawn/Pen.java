package fovea.engine.dataset.drawn;

import java.util.Arrays;

/** Draws lines that are round at their ends; where they cross they do not get darker. For one picture. */
final class Pen {

  private final int height;
  private final int width;

  /** How far each pixel's middle is from the nearest line's border, in pixels, below 0 inside. */
  private final double[] distances;

  Pen(int height, int width) {
    this.height = height;
    this.width = width;
    this.distances = new double[height * width];
    Arrays.fill(distances, Double.MAX_VALUE);
  }

  /** Draws from one point to another, in pixels from the upper left corner. */
  void line(Skeleton.Point from, Skeleton.Point to, double radius) {
    double alongX = to.x() - from.x();
    double alongY = to.y() - from.y();
    double square = Math.max(alongX * alongX + alongY * alongY, 1e-9);
    // Where the line is further away than this, nothing of it is seen.
    double seen = radius + 2;
    int top = Math.max(0, (int) (Math.min(from.y(), to.y()) - seen));
    int bottom = Math.min(height - 1, (int) (Math.max(from.y(), to.y()) + seen));
    int left = Math.max(0, (int) (Math.min(from.x(), to.x()) - seen));
    int right = Math.min(width - 1, (int) (Math.max(from.x(), to.x()) + seen));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double dx = x + 0.5 - from.x();
        double dy = y + 0.5 - from.y();
        double share = Math.clamp((dx * alongX + dy * alongY) / square, 0, 1);
        double awayX = dx - share * alongX;
        double awayY = dy - share * alongY;
        double distance = Math.sqrt(awayX * awayX + awayY * awayY) - radius;
        distances[y * width + x] = Math.min(distances[y * width + x], distance);
      }
    }
  }

  /**
   * How much of a pixel is covered, from 0 to 1.
   *
   * @param softness of the border, in pixels, 3 at most
   */
  double covered(int pixel, double softness) {
    return Math.clamp(0.5 - distances[pixel] / softness, 0, 1);
  }
}
