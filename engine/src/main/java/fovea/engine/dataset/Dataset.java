package fovea.engine.dataset;

import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.List;

/**
 * Pictures of one shape, each with the number of its class. A set never changes: the picture at a place
 * is the same whoever asks for it, as often as they ask, and many threads may.
 */
public interface Dataset {

  /** The count of a set that is drawn as it is asked for: there is a picture at every place. */
  int ENDLESS = Integer.MAX_VALUE;

  /** The names of the classes; a label is a place in this list. */
  List<String> classes();

  /** The shape of every picture, {@code C × H × W}. */
  Shape.Maps shape();

  /** How many pictures there are; {@link #ENDLESS} if they never end. */
  int count();

  /**
   * The class of a picture, from 0 to classes − 1.
   *
   * @param index from 0 to count − 1
   */
  int label(int index);

  /**
   * Writes a picture into a batch: C·H·W numbers, as {@link Tensor#data} orders them. Each is a pixel's
   * byte / 255, so from 0 to 1; no mean is taken away, and nothing is divided by a deviation.
   *
   * @param index from 0 to count − 1
   * @param from the place of the picture's first number
   */
  void image(int index, float[] into, int from);

  /** The picture by itself, {@code [C, H, W]}. */
  default Tensor image(int index) {
    Shape.Maps shape = shape();
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    image(index, numbers, 0);
    return Tensor.of(numbers, shape.channels(), shape.height(), shape.width());
  }
}
