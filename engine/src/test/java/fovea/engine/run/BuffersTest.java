package fovea.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class BuffersTest {

  private final Buffers buffers = new Buffers(Float.BYTES * 100L);

  @Test
  void theSmallestThatIsLargeEnoughIsUsedAgain() {
    float[] small = new float[10];
    float[] fitting = new float[30];
    float[] large = new float[50];
    buffers.give(small);
    buffers.give(fitting);
    buffers.give(large);

    assertSame(fitting, buffers.take(26));
    assertSame(large, buffers.take(26));
  }

  @Test
  void nothingIsGivenOutTwice() {
    buffers.give(new float[10]);

    assertNotSame(buffers.take(10), buffers.take(10));
  }

  @Test
  void whatIsMoreThanTwiceAsLargeIsLeftForOthers() {
    buffers.give(new float[50]);

    assertEquals(20, buffers.take(20).length);
  }

  @Test
  void whatWasGivenBackFirstGoesWhenThereIsTooMuch() {
    float[] first = new float[60];
    float[] second = new float[60];
    buffers.give(first);
    buffers.give(second);

    assertSame(second, buffers.take(60));
    assertNotSame(first, buffers.take(60));
  }
}
