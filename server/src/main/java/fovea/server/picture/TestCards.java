package fovea.server.picture;

import static fovea.server.picture.Shapes.blend;
import static fovea.server.picture.Shapes.box;
import static fovea.server.picture.Shapes.colour;
import static fovea.server.picture.Shapes.disc;
import static fovea.server.picture.Shapes.fill;
import static fovea.server.picture.Shapes.polygon;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** Simple drawings that show what a single filter answers to. */
final class TestCards {

  private static final int RINGS = 9;
  private static final int STRIPES = 8;
  private static final int SQUARES = 8;

  private TestCards() {}

  /** Edges of every kind: a checkerboard, a slanted border, grey steps, and pure colours. */
  static void edges(Graphics2D graphics) {
    fill(graphics, Color.WHITE, box(0, 0, 1, 1));
    double side = 0.5 / SQUARES;
    for (int y = 0; y < SQUARES; y++) {
      for (int x = y % 2; x < SQUARES; x += 2) {
        fill(graphics, Color.BLACK, box(x * side, y * side, (x + 1) * side, (y + 1) * side));
      }
    }
    fill(graphics, colour(0x202020), polygon(0.5, 0, 0.75, 0, 0.6, 0.5, 0.5, 0.5));
    for (int step = 0; step < 6; step++) {
      int grey = 255 * step / 5;
      double left = step / 12.0;
      fill(graphics, new Color(grey, grey, grey), box(left, 0.5, left + 1 / 12.0, 1));
    }
    int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0x00FFFF, 0xFF00FF};
    for (int c = 0; c < colours.length; c++) {
      double top = 0.5 + c / 12.0;
      fill(graphics, colour(colours[c]), box(0.5, top, 1, top + 1 / 12.0));
    }
  }

  /** Rings around the middle: an edge in every direction. */
  static void circles(Graphics2D graphics) {
    fill(graphics, Color.WHITE, box(0, 0, 1, 1));
    for (int ring = RINGS; ring > 0; ring--) {
      fill(graphics, ring % 2 == 1 ? colour(0x1A1C20) : Color.WHITE,
          disc(0.5, 0.5, 0.48 * ring / RINGS));
    }
  }

  /** Upright, lying and slanted stripes, one kind in each quarter, and finer ones in the last. */
  static void stripes(Graphics2D graphics) {
    fill(graphics, Color.WHITE, box(0, 0, 1, 1));
    for (int i = 0; i < STRIPES; i++) {
      double from = i * 0.5 / STRIPES;
      double to = from + 0.25 / STRIPES;
      fill(graphics, Color.BLACK, box(from, 0, to, 0.5));
      fill(graphics, Color.BLACK, box(0.5, from, 1, to));
      fill(graphics, Color.BLACK, box(0.5 + from / 2, 0.5, 0.5 + to / 2, 1));
      fill(graphics, Color.BLACK, box(0.75 + from / 2, 0.5, 0.75 + to / 2, 1));
    }
    graphics.setClip(box(0, 0.5, 0.5, 1));
    for (int i = -STRIPES; i < STRIPES; i++) {
      double from = i * 0.5 / STRIPES;
      double to = from + 0.25 / STRIPES;
      fill(graphics, Color.BLACK, polygon(from, 0.5, to, 0.5, to + 0.5, 1, from + 0.5, 1));
    }
    graphics.setClip(null);
  }

  /** Soft changes of colour: no edge anywhere. */
  static void gradient(Graphics2D graphics) {
    fill(graphics, blend(0, 0, 0x0B3C8C, 1, 1, 0xF2C14E), box(0, 0, 1, 1));
  }

  /** A handwritten 3, white on black as in MNIST. */
  static void digit(Graphics2D graphics) {
    fill(graphics, Color.BLACK, box(0, 0, 1, 1));
    Path2D three = new Path2D.Double();
    three.moveTo(0.32, 0.27);
    three.curveTo(0.42, 0.14, 0.68, 0.16, 0.66, 0.34);
    three.curveTo(0.65, 0.45, 0.53, 0.47, 0.45, 0.475);
    three.curveTo(0.6, 0.47, 0.72, 0.55, 0.69, 0.68);
    three.curveTo(0.65, 0.86, 0.4, 0.86, 0.3, 0.74);
    graphics.setPaint(Color.WHITE);
    graphics.setStroke(
        new BasicStroke(0.085f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(three);
  }
}
