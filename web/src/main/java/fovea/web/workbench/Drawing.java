package fovea.web.workbench;

import java.util.ArrayList;
import java.util.List;

/**
 * A small picture of cells, lines and letters, as paths of an SVG. Made on one thread, then only read.
 * Places and sizes are in cells, x to the right and y down.
 */
public final class Drawing {

  private static final int CELL = 14;
  private static final double GAP = 0.06;

  private final List<Mark> marks = new ArrayList<>();
  private double width;
  private double height;

  /**
   * One mark.
   *
   * @param look its meaning, such as {@code kernel}: the class that colours it
   * @param path in SVG's words; empty for letters
   * @param text the letters; empty for a path
   * @param x of the middle of the letters
   * @param y of their middle
   */
  public record Mark(String look, String path, String text, double x, double y) {}

  /** All marks, the last one on top. */
  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** How wide it is, in pixels. */
  public long width() {
    return Math.round(width * CELL);
  }

  /** How high it is, in pixels. */
  public long height() {
    return Math.round(height * CELL);
  }

  /** A rectangle of so many cells, each of them drawn. */
  Drawing cells(String look, double x, double y, int columns, int rows) {
    StringBuilder path = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        path.append(rectangle(x + column + GAP, y + row + GAP, 1 - 2 * GAP, 1 - 2 * GAP));
      }
    }
    return add(look, path.toString(), x + columns, y + rows);
  }

  /** The border of a part. */
  Drawing frame(String look, double x, double y, double columns, double rows) {
    return add(look + " frame", rectangle(x, y, columns, rows), x + columns, y + rows);
  }

  /** A line through points, x and y in turn. */
  Drawing line(String look, double... points) {
    StringBuilder path = new StringBuilder();
    double right = 0;
    double bottom = 0;
    for (int i = 0; i < points.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L').append(pixels(points[i])).append(' ')
          .append(pixels(points[i + 1]));
      right = Math.max(right, points[i]);
      bottom = Math.max(bottom, points[i + 1]);
    }
    return add(look + " line", path.toString(), right, bottom);
  }

  /** An arrow to the right. */
  Drawing arrow(double x, double y) {
    return line("other", x, y, x + 1.2, y).line("other", x + 0.8, y - 0.35, x + 1.2, y, x + 0.8,
        y + 0.35);
  }

  /** Letters around their middle. */
  Drawing text(String text, double x, double y) {
    marks.add(new Mark("letters", "", text, x * CELL, y * CELL));
    return grown(x + text.length() * 0.35, y + 0.6);
  }

  private Drawing add(String look, String path, double right, double bottom) {
    marks.add(new Mark(look, path, "", 0, 0));
    return grown(right, bottom);
  }

  private Drawing grown(double right, double bottom) {
    width = Math.max(width, right + 0.2);
    height = Math.max(height, bottom + 0.2);
    return this;
  }

  private static String rectangle(double x, double y, double width, double height) {
    return "M" + pixels(x) + " " + pixels(y) + "h" + pixels(width) + "v" + pixels(height) + "h-"
        + pixels(width) + "z";
  }

  private static String pixels(double cells) {
    double pixels = Math.rint(cells * CELL * 100) / 100;
    return pixels == Math.rint(pixels) ? Long.toString((long) pixels) : Double.toString(pixels);
  }
}
