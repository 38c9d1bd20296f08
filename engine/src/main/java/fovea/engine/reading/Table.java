package fovea.engine.reading;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A strand written out, unit by unit over its period: of layers that hear unevenly, such as a
 * transposed convolution with gaps, or enlarging what was enlarged and strided before.
 */
final class Table implements Strand {

  /** A longer period is not written out. */
  private static final int LONGEST = 2_048;

  /** So many taps are looked up for one layer, at most. */
  private static final int MOST_LOOKED_UP = 1 << 14;

  private final long advance;
  private final int[] first;
  private final int[] last;
  private final boolean isSteady;

  private Table(long advance, int period, boolean isSteady) {
    this.advance = advance;
    this.first = new int[period];
    this.last = new int[period];
    this.isSteady = isSteady;
  }

  /** What a layer hears that slides over a strand; empty if that is too much to be written out. */
  static Optional<Table> of(Strand strand, Slide slide) {
    try {
      long period = strand.period().longValueExact();
      long times = period / Slide.commonDivisor(period, slide.advance());
      long length = Math.multiplyExact(slide.period(), times);
      if (length > LONGEST) {
        return Optional.empty();
      }
      Table table = new Table(
          Math.multiplyExact(strand.advance().longValueExact(),
              Math.multiplyExact(slide.advance(), times) / period),
          (int) length, strand.isSteady() && slide.isGapless());
      return table.fill(strand, period, slide) ? Optional.of(table) : Optional.empty();
    } catch (ArithmeticException tooFar) {
      return Optional.empty();
    }
  }

  private boolean fill(Strand strand, long period, Slide slide) {
    long lookedUp = 0;
    for (int unit = 0; unit < first.length; unit++) {
      Taps taps = slide.heardBy(unit);
      // A tap that is a whole period behind another hears nothing before or after it.
      long telling = isSteady ? 1 : Math.min(taps.count(), period);
      lookedUp += telling;
      if (lookedUp > MOST_LOOKED_UP) {
        return false;
      }
      long begin = Integer.MAX_VALUE;
      long end = Integer.MIN_VALUE;
      for (long tap = 0; tap < telling; tap++) {
        long early = taps.at(tap);
        long late = taps.at(taps.count() - 1 - tap);
        begin = strand.hears(early) ? Math.min(begin, strand.first(early)) : begin;
        end = strand.hears(late) ? Math.max(end, strand.last(late)) : end;
      }
      first[unit] = Math.toIntExact(begin);
      last[unit] = Math.toIntExact(end);
    }
    return true;
  }

  private int place(long unit) {
    return (int) Math.floorMod(unit, (long) first.length);
  }

  private long turns(long unit) {
    return Math.floorDiv(unit, (long) first.length);
  }

  @Override
  public BigInteger period() {
    return BigInteger.valueOf(first.length);
  }

  @Override
  public BigInteger advance() {
    return BigInteger.valueOf(advance);
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public boolean isSteady() {
    return isSteady;
  }

  @Override
  public boolean hears(long unit) {
    return first[place(unit)] <= last[place(unit)];
  }

  @Override
  public BigInteger start(long unit) {
    return advance().multiply(BigInteger.valueOf(turns(unit)))
        .add(BigInteger.valueOf(first[place(unit)]));
  }

  @Override
  public BigInteger end(long unit) {
    return advance().multiply(BigInteger.valueOf(turns(unit)))
        .add(BigInteger.valueOf(last[place(unit)]));
  }

  @Override
  public long first(long unit) {
    return Math.addExact(first[place(unit)], Math.multiplyExact(turns(unit), advance));
  }

  @Override
  public long last(long unit) {
    return Math.addExact(last[place(unit)], Math.multiplyExact(turns(unit), advance));
  }

  /** Between two lines of the same slope. */
  @Override
  public Straight around() {
    BigInteger least = null;
    BigInteger most = null;
    for (int unit = 0; unit < first.length; unit++) {
      if (hears(unit)) {
        BigInteger line = line(unit);
        BigInteger above = BigInteger.valueOf(first[unit]).subtract(line);
        BigInteger below = BigInteger.valueOf(last[unit]).subtract(line);
        least = least == null ? above : least.min(above);
        most = most == null ? below : most.max(below);
      }
    }
    return new Straight(BigInteger.ONE, advance(), period(), BigInteger.ZERO, BigInteger.ZERO,
        least == null ? BigInteger.ZERO : least, most == null ? BigInteger.ZERO : most, false);
  }

  private BigInteger line(int unit) {
    return advance().multiply(BigInteger.valueOf(unit)).divide(period());
  }

  @Override
  public Fraction middle() {
    BigInteger sum = BigInteger.ZERO;
    long hearing = 0;
    for (int unit = 0; unit < first.length; unit++) {
      if (hears(unit)) {
        hearing++;
        sum = sum.add(BigInteger.valueOf((long) first[unit] + last[unit]).multiply(period()))
            .subtract(advance().multiply(BigInteger.valueOf(2L * unit)));
      }
    }
    return hearing == 0
        ? Fraction.ZERO
        : new Fraction(sum, period().multiply(BigInteger.valueOf(hearing)));
  }
}
