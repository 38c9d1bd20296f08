package fovea.engine.reading;

import java.math.BigInteger;

/**
 * A strand in closed form: unit i hears from {@code pixels · ⌊(step · i + from) / parts⌋ + first} to
 * {@code pixels · ⌊(step · i + to) / parts⌋ + last}. Windows that slide keep that form, and so does
 * enlarging if nothing uneven came before; with one part it is Araujo's {@code i · stride − padding}.
 */
record Straight(BigInteger pixels, BigInteger step, BigInteger parts, BigInteger from,
    BigInteger to,
    BigInteger first, BigInteger last, boolean isExact) implements Strand {

  private static final int MOST_BITS = 128;

  /** The picture itself: each cell sees itself. */
  static final Straight OF_INPUT = new Straight(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE,
      BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, true);

  Straight {
    BigInteger common = step.gcd(parts);
    step = step.divide(common);
    parts = parts.divide(common);
    from = floor(from, common);
    to = floor(to, common);
    // Whole turns of parts are pixels: so strands that are alike look alike.
    first = first.add(pixels.multiply(floor(from, parts)));
    last = last.add(pixels.multiply(floor(to, parts)));
    from = from.mod(parts);
    to = to.mod(parts);
    if (parts.equals(BigInteger.ONE)) {
      pixels = pixels.multiply(step);
      step = BigInteger.ONE;
    }
  }

  /** All units hear the same. */
  static Straight constant(BigInteger first, BigInteger last) {
    return new Straight(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO,
        BigInteger.ZERO, first, last, true);
  }

  /** Whether all units see as much, evenly apart. */
  boolean isPlain() {
    return parts.equals(BigInteger.ONE);
  }

  /** Whether the closed form tells exactly what a layer hears that slides over these units. */
  boolean staysStraight(Slide slide) {
    return slide.units() == 1 || (slide.isGapless() && step.equals(BigInteger.ONE));
  }

  /** What such a layer hears; exactly so, or about. */
  Straight through(Slide slide, boolean exactly) {
    long rounding = exactly && slide.isGapless() ? slide.units() - 1 : 0;
    BigInteger units = BigInteger.valueOf(slide.units());
    BigInteger begin = BigInteger.valueOf(slide.from()).add(BigInteger.valueOf(rounding));
    BigInteger end = BigInteger.valueOf(slide.from()).add(BigInteger.valueOf(slide.reach()));
    Straight slid = new Straight(pixels, step.multiply(BigInteger.valueOf(slide.step())),
        parts.multiply(units), step.multiply(begin).add(from.multiply(units)),
        step.multiply(end).add(to.multiply(units)), first, last, isExact && exactly);
    return slid.isExact ? slid : slid.shorter();
  }

  /** What is known about needs no more than so many digits, or they would grow from layer to layer. */
  private Straight shorter() {
    int excess = Math.max(0, parts.bitLength() - MOST_BITS);
    return excess == 0
        ? this
        : new Straight(pixels, step.shiftRight(excess), parts.shiftRight(excess),
            from.shiftRight(excess), to.shiftRight(excess).add(BigInteger.ONE), first, last, false);
  }

  /** One strand that is the hull of both, if there is one in closed form. */
  boolean joins(Straight other) {
    return pixels.equals(other.pixels) && step.equals(other.step) && parts.equals(other.parts)
        && (isPlain() || (first.equals(other.first) && last.equals(other.last)));
  }

  /** Whether every unit sees at least what it sees on the other, as far as two lines can tell. */
  boolean covers(Straight other) {
    return jump().equals(other.jump())
        && line(from, first, 0).compareTo(other.line(other.from, other.first, 1)) <= 0
        && line(to, last, 1).compareTo(other.line(other.to, other.last, 0)) >= 0;
  }

  /** Unit 0 without rounding, which takes away one part less than all at most. */
  private Fraction line(BigInteger shift, BigInteger offset, int rounding) {
    BigInteger taken = parts.subtract(BigInteger.ONE).multiply(BigInteger.valueOf(rounding));
    return new Fraction(
        pixels.multiply(shift.subtract(taken)).add(offset.multiply(parts)), parts);
  }

  /** That hull. */
  Straight with(Straight other) {
    return new Straight(pixels, step, parts, from.min(other.from), to.max(other.to),
        first.min(other.first), last.max(other.last), isExact && other.isExact);
  }

  /** The same, known about. */
  Straight about() {
    return new Straight(pixels, step, parts, from, to, first, last, false);
  }

  /** The first pixel that a unit hears, however far. */
  BigInteger start(BigInteger unit) {
    return pixels.multiply(floor(step.multiply(unit).add(from), parts)).add(first);
  }

  /** The last one. */
  BigInteger end(BigInteger unit) {
    return pixels.multiply(floor(step.multiply(unit).add(to), parts)).add(last);
  }

  /** A unit that sees the most: one that stands in the last part. */
  BigInteger widest() {
    return isPlain()
        ? BigInteger.ZERO
        : parts.subtract(BigInteger.ONE).subtract(from).multiply(step.modInverse(parts))
            .mod(parts);
  }

  /** A unit that sees the least: one that stands in the first part. */
  BigInteger narrowest() {
    return isPlain() ? BigInteger.ZERO : from.negate().multiply(step.modInverse(parts)).mod(parts);
  }

  @Override
  public BigInteger period() {
    return parts;
  }

  @Override
  public BigInteger advance() {
    return pixels.multiply(step);
  }

  @Override
  public boolean hears(long unit) {
    return true;
  }

  @Override
  public boolean isSteady() {
    return true;
  }

  @Override
  public BigInteger start(long unit) {
    return start(BigInteger.valueOf(unit));
  }

  @Override
  public BigInteger end(long unit) {
    return end(BigInteger.valueOf(unit));
  }

  @Override
  public long first(long unit) {
    return at(unit, from, first);
  }

  @Override
  public long last(long unit) {
    return at(unit, to, last);
  }

  private long at(long unit, BigInteger shift, BigInteger offset) {
    long part = Math.addExact(Math.multiplyExact(step.longValueExact(), unit),
        shift.longValueExact());
    return Math.addExact(Math.multiplyExact(pixels.longValueExact(),
        Math.floorDiv(part, parts.longValueExact())), offset.longValueExact());
  }

  @Override
  public Straight around() {
    return this;
  }

  /** On average ⌊(step · i + from) / parts⌋ is (parts − 1) / (2 · parts) less than without rounding. */
  @Override
  public Fraction middle() {
    BigInteger ends = from.add(to).subtract(parts).add(BigInteger.ONE);
    return new Fraction(pixels.multiply(ends).add(first.add(last).multiply(parts)), parts);
  }

  static BigInteger floor(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
