package fovea.web;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A number on an axis of a drawing.
 *
 * @param place how far it stands from the left or the top, in percent such as {@code 12.5%}
 */
public record Tick(String place, String text) {

  /** A phone has room for no more. */
  private static final int MOST = 5;

  /** Round numbers from the first to the last of an axis that goes right or down. */
  public static List<Tick> onward(double first, double last, Numbers numbers) {
    return round(first, last)
        .mapToObj(it -> at((it - first) / (last - first), numbers.plain(it))).toList();
  }

  /** Round numbers from 0 up to the last of an axis that goes up. */
  public static List<Tick> upward(double last, Numbers numbers) {
    return round(0, last).mapToObj(it -> at(1 - it / last, numbers.plain(it))).toList();
  }

  /** A number at a share of the way. */
  public static Tick at(double share, String text) {
    return new Tick((float) (100 * share) + "%", text);
  }

  /**
   * One, two or five of a power of ten apart, at most {@link #MOST} and one: the number of steps ends
   * them, since a large number plus a step may be the same number.
   */
  private static DoubleStream round(double first, double last) {
    if (!(last > first) || !Double.isFinite(last - first)) {
      return DoubleStream.empty();
    }
    double step = step((last - first) / MOST);
    double start = Math.ceil(first / step) * step;
    return IntStream.rangeClosed(0, MOST).mapToDouble(it -> start + it * step)
        .filter(it -> it >= first && it <= last);
  }

  /** The smallest such number above that one, from 1 on. */
  private static double step(double least) {
    double tens = Math.pow(10, Math.max(0, Math.floor(Math.log10(least))));
    return DoubleStream.of(tens, 2 * tens, 5 * tens, 10 * tens).filter(it -> it > least)
        .findFirst().orElse(10 * tens);
  }
}
