package fovea.engine.dataset.drawn;

import java.util.List;
import java.util.Locale;

/** A figure around (0, 0), y down, made as large as all others: its area is 1. */
enum Outline {
  CIRCLE(Math.PI), RING(4 * Math.PI * Outline.RING_WIDTH), SQUARE(4), TRIANGLE(
      3 * Math.sqrt(3) / 4), STAR(5 * Outline.STAR_WAIST * StrictMath.sin(Math.PI / 5)), CROSS(
          8 * Outline.CROSS_WIDTH - 4 * Outline.CROSS_WIDTH * Outline.CROSS_WIDTH),
  /** The circle without a smaller one; the lens that both cover takes 1.6121. */
  CRESCENT(Math.PI - 1.6121),
  /** A square on its corner and two halves of circles on its upper sides. */
  HEART(2 + Math.PI / 2);

  /** In the order of their classes. */
  static final List<Outline> ALL = List.of(values());

  /** No point of any figure is further from (0, 0). */
  static final double REACH = 0.88;

  /** Half of the width, of figures whose radius is 1. */
  private static final double RING_WIDTH = 0.28;
  private static final double CROSS_WIDTH = 0.33;
  private static final double STAR_WAIST = 0.45;

  private static final double[] TRIANGLE_CORNERS = corners(3, 0.5);
  private static final double[] STAR_CORNERS = corners(5, STAR_WAIST);

  private final double root;

  /** The area before it is made 1. */
  Outline(double area) {
    this.root = Math.sqrt(area);
  }

  /** The word: {@code circle}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How far a point is from the border, below 0 inside; near enough to 0 it is exact. */
  double distance(double x, double y) {
    return asDefined(x * root, y * root) / root;
  }

  private double asDefined(double x, double y) {
    return switch (this) {
      case CIRCLE -> length(x, y) - 1;
      case RING -> Math.abs(length(x, y) - 1) - RING_WIDTH;
      case SQUARE -> box(x, y, 1, 1);
      case TRIANGLE -> polygon(TRIANGLE_CORNERS, x, y);
      case STAR -> polygon(STAR_CORNERS, x, y);
      case CROSS -> Math.min(box(x, y, 1, CROSS_WIDTH), box(x, y, CROSS_WIDTH, 1));
      case CRESCENT -> Math.max(length(x, y) - 1, 0.8 - length(x - 0.5, y));
      case HEART -> Math.min((Math.abs(x) + Math.abs(y) - 1) * Math.sqrt(0.5),
          length(Math.abs(x) - 0.5, y + 0.5) - Math.sqrt(0.5));
    };
  }

  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private static double box(double x, double y, double halfWidth, double halfHeight) {
    double beside = Math.abs(x) - halfWidth;
    double above = Math.abs(y) - halfHeight;
    return length(Math.max(beside, 0), Math.max(above, 0)) + Math.min(Math.max(beside, above), 0);
  }

  /** Points on the circle of radius 1 and, between two of them, one on an inner circle: x, y, x, y, … */
  private static double[] corners(int points, double inner) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double angle = Math.PI * i / points;
      double radius = i % 2 == 0 ? 1 : inner;
      corners[2 * i] = radius * StrictMath.sin(angle);
      corners[2 * i + 1] = -radius * StrictMath.cos(angle);
    }
    return corners;
  }

  /** The nearest point of all edges; inside is where a ray to the left crosses an odd number of them. */
  private static double polygon(double[] corners, double x, double y) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    double fromX = corners[corners.length - 2];
    double fromY = corners[corners.length - 1];
    for (int i = 0; i < corners.length; i += 2) {
      double edgeX = corners[i] - fromX;
      double edgeY = corners[i + 1] - fromY;
      double along = Math.clamp(((x - fromX) * edgeX + (y - fromY) * edgeY)
          / (edgeX * edgeX + edgeY * edgeY), 0, 1);
      nearest = Math.min(nearest, length(x - fromX - along * edgeX, y - fromY - along * edgeY));
      if (fromY > y != corners[i + 1] > y && x > fromX + (y - fromY) * edgeX / edgeY) {
        inside = !inside;
      }
      fromX = corners[i];
      fromY = corners[i + 1];
    }
    return inside ? -nearest : nearest;
  }
}
