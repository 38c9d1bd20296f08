package fovea.server.picture;

import static fovea.server.picture.Shapes.blend;
import static fovea.server.picture.Shapes.box;
import static fovea.server.picture.Shapes.colour;
import static fovea.server.picture.Shapes.disc;
import static fovea.server.picture.Shapes.fill;
import static fovea.server.picture.Shapes.line;
import static fovea.server.picture.Shapes.oval;
import static fovea.server.picture.Shapes.polygon;

import java.awt.Graphics2D;

/** A cat's face: round and pointed shapes, stripes and thin whiskers. */
final class Cat {

  private Cat() {}

  static void draw(Graphics2D graphics) {
    fill(graphics, blend(0, 0, 0xBFD9C8, 0, 1, 0x7FAF95), box(0, 0, 1, 1));
    fill(graphics, colour(0xC9772F), polygon(0.18, 0.12, 0.46, 0.3, 0.2, 0.52));
    fill(graphics, colour(0xC9772F), polygon(0.82, 0.12, 0.54, 0.3, 0.8, 0.52));
    fill(graphics, colour(0xE9A6A0), polygon(0.225, 0.2, 0.38, 0.31, 0.25, 0.42));
    fill(graphics, colour(0xE9A6A0), polygon(0.775, 0.2, 0.62, 0.31, 0.75, 0.42));
    fill(graphics, blend(0, 0.2, 0xE2964A, 0, 0.95, 0xC9772F), oval(0.5, 0.57, 0.36, 0.33));
    for (double x : new double[]{0.42, 0.5, 0.58}) {
      line(graphics, colour(0x8F4E1C), 0.022, x, 0.27, 0.5 + (x - 0.5) * 0.8, 0.37);
    }
    eye(graphics, 0.36);
    eye(graphics, 0.64);
    fill(graphics, colour(0xF6E7D3), oval(0.44, 0.71, 0.085, 0.07));
    fill(graphics, colour(0xF6E7D3), oval(0.56, 0.71, 0.085, 0.07));
    fill(graphics, colour(0xD9666A), polygon(0.455, 0.635, 0.545, 0.635, 0.5, 0.69));
    for (double y : new double[]{0.66, 0.71, 0.76}) {
      double end = y + (y - 0.7) * 0.8;
      line(graphics, colour(0xFFF8EE), 0.007, 0.4, y, 0.1, end);
      line(graphics, colour(0xFFF8EE), 0.007, 0.6, y, 0.9, end);
    }
  }

  private static void eye(Graphics2D graphics, double x) {
    fill(graphics, colour(0xF4E58C), oval(x, 0.52, 0.075, 0.06));
    fill(graphics, colour(0x1B1B1F), oval(x, 0.52, 0.024, 0.055));
    fill(graphics, colour(0xFFFFFF), disc(x - 0.02, 0.5, 0.012));
  }
}
