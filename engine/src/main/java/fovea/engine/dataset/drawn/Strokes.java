package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.dataset.drawn.Skeleton.Point;
import fovea.engine.network.Shape;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The ten digits as pens write them, light on dark: {@code 1 × H × W}. Each is written in one of the ways
 * that people have, by another hand, with another pen.
 */
public final class Strokes extends Drawn {

  private static final int DIGITS = 10;

  /** The least share of the pen's radius that a hand presses out of it. */
  private static final double LIGHTEST = 0.7;

  /** Those of the seed; MNIST's are 28 × 28. */
  public Strokes(int height, int width, long seed) {
    super(IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList(),
        new Shape.Maps(1, height, width), seed);
  }

  @Override
  void draw(Chance chance, int label, float[] into, int from) {
    List<Skeleton> ways = Skeleton.of(label);
    List<List<Point>> strokes = new Hand(chance).written(ways.get(chance.below(ways.size())));
    int height = shape().height();
    int width = shape().width();
    double side = Math.min(height, width);
    double radius = side * chance.between(0.03, 0.075);
    Extent across = Extent.of(strokes, Point::x);
    Extent down = Extent.of(strokes, Point::y);
    // A pixel stays free around the digit; where it is too wide it is made smaller.
    double scale = Math.min(
        Math.min(side * chance.between(0.55, 0.8) / 100, (height - 2 * radius - 2) / down.length()),
        (width - 2 * radius - 2) / across.length());
    double left = across.begin(chance, scale, radius, width);
    double top = down.begin(chance, scale, radius, height);
    Pen pen = new Pen(height, width);
    for (List<Point> stroke : strokes) {
      draw(pen, stroke.stream()
          .map(point -> new Point(left + scale * point.x(), top + scale * point.y())).toList(),
          radius * chance.between(LIGHTEST, 1), radius * chance.between(LIGHTEST, 1));
    }
    develop(pen, chance, into, from);
  }

  /** From where to where a digit reaches along an axis. */
  private record Extent(double least, double most) {

    static Extent of(List<List<Point>> strokes, ToDoubleFunction<Point> along) {
      var statistics = strokes.stream().flatMap(List::stream).mapToDouble(along)
          .summaryStatistics();
      return new Extent(statistics.getMin(), statistics.getMax());
    }

    double length() {
      return most - least;
    }

    /** Where 0 comes to lie, so that the digit lies near the middle, most of what is free to either side. */
    double begin(Chance chance, double scale, double radius, int side) {
      double free = side - scale * length() - 2 * radius - 2;
      double shift = Math.min(free / 2, side * 0.12) * chance.between(-1, 1);
      return side / 2.0 + shift - scale * (least + most) / 2;
    }
  }

  /** The pen's radius goes from one to the other, as the hand presses it. */
  private static void draw(Pen pen, List<Point> line, double begin, double end) {
    for (int i = 1; i < line.size(); i++) {
      double share = (double) i / line.size();
      pen.line(line.get(i - 1), line.get(i), begin + share * (end - begin));
    }
  }

  private void develop(Pen pen, Chance chance, float[] into, int from) {
    double softness = chance.between(1, 1.8);
    double light = chance.between(0.7, 1);
    double noise = chance.between(0, 0.06);
    for (int pixel = 0; pixel < shape().elements(); pixel++) {
      into[from + pixel] = (float) (light * pen.covered(pixel, softness) + noise * chance.bell());
    }
  }
}
