package fovea.engine.reading;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;

/**
 * How many pixels the units of a layer see along one axis, from the first to the last that each
 * hears, the borders infinitely far away.
 *
 * @param smallest what the unit sees that sees least
 * @param largest what the one sees that sees most
 * @param different how many different sizes there are, 3 for more
 * @param first the first pixel that a unit hears which sees most
 * @param isExact whether that is known and not about
 */
record Sizes(BigInteger smallest, BigInteger largest, int different, BigInteger first,
    boolean isExact) {

  /** So many units are looked at one by one. */
  private static final int MOST_LOOKED_UP = 8_192;

  /** The sizes of the units from 0 to units − 1. */
  static Sizes of(List<Strand> strands, long units) {
    if (strands.size() == 1 && strands.getFirst() instanceof Straight straight
        && straight.parts().compareTo(BigInteger.valueOf(units)) <= 0) {
      return of(straight);
    }
    long different = different(strands, units);
    boolean isKnown = strands.stream().allMatch(Strand::isExact);
    try {
      return isKnown && different * strands.size() <= MOST_LOOKED_UP
          ? oneByOne(strands, different)
          : about(strands, units);
    } catch (ArithmeticException past2To63) {
      return about(strands, units);
    }
  }

  /** After so many units the sizes come again. */
  static long different(List<Strand> strands, long units) {
    BigInteger period = BigInteger.ONE;
    for (Strand strand : strands) {
      if (!strand.jump().equals(strands.getFirst().jump())) {
        return units;
      }
      period = period.multiply(strand.period()).divide(period.gcd(strand.period()));
      if (period.bitLength() > Integer.SIZE) {
        return units;
      }
    }
    return Math.min(period.longValueExact(), units);
  }

  private static Sizes of(Straight straight) {
    BigInteger widest = straight.widest();
    BigInteger narrowest = straight.narrowest();
    BigInteger most = size(straight.start(widest), straight.end(widest));
    BigInteger least = size(straight.start(narrowest), straight.end(narrowest));
    return new Sizes(least, most, least.equals(most) ? 1 : 2, straight.start(widest),
        straight.isExact());
  }

  private static Sizes oneByOne(List<Strand> strands, long units) {
    TreeSet<Long> sizes = new TreeSet<>();
    long widest = 0;
    for (long unit = 0; unit < units; unit++) {
      long first = first(strands, unit);
      long last = last(strands, unit);
      long size = first > last ? 0 : Math.addExact(Math.subtractExact(last, first), 1);
      widest = size > (sizes.isEmpty() ? 0 : sizes.last()) ? first : widest;
      sizes.add(size);
    }
    return new Sizes(BigInteger.valueOf(sizes.first()), BigInteger.valueOf(sizes.last()),
        Math.min(sizes.size(), 3), BigInteger.valueOf(widest), true);
  }

  /** The first pixel that a unit hears; after the last if it hears nothing. */
  static long first(List<Strand> strands, long unit) {
    long first = Long.MAX_VALUE;
    for (Strand strand : strands) {
      first = strand.hears(unit) ? Math.min(first, strand.first(unit)) : first;
    }
    return first;
  }

  /** The last one. */
  static long last(List<Strand> strands, long unit) {
    long last = Long.MIN_VALUE;
    for (Strand strand : strands) {
      last = strand.hears(unit) ? Math.max(last, strand.last(unit)) : last;
    }
    return last;
  }

  /** What two lines around all strands hold between them, which is widest at one of both ends. */
  private static Sizes about(List<Strand> strands, long units) {
    BigInteger most = BigInteger.ZERO;
    BigInteger first = BigInteger.ZERO;
    for (long unit : new long[]{0, units - 1}) {
      BigInteger start = strands.stream().map(Strand::around)
          .map(strand -> strand.start(unit)).reduce(BigInteger::min).orElse(BigInteger.ZERO);
      BigInteger end = strands.stream().map(Strand::around)
          .map(strand -> strand.end(unit)).reduce(BigInteger::max).orElse(BigInteger.ZERO);
      if (size(start, end).compareTo(most) > 0) {
        most = size(start, end);
        first = start;
      }
    }
    return new Sizes(most, most, 1, first, false);
  }

  private static BigInteger size(BigInteger first, BigInteger last) {
    return last.subtract(first).add(BigInteger.ONE);
  }
}
