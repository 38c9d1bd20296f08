package fovea.engine.dataset;

import fovea.engine.network.Shape;
import java.util.Arrays;

/**
 * The same pictures in the middle of a dark frame, or moved out of it: by so many pixels to the right, down,
 * to the left or up, one picture after the other. Within the frame nothing of a picture is lost.
 *
 * @param margin pixels of the frame on every side, 0 or more
 * @param shift how far each is moved, from 0 to the margin
 */
public record Framed(Dataset of, int margin, int shift) implements Derived {

  private static final int DIRECTIONS = 4;

  public Framed {
    if (margin < 0 || shift < 0 || shift > margin) {
      throw new IllegalArgumentException(
          "expected a shift from 0 to the margin but found %d and %d".formatted(shift, margin));
    }
  }

  @Override
  public Shape.Maps shape() {
    Shape.Maps inside = of.shape();
    return new Shape.Maps(inside.channels(), Math.addExact(inside.height(), 2 * margin),
        Math.addExact(inside.width(), 2 * margin));
  }

  @Override
  public void image(int index, float[] into, int from) {
    Shape.Maps inside = of.shape();
    Shape.Maps frame = shape();
    float[] picture = of.image(index).data();
    int quarter = index % DIRECTIONS;
    int top = margin + (quarter == 1 ? shift : quarter == 3 ? -shift : 0);
    int left = margin + (quarter == 0 ? shift : quarter == 2 ? -shift : 0);
    Arrays.fill(into, from, from + Math.toIntExact(frame.elements()), 0);
    for (int row = 0; row < inside.channels() * inside.height(); row++) {
      int c = row / inside.height();
      int y = row % inside.height() + top;
      System.arraycopy(picture, row * inside.width(), into,
          from + (c * frame.height() + y) * frame.width() + left, inside.width());
    }
  }
}
