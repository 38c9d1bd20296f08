package fovea.engine.kernel.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LaneSumTest {

  /** More often than a method is run before it is compiled. */
  private static final int OFTEN = 50_000;

  @Test
  void theOrderIsTheSameBeforeAndAfterCompilation() {
    Random random = new Random(7);
    float[] lanes = new float[Lanes.LENGTH];
    for (int turn = 0; turn < OFTEN; turn++) {
      for (int i = 0; i < lanes.length; i++) {
        lanes[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
      }
      assertEquals(halved(lanes), LaneSum.of(FloatVector.fromArray(Lanes.SPECIES, lanes, 0)), 0f);
    }
  }

  /** One half added to the other until one number is left. */
  private static float halved(float[] lanes) {
    if (lanes.length == 1) {
      return lanes[0];
    }
    int half = lanes.length / 2;
    float[] sums = Arrays.copyOf(lanes, half);
    for (int i = 0; i < half; i++) {
      sums[i] += lanes[half + i];
    }
    return halved(sums);
  }
}
