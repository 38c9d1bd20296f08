package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.network.Shape;

/**
 * Paints one figure in a colour of chance, turned by chance, before a ground of chance, with light noise.
 * Neither the colours nor the ground depend on which figure it is.
 */
final class Scene {

  private static final int CHANNELS = 3;

  /** The least distance of the figure's colour from both of the ground; white and black have √3. */
  private static final double CONTRAST = 0.5;

  /** One in eight colours or more is as far from any two others, so one is found. */
  private static final int TRIES = 200;

  private final Chance chance;
  private final Shape.Maps shape;
  private final Ground ground;
  private final double[] near = new double[CHANNELS];
  private final double[] far = new double[CHANNELS];
  private final double[] ink = new double[CHANNELS];

  Scene(Chance chance, Shape.Maps shape) {
    this.chance = chance;
    this.shape = shape;
    this.ground = Ground.of(chance, Math.min(shape.height(), shape.width()));
    colour(near);
    colour(far);
    double share = chance.between(0.1, 0.5);
    for (int c = 0; c < CHANNELS; c++) {
      far[c] = near[c] + share * (far[c] - near[c]);
    }
    int tries = 0;
    do {
      colour(ink);
    } while (Math.min(difference(ink, near), difference(ink, far)) < CONTRAST && ++tries < TRIES);
  }

  private void colour(double[] colour) {
    for (int c = 0; c < CHANNELS; c++) {
      colour[c] = chance.between(0, 1);
    }
  }

  private static double difference(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return Math.sqrt(sum);
  }

  /**
   * Paints all of the picture.
   *
   * @param middleY of the figure, in pixels from the upper border
   * @param middleX likewise, from the left one
   * @param side of a square as large as the figure, in pixels
   */
  void paint(Outline outline, double middleY, double middleX, double side, float[] into, int from) {
    double angle = chance.between(0, 2 * Math.PI);
    double cos = StrictMath.cos(angle) / side;
    double sin = StrictMath.sin(angle) / side;
    double noise = chance.between(0.01, 0.04);
    int plane = shape.height() * shape.width();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        double dy = y + 0.5 - middleY;
        double dx = x + 0.5 - middleX;
        double distance = outline.distance(cos * dx + sin * dy, cos * dy - sin * dx);
        double covered = Math.clamp(0.5 - distance * side, 0, 1);
        double mixed = ground.at(y, x);
        for (int c = 0; c < CHANNELS; c++) {
          double behind = near[c] + mixed * (far[c] - near[c]);
          into[from + c * plane + y * shape.width()
              + x] = (float) (behind + covered * (ink[c] - behind) + noise * chance.bell());
        }
      }
    }
  }
}
