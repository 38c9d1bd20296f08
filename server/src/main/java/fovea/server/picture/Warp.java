package fovea.server.picture;

/** Moves pixels: each new one is looked up where it came from, between four old ones if need be. */
final class Warp {

  private Warp() {}

  /** Where a new pixel comes from. */
  private interface Source {

    /** The row of the old picture, from its first pixel's middle. */
    double y(double y, double x);

    /** Its column. */
    double x(double y, double x);
  }

  /** The middle part, {@code share} of each side. */
  static float[][] crop(float[][] planes, int height, int width, double share) {
    return around(planes, height, width, share, 0);
  }

  /** Turned clockwise around the middle. */
  static float[][] rotate(float[][] planes, int height, int width, double angle) {
    return around(planes, height, width, Math.cos(angle), Math.sin(angle));
  }

  /** What is {@code (y, x)} from the middle was {@code (c·y − s·x, c·x + s·y)} from it. */
  private static float[][] around(float[][] planes, int height, int width, double c, double s) {
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    return moved(planes, height, width, new Source() {
      @Override
      public double y(double y, double x) {
        return middleY + c * (y - middleY) - s * (x - middleX);
      }

      @Override
      public double x(double y, double x) {
        return middleX + c * (x - middleX) + s * (y - middleY);
      }
    });
  }

  /** Moved by whole pixels. */
  static float[][] shift(float[][] planes, int height, int width, int right, int down) {
    return moved(planes, height, width, new Source() {
      @Override
      public double y(double y, double x) {
        return y - down;
      }

      @Override
      public double x(double y, double x) {
        return x - right;
      }
    });
  }

  private static float[][] moved(float[][] planes, int height, int width, Source source) {
    float[][] moved = new float[planes.length][height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double oldY = source.y(y, x);
        double oldX = source.x(y, x);
        int top = (int) Math.floor(oldY);
        int left = (int) Math.floor(oldX);
        double below = oldY - top;
        double beside = oldX - left;
        for (int c = 0; c < planes.length; c++) {
          moved[c][y * width + x] = (float) ((1 - below)
              * ((1 - beside) * at(planes[c], height, width, top, left)
                  + beside * at(planes[c], height, width, top, left + 1))
              + below * ((1 - beside) * at(planes[c], height, width, top + 1, left)
                  + beside * at(planes[c], height, width, top + 1, left + 1)));
        }
      }
    }
    return moved;
  }

  /** Beyond the picture it is black. */
  private static float at(float[] plane, int height, int width, int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width ? plane[y * width + x] : 0;
  }
}
