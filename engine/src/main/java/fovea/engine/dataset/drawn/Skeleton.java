package fovea.engine.dataset.drawn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way of the pen through a digit, in a box of 100 × 100, y down: strokes, each of pieces that are
 * smooth and meet at corners.
 *
 * @param strokes between two of them the pen is lifted
 */
record Skeleton(List<Stroke> strokes) {

  /** A point of the box. */
  record Point(double x, double y) {}

  /** The pieces of a stroke; each begins where the one before it ends. */
  record Stroke(List<List<Point>> pieces) {}

  /** Each digit as people write it, the usual ways twice. */
  private static final List<List<Skeleton>> DIGITS = List.of(
      ways(
          "50,0 20,15 10,50 20,85 50,100 80,85 90,50 80,15 48,0",
          "68,6 40,2 14,30 12,65 35,97 65,96 88,68 86,28 64,4 44,6",
          "40,2 15,25 10,60 32,97 66,96 90,60 82,18 52,0 34,6"),
      ways(
          "50,0 50,100",
          "22,26 54,0 / 54,100",
          "50,0 50,100",
          "26,24 54,0 / 54,100 ; 28,100 80,100"),
      ways(
          "14,26 30,5 54,0 80,14 80,36 56,64 12,100 / 88,100",
          "15,22 42,0 76,10 78,36 50,72 22,98 10,88 26,76 56,94 92,92",
          "14,18 48,0 82,16 74,44 12,98 / 52,93 90,98"),
      ways(
          "14,14 44,0 76,10 78,30 44,46 / 80,58 86,80 54,100 12,88",
          "15,2 82,0 / 44,40 / 78,50 86,76 54,100 12,90",
          "16,12 46,0 78,16 66,40 40,47 64,50 86,72 60,98 14,90"),
      ways(
          "24,0 12,60 / 90,58 ; 70,22 66,100",
          "64,0 8,66 / 94,66 ; 64,0 64,100",
          "18,2 20,50 / 82,50 ; 82,0 78,100",
          "18,0 16,38 40,54 80,44 ; 84,0 78,100"),
      ways(
          "80,0 26,0 / 20,44 / 52,36 84,54 82,82 50,100 12,90",
          "26,0 20,46 / 54,38 86,60 76,92 42,100 12,90 ; 26,0 86,2",
          "84,4 30,0 / 22,42 60,42 84,66 66,96 14,94"),
      ways(
          "72,0 36,24 14,62 28,96 62,98 84,75 66,52 36,56 18,76",
          "58,0 26,42 14,78 42,100 78,90 80,64 52,52 20,70",
          "82,8 52,0 22,30 14,68 38,100 76,92 82,66 58,50 24,62 16,76"),
      ways(
          "12,2 86,2 / 40,100",
          "12,2 86,2 / 40,100 ; 30,52 78,50",
          "12,16 14,2 / 88,4 / 58,46 44,100",
          "12,4 86,2 / 54,48 44,100 ; 28,50 76,48"),
      ways(
          "78,14 50,0 22,16 34,40 66,56 84,78 52,100 18,82 32,56 66,40 80,18 66,4",
          "50,46 24,30 28,8 50,0 74,8 76,28 50,46 ; 50,46 16,66 20,92 50,100 82,92 84,66 50,46",
          "60,2 28,8 28,34 66,54 84,80 50,100 16,82 30,56 70,38 76,12 54,0"),
      ways(
          "80,20 52,0 20,14 20,42 50,54 80,24 / 74,100",
          "82,22 56,0 22,14 20,42 50,54 80,30 82,14 82,56 66,94 26,98",
          "78,16 46,2 18,26 36,52 70,42 80,12 / 68,100"));

  /** The ways to write a digit, 0 to 9. */
  static List<Skeleton> of(int digit) {
    return DIGITS.get(digit);
  }

  private static List<Skeleton> ways(String... ways) {
    return Arrays.stream(ways).map(Skeleton::parse).toList();
  }

  /** Points are {@code x,y}; a slash is a corner, a semicolon lifts the pen. */
  private static Skeleton parse(String way) {
    List<Stroke> strokes = new ArrayList<>();
    for (String stroke : way.split(";", -1)) {
      List<List<Point>> pieces = new ArrayList<>();
      for (String piece : stroke.split("/", -1)) {
        List<Point> points = new ArrayList<>();
        if (!pieces.isEmpty()) {
          points.add(pieces.getLast().getLast());
        }
        for (String point : piece.strip().split(" ", -1)) {
          int comma = point.indexOf(',');
          points.add(new Point(
              Integer.parseInt(point, 0, comma, 10),
              Integer.parseInt(point, comma + 1, point.length(), 10)));
        }
        pieces.add(List.copyOf(points));
      }
      strokes.add(new Stroke(List.copyOf(pieces)));
    }
    return new Skeleton(List.copyOf(strokes));
  }
}
