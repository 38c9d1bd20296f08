package fovea.server.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The few shapes that our drawings are made of; coordinates from 0 to 1. */
final class Shapes {

  private Shapes() {}

  static void fill(Graphics2D graphics, Paint paint, Shape shape) {
    graphics.setPaint(paint);
    graphics.fill(shape);
  }

  static void line(Graphics2D graphics, Paint paint, double width, double... points) {
    graphics.setPaint(paint);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path(points));
  }

  static Shape polygon(double... points) {
    Path2D path = path(points);
    path.closePath();
    return path;
  }

  static Shape disc(double x, double y, double radius) {
    return oval(x, y, radius, radius);
  }

  static Shape oval(double x, double y, double radiusX, double radiusY) {
    return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Shape box(double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  static Color colour(int rgb) {
    return new Color(rgb);
  }

  /** A colour that changes evenly from one point to another. */
  static Paint blend(double x1, double y1, int rgb1, double x2, double y2, int rgb2) {
    return new GradientPaint(
        (float) x1, (float) y1, new Color(rgb1), (float) x2, (float) y2, new Color(rgb2));
  }

  private static Path2D path(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }
}
