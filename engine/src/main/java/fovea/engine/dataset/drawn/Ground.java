package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;

/** What lies behind a figure: how much of its second colour each place has, from 0 to 1. */
sealed interface Ground {

  /** One colour. */
  record Plain() implements Ground {}

  /** From one colour to the other, by so much a pixel. */
  record Ramp(double begin, double down, double right) implements Ground {}

  /** Stripes, so many a pixel down and to the right. */
  record Stripes(double begin, double down, double right) implements Ground {}

  /** Two kinds of stripes, one across the other. */
  record Checks(Stripes one, Stripes other) implements Ground {}

  /** Clouds: numbers of chance that so many pixels lie between, and bends from one to the next. */
  record Clouds(long seed, double pixels) implements Ground {}

  /** Any of them, for a picture whose shorter side is so long. */
  static Ground of(Chance chance, int side) {
    int kind = chance.below(5);
    double angle = chance.between(0, 2 * Math.PI);
    double down = StrictMath.sin(angle) / side;
    double right = StrictMath.cos(angle) / side;
    double begin = chance.between(0, 1);
    double often = chance.between(2, 5);
    Stripes stripes = new Stripes(begin, often * down, often * right);
    return switch (kind) {
      case 0 -> new Plain();
      case 1 -> new Ramp(begin, down, right);
      case 2 -> stripes;
      case 3 -> new Checks(stripes, new Stripes(begin, -often * right, often * down));
      default -> new Clouds(chance.below(Integer.MAX_VALUE), side / often);
    };
  }

  /** The share of the second colour in a pixel. */
  default double at(int y, int x) {
    return switch (this) {
      case Plain _ -> 0;
      case Ramp(double begin, double down, double right) ->
        Math.clamp(begin + down * y + right * x, 0, 1);
      case Stripes(double begin, double down, double right) -> {
        double turn = begin + down * y + right * x;
        // Up and down again, cut off, so that stripes have soft borders.
        yield Math.clamp(4 * Math.abs(2 * (turn - Math.floor(turn)) - 1) - 1.5, 0, 1);
      }
      case Checks(Stripes one, Stripes other) -> Math.abs(one.at(y, x) - other.at(y, x));
      case Clouds(long seed, double pixels) -> {
        double down = y / pixels;
        double right = x / pixels;
        double fy = down - Math.floor(down);
        double fx = right - Math.floor(right);
        double above = mix(corner(seed, down, right), corner(seed, down, right + 1), fx);
        double under = mix(corner(seed, down + 1, right), corner(seed, down + 1, right + 1), fx);
        yield mix(above, under, fy);
      }
    };
  }

  private static double corner(long seed, double down, double right) {
    return Chance.of(seed, (long) down, (long) right).between(0, 1);
  }

  /** From one to the other, without a bend at either (3t² − 2t³). */
  private static double mix(double from, double to, double share) {
    return from + (to - from) * share * share * (3 - 2 * share);
  }
}
