package fovea.engine.kernel.volume;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Adds up the lanes of a vector in an order that is always the same. {@code reduceLanes} leaves the order to the
 * compiler, so that a sum, and all that is learned from it, would depend on when its method was compiled.
 */
public final class LaneSum {

  private static final VectorShuffle<Float> EIGHT = across(8);
  private static final VectorShuffle<Float> FOUR = across(4);
  private static final VectorShuffle<Float> TWO = across(2);
  private static final VectorShuffle<Float> ONE = across(1);

  private LaneSum() {}

  private static VectorShuffle<Float> across(int distance) {
    return VectorShuffle.fromOp(Lanes.SPECIES, lane -> (lane ^ distance) & (Lanes.LENGTH - 1));
  }

  /** Of all lanes: each half is added to the other until one number is left. */
  public static float of(FloatVector lanes) {
    FloatVector sum = lanes;
    if (Lanes.LENGTH >= 16) {
      sum = sum.add(sum.rearrange(EIGHT));
    }
    if (Lanes.LENGTH >= 8) {
      sum = sum.add(sum.rearrange(FOUR));
    }
    sum = sum.add(sum.rearrange(TWO));
    return sum.add(sum.rearrange(ONE)).lane(0);
  }
}
