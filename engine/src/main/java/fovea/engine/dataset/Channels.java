package fovea.engine.dataset;

import fovea.engine.network.Shape;

/**
 * A set for networks that read pictures of another number of channels: one channel is the mean of all, more are
 * those that there are, from the start again where there are too few.
 *
 * @param channels at least 1
 */
public record Channels(Dataset of, int channels) implements Derived {

  @Override
  public Shape.Maps shape() {
    return new Shape.Maps(channels, of.shape().height(), of.shape().width());
  }

  @Override
  public void image(int index, float[] into, int from) {
    float[] given = of.image(index).data();
    int plane = of.shape().height() * of.shape().width();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        into[from + c * plane + i] = channels == 1
            ? mean(given, i, plane)
            : given[(c * plane + i) % given.length];
      }
    }
  }

  /** A 255th, as all numbers of pictures are. */
  private static float mean(float[] given, int place, int plane) {
    double sum = 0;
    for (int i = place; i < given.length; i += plane) {
      sum += given[i];
    }
    return Math.round(sum * plane / given.length * 255) / 255f;
  }
}
