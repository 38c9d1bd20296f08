package fovea.web;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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

  /** One, two or five of a power of ten apart. */
  private static DoubleStream round(double first, double last) {
    double step = Stream.iterate(1L, it -> 10 * it).flatMap(it -> Stream.of(it, 2 * it, 5 * it))
        .filter(it -> (last - first) / it < MOST).findFirst().orElseThrow();
    return DoubleStream.iterate(Math.ceil(first / step) * step, it -> it <= last,
        it -> it + step);
  }
}
