package fovea.engine.kernel.learning;

import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.List;

/**
 * A family of layers that learn.
 *
 * @param <V> what holds the values of a batch
 */
public interface LearningKernels<V> {

  /** The fastest family that this process can run, by the rules for those of runs. */
  static LearningKernels<?> best() {
    // Asked for by name: without the module the vectorised classes cannot even be loaded.
    return "textbook".equals(System.getProperty("fovea.kernels"))
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
            ? new TextbookLearning()
            : new VectorLearning();
  }

  /** Room for a layer's values of so many pictures. */
  V values(Shape shape, int images);

  /** Room for pictures that those layers read. */
  default V input(Shape shape, int images, List<LayerReading> readers) {
    return values(shape, images);
  }

  /** The memory that it takes. */
  default long inputBytes(Shape shape, int images, List<LayerReading> readers) {
    return bytes(shape, images);
  }

  /** The same memory, or as much, for values of another shape that are not more. */
  V in(V memory, Shape shape);

  /**
   * The memory that values of so many pictures take.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  long bytes(Shape shape, int images);

  /**
   * The memory that a layer takes for itself, without values and {@link LearnedNumbers}.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  long bytes(LayerReading layer, int images);

  /** Whose memory a layer needs. */
  Habits habits(LayerReading layer);

  /** Whether all values of so many pictures are numbers, and none of them infinite. */
  boolean isFinite(V values, int images);

  /**
   * A legal layer, made ready to learn.
   *
   * @param numbers all parameters of the network
   * @param images the most pictures of a batch
   */
  LearningLayer<V> layer(LayerReading layer, LearnedNumbers numbers, int images);

  /** Copies a tensor of the values' shape, as those of one picture. */
  void set(V values, int image, Tensor tensor);

  /** One number of a picture, counted in the public order. */
  double get(V values, int image, int place);

  /** Sets one number of a picture. */
  void set(V values, int image, int place, double number);

  /** What the network has learned is read from there, before a round. */
  default void read(LearnedNumbers numbers) {}

  /** Gradients are written there, behind a round. */
  default void write(LearnedNumbers numbers) {}
}
