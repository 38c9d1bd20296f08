package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ and what follows from it, by steps that are rounded the same wherever they are computed.
 * {@code lanewise(EXP)} gives other last bits in the interpreter than in compiled code, so that what is learned
 * would depend on when its method was compiled.
 *
 * <p>x = n ln 2 + r with a whole n and |r| ≤ ln 2 / 2, so eˣ = 2ⁿ eʳ; of the series of eʳ the powers up to the
 * seventh are taken, and the rest is below 2⁻²⁷.
 */
final class VectorExp {

  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** ln 2 in two parts, the first so short that its product with any n is exact. */
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

  /** Added to a number and taken away, it rounds; in between the last bits are the whole number. */
  private static final float WHOLE = 0x1.8p23f;

  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1);

  /** Below, eˣ is 0 as a float; above, infinite. */
  private static final float LEAST = -104;
  private static final float MOST = 89;

  /** Below, eˣ − 1 is −1. */
  private static final float LEAST_LESS_ONE = -30;

  /** Up to here 2ⁿ is a float. */
  private static final float MOST_LESS_ONE = 88;

  /** From here tanh(x / 2) is 1. */
  private static final float FLAT = 40;

  private VectorExp() {}

  /** eˣ; 0 and infinite where a float has no other number. */
  static FloatVector exp(FloatVector x) {
    FloatVector within = between(x, LEAST, MOST);
    FloatVector shifted = shifted(within);
    FloatVector r = rest(within, shifted);
    // In two steps, since 2ⁿ alone may be no float where eˣ is one.
    IntVector n = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(WHOLE));
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return seriesLessOne(r).add(1).mul(power(half)).mul(power(n.sub(half)));
  }

  /** eˣ − 1, exact to the last bits near 0 as well; for x up to 88. */
  static FloatVector expm1(FloatVector x) {
    FloatVector within = between(x, LEAST_LESS_ONE, MOST_LESS_ONE);
    FloatVector shifted = shifted(within);
    FloatVector power = power(shifted.reinterpretAsInts());
    return power.fma(seriesLessOne(rest(within, shifted)), power.sub(1));
  }

  /** (e²ˣ − 1) / (e²ˣ + 1). */
  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1(between(x.add(x), -FLAT, FLAT));
    return e.div(e.add(2));
  }

  /** 1 / (1 + e⁻ˣ). */
  static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(SPECIES, 1).div(exp(x.neg()).add(1));
  }

  private static FloatVector between(FloatVector x, float least, float most) {
    return VectorFunction.clamp(x, FloatVector.broadcast(SPECIES, least),
        FloatVector.broadcast(SPECIES, most));
  }

  /** n, with {@link #WHOLE} added. */
  private static FloatVector shifted(FloatVector x) {
    return x.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, WHOLE));
  }

  /** r. */
  private static FloatVector rest(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(WHOLE);
    return n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW),
        n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x));
  }

  /** 2ⁿ, of an n as a whole number or in the last bits of a shifted one. */
  private static FloatVector power(IntVector n) {
    return n.lanewise(VectorOperators.LSHL, MANTISSA_BITS).add(BITS_OF_ONE).reinterpretAsFloats();
  }

  /** r + r² / 2! + r³ / 3! + … + r⁷ / 7!. */
  private static FloatVector seriesLessOne(FloatVector r) {
    FloatVector sum = FloatVector.broadcast(SPECIES, 1f / 5040);
    sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f / 720));
    sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f / 120));
    sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f / 24));
    sum = sum.fma(r, FloatVector.broadcast(SPECIES, 1f / 6));
    sum = sum.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
    return sum.mul(r).fma(r, r);
  }
}
