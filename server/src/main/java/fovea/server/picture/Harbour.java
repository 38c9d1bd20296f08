package fovea.server.picture;

import static fovea.server.picture.Shapes.blend;
import static fovea.server.picture.Shapes.box;
import static fovea.server.picture.Shapes.colour;
import static fovea.server.picture.Shapes.disc;
import static fovea.server.picture.Shapes.fill;
import static fovea.server.picture.Shapes.line;
import static fovea.server.picture.Shapes.polygon;

import java.awt.Graphics2D;

/** A sailing boat on the sea before mountains and a low sun: edges, areas, gradients, texture. */
final class Harbour {

  private static final double HORIZON = 0.665;

  private Harbour() {}

  static void draw(Graphics2D graphics) {
    fill(graphics, blend(0, 0, 0x2F6BAF, 0, HORIZON, 0xE8CFA2), box(0, 0, 1, HORIZON));
    fill(graphics, colour(0xFFF0C2), disc(0.75, 0.22, 0.09));
    mountains(graphics);
    fill(graphics, blend(0, HORIZON, 0x43929A, 0, 1, 0x1D5562), box(0, HORIZON, 1, 1));
    waves(graphics);
    boat(graphics);
  }

  private static void mountains(Graphics2D graphics) {
    fill(graphics, colour(0x596889), polygon(
        0, 0.5, 0.205, 0.37, 0.32, 0.49, 0.58, 0.305, 0.84, 0.61, 1, 0.5, 1, HORIZON, 0, HORIZON));
    fill(graphics, colour(0x4C5A7A), polygon(
        0.58, 0.305, 0.84, 0.61, 1, 0.5, 1, HORIZON, 0.66, HORIZON, 0.61, 0.45));
    fill(graphics, colour(0xF1F4F8), polygon(
        0.58, 0.305, 0.65, 0.387, 0.615, 0.375, 0.59, 0.395, 0.555, 0.372, 0.515, 0.385,
        0.505, 0.358));
  }

  private static void waves(Graphics2D graphics) {
    double[][] crests = {
      {0.06, 0.72, 0.14}, {0.27, 0.75, 0.09}, {0.62, 0.72, 0.16}, {0.86, 0.77, 0.1},
      {0.1, 0.83, 0.1}, {0.7, 0.84, 0.12}, {0.42, 0.91, 0.15}, {0.03, 0.94, 0.12},
      {0.8, 0.93, 0.13}};
    for (double[] crest : crests) {
      line(graphics, colour(0x8FC3C4), 0.006, crest[0], crest[1], crest[0] + crest[2], crest[1]);
    }
  }

  private static void boat(Graphics2D graphics) {
    fill(graphics, colour(0x2B2118), box(0.425, 0.43, 0.437, 0.79));
    fill(graphics, blend(0.34, 0, 0xE0492F, 0.43, 0, 0xF08A4B), polygon(
        0.42, 0.5, 0.42, 0.755, 0.33, 0.755));
    fill(graphics, blend(0.44, 0, 0xF7B548, 0.55, 0, 0xFFFDF6), polygon(
        0.445, 0.45, 0.62, 0.755, 0.445, 0.755));
    fill(graphics, colour(0x7A2E14), polygon(
        0.28, 0.78, 0.66, 0.78, 0.6, 0.855, 0.335, 0.855));
    line(graphics, colour(0x9C4A26), 0.008, 0.285, 0.785, 0.655, 0.785);
  }
}
