package fovea.server.picture;

import java.util.Random;

/**
 * What chance does to a picture, the same from the same seed on every machine: {@link Random} and its
 * normal distribution are specified to the bit.
 */
final class Scatter {

  private static final float WHITE = 255;

  private Scatter() {}

  /** Each value with a normally distributed number added, kept from 0 to 255. */
  static float[][] noise(float[][] planes, double deviation, long seed) {
    Random random = new Random(seed);
    float[][] noisy = new float[planes.length][planes[0].length];
    for (int c = 0; c < planes.length; c++) {
      for (int i = 0; i < noisy[c].length; i++) {
        float value = (float) (planes[c][i] + deviation * random.nextGaussian());
        noisy[c][i] = Math.clamp(value, 0, WHITE);
      }
    }
    return noisy;
  }

  /** Whole blocks of {@code block × block} pixels in another order (Fisher and Yates). */
  static float[][] shuffle(float[][] planes, int height, int width, int block, long seed) {
    int across = width / block;
    int count = across * (height / block);
    int[] from = new int[count];
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      from[i] = from[other];
      from[other] = i;
    }
    float[][] shuffled = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      shuffled[c] = planes[c].clone();
      for (int to = 0; to < count; to++) {
        for (int y = 0; y < block; y++) {
          System.arraycopy(planes[c], (from[to] / across * block + y) * width
              + from[to] % across * block, shuffled[c],
              (to / across * block + y) * width + to % across * block, block);
        }
      }
    }
    return shuffled;
  }
}
