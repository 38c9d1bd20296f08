package fovea.engine.dataset;

import fovea.engine.network.Shape;

/**
 * The same pictures with two more channels, behind their own: how far down and how far right each pixel
 * is, from 0 to 1. A convolution, which knows no place, can read it there.
 *
 * @see <a href="https://arxiv.org/abs/1807.03247">Liu et al., An intriguing failing of convolutional
 *     neural networks and the CoordConv solution</a>
 */
public record WithCoordinates(Dataset of) implements Derived {

  /** How many channels come to the picture's. */
  public static final int CHANNELS = 2;

  @Override
  public Shape.Maps shape() {
    Shape.Maps shape = of.shape();
    return new Shape.Maps(shape.channels() + CHANNELS, shape.height(), shape.width());
  }

  @Override
  public void image(int index, float[] into, int from) {
    of.image(index, into, from);
    Shape.Maps shape = of.shape();
    int plane = shape.height() * shape.width();
    int down = from + shape.channels() * plane;
    for (int i = 0; i < plane; i++) {
      into[down + i] = share(i / shape.width(), shape.height());
      into[down + plane + i] = share(i % shape.width(), shape.width());
    }
  }

  private static float share(int place, int side) {
    return side == 1 ? 0 : (float) place / (side - 1);
  }
}
