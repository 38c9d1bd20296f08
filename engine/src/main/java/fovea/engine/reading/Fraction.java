package fovea.engine.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact quotient of whole numbers, reduced.
 *
 * @param dividend above the line
 * @param divisor below it, ≥ 1
 */
public record Fraction(BigInteger dividend, BigInteger divisor) implements Comparable<Fraction> {

  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  public Fraction {
    BigInteger common = divisor.equals(BigInteger.ONE) ? divisor : dividend.gcd(divisor);
    dividend = dividend.divide(common);
    divisor = divisor.divide(common);
  }

  /** Whether nothing is left over. */
  public boolean isWhole() {
    return divisor.equals(BigInteger.ONE);
  }

  /** The whole number that is not above it. */
  public BigInteger floor() {
    return Straight.floor(dividend, divisor);
  }

  /** This times a factor. */
  public Fraction times(long factor) {
    return times(factor, 1);
  }

  /** This times that quotient. */
  Fraction times(long factor, long by) {
    return new Fraction(dividend.multiply(BigInteger.valueOf(factor)),
        divisor.multiply(BigInteger.valueOf(by)));
  }

  @Override
  public int compareTo(Fraction other) {
    return dividend.multiply(other.divisor).compareTo(other.dividend.multiply(divisor));
  }

  /** The larger one. */
  Fraction max(Fraction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The nearest number that a double can be, which is finite. */
  public double toDouble() {
    return Math.min(Double.MAX_VALUE, new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL128).doubleValue());
  }

  /** The number in the way that formulas want it. */
  Number toNumber() {
    return isWhole() ? dividend : toDouble();
  }
}
