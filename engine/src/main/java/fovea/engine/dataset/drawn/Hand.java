package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.dataset.drawn.Skeleton.Point;
import fovea.engine.dataset.drawn.Skeleton.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * How somebody writes, drawn by chance: narrow or wide, slanted, turned, bent, and no point quite where it
 * should be.
 */
final class Hand {

  /** Of each point, in hundredths of a digit's height. */
  private static final double WOBBLE = 2.6;

  /** Straight lines between two points of a skeleton. */
  private static final int PARTS = 6;

  private final Chance chance;
  private final double wide;
  private final double slant;
  private final double bendRight;
  private final double bendDown;
  private final double cos;
  private final double sin;

  Hand(Chance chance) {
    this.chance = chance;
    this.wide = chance.between(0.5, 0.95);
    // Most people lean to the right.
    this.slant = Math.clamp(0.15 + 0.2 * chance.bell(), -0.25, 0.6);
    this.bendRight = 0.22 * chance.bell();
    this.bendDown = 0.12 * chance.bell();
    double angle = Math.clamp(0.12 * chance.bell(), -0.3, 0.3);
    this.cos = StrictMath.cos(angle);
    this.sin = StrictMath.sin(angle);
  }

  /** The points of each stroke, about 100 high, around (0, 0). */
  List<List<Point>> written(Skeleton skeleton) {
    return skeleton.strokes().stream().map(this::written).toList();
  }

  private List<Point> written(Stroke stroke) {
    List<Point> line = new ArrayList<>();
    Point corner = wobbled(stroke.pieces().getFirst().getFirst());
    for (List<Point> piece : stroke.pieces()) {
      List<Point> through = new ArrayList<>(List.of(corner));
      piece.stream().skip(1).map(this::wobbled).forEach(through::add);
      smooth(through, line);
      corner = through.getLast();
    }
    return line.stream().map(this::moved).toList();
  }

  private Point wobbled(Point point) {
    return new Point(point.x() + WOBBLE * chance.bell(), point.y() + WOBBLE * chance.bell());
  }

  /** A curve through the points, at each as steep as the line between its neighbours (Catmull and Rom). */
  private static void smooth(List<Point> through, List<Point> line) {
    for (int i = 0; i < through.size() - 1; i++) {
      Point from = through.get(i);
      Point to = through.get(i + 1);
      Point before = through.get(Math.max(0, i - 1));
      Point behind = through.get(Math.min(through.size() - 1, i + 2));
      for (int part = 0; part <= PARTS; part++) {
        double t = (double) part / PARTS;
        line.add(new Point(
            between(before.x(), from.x(), to.x(), behind.x(), t),
            between(before.y(), from.y(), to.y(), behind.y(), t)));
      }
    }
  }

  private static double between(double before, double from, double to, double behind, double t) {
    double steepFrom = (to - before) / 2;
    double steepTo = (behind - from) / 2;
    double twice = 3 * (to - from) - 2 * steepFrom - steepTo;
    double thrice = 2 * (from - to) + steepFrom + steepTo;
    return from + t * (steepFrom + t * (twice + t * thrice));
  }

  private Point moved(Point point) {
    double right = (point.x() - 50) / 50;
    double down = (point.y() - 50) / 50;
    double x = wide * (right + bendRight * (down * down - 0.5)) - slant * down;
    double y = down + bendDown * (right * right - 0.5);
    return new Point(50 * (cos * x - sin * y), 50 * (sin * x + cos * y));
  }
}
