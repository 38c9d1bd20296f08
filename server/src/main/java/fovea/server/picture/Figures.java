package fovea.server.picture;

import static fovea.server.picture.Shapes.blend;
import static fovea.server.picture.Shapes.box;
import static fovea.server.picture.Shapes.colour;
import static fovea.server.picture.Shapes.disc;
import static fovea.server.picture.Shapes.fill;
import static fovea.server.picture.Shapes.polygon;

import java.awt.Graphics2D;

/** Single figures before quiet grounds, for a network that names them. */
final class Figures {

  private static final int CORNERS = 5;
  private static final double RADIUS = 0.36;
  private static final double WAIST = 0.45;

  /** Half of the heart's upright square, from corner to corner. */
  private static final double HALF = 0.25;

  private Figures() {}

  /** A star at dusk. */
  static void star(Graphics2D graphics) {
    fill(graphics, blend(0, 0, 0x16305C, 0.3, 1, 0x4C86B0), box(0, 0, 1, 1));
    double[] points = new double[4 * CORNERS];
    for (int i = 0; i < 2 * CORNERS; i++) {
      double radius = i % 2 == 0 ? RADIUS : RADIUS * WAIST;
      double angle = Math.PI * i / CORNERS + 0.15;
      points[2 * i] = 0.5 + radius * StrictMath.sin(angle);
      points[2 * i + 1] = 0.5 - radius * StrictMath.cos(angle);
    }
    fill(graphics, colour(0xF4C542), polygon(points));
  }

  /** A square on its corner, and a disc on each of its upper sides. */
  static void heart(Graphics2D graphics) {
    fill(graphics, blend(0, 0, 0xF1E7D3, 1, 1, 0xB9D3CC), box(0, 0, 1, 1));
    double middle = 0.54;
    double radius = HALF * StrictMath.sqrt(0.5);
    fill(graphics, colour(0xC8323C), polygon(
        0.5, middle - HALF, 0.5 + HALF, middle, 0.5, middle + HALF, 0.5 - HALF, middle));
    fill(graphics, colour(0xC8323C), disc(0.5 - HALF / 2, middle - HALF / 2, radius));
    fill(graphics, colour(0xC8323C), disc(0.5 + HALF / 2, middle - HALF / 2, radius));
  }
}
