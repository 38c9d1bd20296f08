package fovea.engine.kernel.pointwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.kernel.volume.Lanes;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The functions that follow from eˣ, against Java's own in double, on numbers of every size. */
class VectorExpTest {

  @Test
  void expIsWithinTwoUnitsOfTheLastPlace() {
    agrees(VectorExp::exp, Math::exp, -87, 88, 2);
  }

  @Test
  void lessOneKeepsItsDigitsNearZero() {
    agrees(VectorExp::expm1, Math::expm1, -60, 88, 3);
    agrees(VectorExp::expm1, Math::expm1, -1e-3f, 1e-3f, 3);
  }

  @Test
  void tanhAndSigmoid() {
    agrees(VectorExp::tanh, Math::tanh, -30, 30, 4);
    agrees(VectorExp::tanh, Math::tanh, -1e-3f, 1e-3f, 4);
    agrees(VectorExp::sigmoid, x -> 1 / (1 + Math.exp(-x)), -87, 30, 4);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (float x : new float[]{Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertEquals((float) Math.exp(x), of(VectorExp::exp, x));
      assertEquals((float) Math.tanh(x), of(VectorExp::tanh, x));
      assertEquals((float) (1 / (1 + Math.exp(-x))), of(VectorExp::sigmoid, x));
    }
    assertEquals(-1, of(VectorExp::expm1, Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(of(VectorExp::expm1, Float.NaN)));
  }

  /** Each step of a vector is the same step of a number, whatever has compiled it: so are the last bits. */
  @Test
  void aVectorGivesWhatStepByStepANumberGives() {
    Random random = new Random(7);
    for (int draw = 0; draw < 100_000; draw++) {
      float x = -30 + 118 * random.nextFloat();
      float shifted = Math.fma(x, (float) (1 / Math.log(2)), 0x1.8p23f);
      float n = shifted - 0x1.8p23f;
      float r = Math.fma(n, -(float) (Math.log(2) - 0x1.62e4p-1f), Math.fma(n, -0x1.62e4p-1f, x));
      float sum = 1f / 5040;
      for (float next : new float[]{1f / 720, 1f / 120, 1f / 24, 1f / 6, 0.5f}) {
        sum = Math.fma(sum, r, next);
      }
      float power = Math.scalb(1f, (int) n);
      assertEquals(Math.fma(power, Math.fma(sum * r, r, r), power - 1), of(VectorExp::expm1, x));
    }
  }

  private static void agrees(UnaryOperator<FloatVector> ours, DoubleUnaryOperator exact,
      float from, float to, int units) {
    Random random = new Random(3);
    for (int draw = 0; draw < 200_000; draw++) {
      float x = from + (to - from) * random.nextFloat();
      float expected = (float) exact.applyAsDouble(x);
      assertEquals(expected, of(ours, x), units * Math.ulp(expected), () -> "at " + x);
    }
  }

  private static float of(UnaryOperator<FloatVector> function, float x) {
    return function.apply(FloatVector.broadcast(Lanes.SPECIES, x)).lane(Lanes.LENGTH - 1);
  }
}
