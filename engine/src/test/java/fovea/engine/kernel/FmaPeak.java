package fovea.engine.kernel;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Nothing but multiply-adds, in vectors of this process's width: twelve sums in registers, none of
 * which waits for another. What a core can do when no number has to be fetched.
 */
final class FmaPeak {

  private static final int SUMS = 12;

  private FmaPeak() {}

  /** How many multiply-adds of single numbers so many rounds are. */
  static long multiplyAdds(int rounds) {
    return (long) SUMS * LENGTH * rounds;
  }

  /** Adds x · w to each sum, round after round, and gives what they come to. */
  static float spin(int rounds, float x, float w) {
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector b = FloatVector.broadcast(SPECIES, w);
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = a;
    FloatVector s02 = b;
    FloatVector s03 = a.add(1);
    FloatVector s04 = b.add(1);
    FloatVector s05 = a.add(2);
    FloatVector s06 = b.add(2);
    FloatVector s07 = a.add(3);
    FloatVector s08 = b.add(3);
    FloatVector s09 = a.add(4);
    FloatVector s10 = b.add(4);
    FloatVector s11 = a.add(5);
    for (int round = 0; round < rounds; round++) {
      s00 = a.fma(b, s00);
      s01 = a.fma(b, s01);
      s02 = a.fma(b, s02);
      s03 = a.fma(b, s03);
      s04 = a.fma(b, s04);
      s05 = a.fma(b, s05);
      s06 = a.fma(b, s06);
      s07 = a.fma(b, s07);
      s08 = a.fma(b, s08);
      s09 = a.fma(b, s09);
      s10 = a.fma(b, s10);
      s11 = a.fma(b, s11);
    }
    FloatVector low = s00.add(s01).add(s02.add(s03)).add(s04.add(s05));
    FloatVector high = s06.add(s07).add(s08.add(s09)).add(s10.add(s11));
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
