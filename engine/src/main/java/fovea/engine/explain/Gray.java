package fovea.engine.explain;

import fovea.engine.tensor.Statistics;
import fovea.engine.tensor.Tensor;
import java.util.Random;

/** A picture as one map with mean 0 and standard deviation 1: what statistics are taken of. */
final class Gray {

  private Gray() {}

  /** The mean over the channels, {@code [1, H, W]}; zeros for a picture of one colour. */
  static Tensor of(Tensor picture) {
    int channels = picture.dimension(0);
    int pixels = picture.size() / channels;
    float[] gray = new float[pixels];
    for (int i = 0; i < picture.size(); i++) {
      gray[i % pixels] += picture.data()[i] / channels;
    }
    Statistics all = Statistics.of(gray, 0, pixels);
    double std = all.std() < 1e-6 ? 1 : all.std();
    for (int i = 0; i < pixels; i++) {
      gray[i] = (float) ((gray[i] - all.mean()) / std);
    }
    return Tensor.of(gray, 1, picture.dimension(1), picture.dimension(2));
  }

  /** The middle of maps {@code [C, H, W]}, so many rows and columns of it. */
  static Tensor middle(Tensor maps, int height, int width) {
    int channels = maps.dimension(0);
    int top = (maps.dimension(1) - height) / 2;
    int left = (maps.dimension(2) - width) / 2;
    float[] middle = new float[channels * height * width];
    for (int row = 0; row < channels * height; row++) {
      int from = row / height * maps.dimension(1) + top + row % height;
      System.arraycopy(
          maps.data(), from * maps.dimension(2) + left, middle, row * width, width);
    }
    return Tensor.of(middle, channels, height, width);
  }

  /** The numbers 0 to count − 1 in an order of chance, the same for the same seed. */
  static int[] order(int count, long seed) {
    Random random = new Random(seed);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
