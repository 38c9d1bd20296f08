package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ and what follows from it, by steps that are rounded the same wherever they are computed.
 * {@code lanewise(EXP)} gives other last bits in the interpreter than in compiled code, so that what is learned
 * would depend on when its method was compiled. Few steps and constants that are vectors already: beyond a length the
 * compiler takes nothing more into a loop, and makes an object of every vector.
 *
 * <p>x = n ln 2 + r with a whole n and |r| ≤ ln 2 / 2, so eˣ = 2ⁿ eʳ; of the series of eʳ the powers up to the
 * seventh are taken, and the rest is below 2⁻²⁷.
 */
final class VectorExp {

  private static final FloatVector LOG2_E = all(1 / Math.log(2));

  /** ln 2 in two parts, the first so short that its product with any n is exact. */
  private static final double LN2_HIGH = 0x1.62e4p-1;

  private static final FloatVector LESS_HIGH = all(-LN2_HIGH);
  private static final FloatVector LESS_LOW = all(LN2_HIGH - Math.log(2));

  /** Added to a number and taken away, it rounds; in between the last bits are the whole number. */
  private static final FloatVector WHOLE = all(0x1.8p23);

  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1);

  /** Between these 2ⁿ is a float. */
  private static final FloatVector LEAST = all(-87);

  private static final FloatVector MOST = all(88);

  private static final FloatVector ZERO = all(0);
  private static final FloatVector INFINITE = all(Double.POSITIVE_INFINITY);
  private static final FloatVector ONE = all(1);
  private static final FloatVector TWO = all(2);
  private static final FloatVector HALF = all(1.0 / 2);
  private static final FloatVector SIXTH = all(1.0 / 6);
  private static final FloatVector OVER_24 = all(1.0 / 24);
  private static final FloatVector OVER_120 = all(1.0 / 120);
  private static final FloatVector OVER_720 = all(1.0 / 720);
  private static final FloatVector OVER_5040 = all(1.0 / 5040);

  private VectorExp() {}

  private static FloatVector all(double number) {
    return FloatVector.broadcast(SPECIES, (float) number);
  }

  /** eˣ; 0 below −87, where a float has hardly another number, and infinite above 88. */
  static FloatVector exp(FloatVector x) {
    FloatVector within = x.min(MOST).max(LEAST);
    FloatVector shifted = within.fma(LOG2_E, WHOLE);
    FloatVector power = power(shifted);
    return power.fma(series(within, shifted.sub(WHOLE)), power)
        .blend(ZERO, x.compare(VectorOperators.LT, LEAST))
        .blend(INFINITE, x.compare(VectorOperators.GT, MOST));
  }

  /** eˣ − 1, exact to the last bits near 0 as well; of an x above 88 that of 88. */
  static FloatVector expm1(FloatVector x) {
    FloatVector within = x.min(MOST).max(LEAST);
    FloatVector shifted = within.fma(LOG2_E, WHOLE);
    FloatVector power = power(shifted);
    return power.fma(series(within, shifted.sub(WHOLE)), power.sub(ONE));
  }

  /** (e²ˣ − 1) / (e²ˣ + 1). */
  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1(x.add(x));
    return e.div(e.add(TWO));
  }

  /** 1 / (1 + e⁻ˣ). */
  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }

  /** 2ⁿ, of the n in the last bits. */
  private static FloatVector power(FloatVector shifted) {
    return shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS)
        .add(BITS_OF_ONE).reinterpretAsFloats();
  }

  /** r + r² / 2! + r³ / 3! + … + r⁷ / 7!. */
  private static FloatVector series(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(LESS_LOW, n.fma(LESS_HIGH, x));
    return OVER_5040.fma(r, OVER_720).fma(r, OVER_120).fma(r, OVER_24).fma(r, SIXTH).fma(r, HALF)
        .mul(r).fma(r, r);
  }
}
