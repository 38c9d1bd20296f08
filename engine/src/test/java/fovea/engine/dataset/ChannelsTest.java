package fovea.engine.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import fovea.engine.network.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  private static final Stored COLOURED = new Stored.Builder(List.of("a"), new Shape.Maps(3, 1, 2))
      .add(0, new byte[]{0, 30, 60, 90, (byte) 240, (byte) 255}).build();

  @Test
  void greyIsTheMeanOfAllChannels() {
    Channels grey = new Channels(COLOURED, 1);
    assertEquals(new Shape.Maps(1, 1, 2), grey.shape());
    assertArrayEquals(new float[]{100 / 255f, 125 / 255f}, grey.image(0).data(), 1e-7f);
  }

  @Test
  void whatIsMissingBeginsAnew() {
    float[] five = new Channels(COLOURED, 5).image(0).data();
    assertEquals(10, five.length);
    assertEquals(60 / 255f, five[2]);
    assertEquals(0, five[6]);
    assertEquals(30 / 255f, five[7]);
    float[] three = new Channels(new Channels(COLOURED, 1), 3).image(0).data();
    assertArrayEquals(new float[]{100 / 255f, 125 / 255f, 100 / 255f, 125 / 255f, 100 / 255f,
      125 / 255f}, three, 1e-7f);
  }

  @Test
  void whatIsRememberedIsDrawnOnce() {
    int[] drawn = new int[1];
    Dataset counted = new Derived() {
      @Override
      public Dataset of() {
        return COLOURED;
      }

      @Override
      public void image(int index, float[] into, int from) {
        drawn[0]++;
        COLOURED.image(index, into, from);
      }
    };
    Remembered remembered = new Remembered(counted);
    assertArrayEquals(COLOURED.image(0).data(), remembered.image(0).data(), 0);
    assertArrayEquals(COLOURED.image(0).data(), remembered.image(0).data(), 0);
    assertEquals(1, drawn[0]);
    assertSame(counted, remembered.of());
    assertEquals(6, Remembered.bytes(COLOURED));
  }
}
