package fovea.engine.kernel.learning;

import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import java.util.List;

/**
 * A family of layers that learn.
 *
 * @param <V> what holds the values of a batch
 */
public interface LearningKernels<V> {

  /**
   * The fastest family that this process can run for a network, by the rules for those of runs.
   *
   * @param images pictures of a batch
   */
  static LearningKernels<?> best(NetworkReading network, int images) {
    // Asked for by name: without the module the vectorised classes cannot even be loaded.
    return "textbook".equals(System.getProperty("fovea.kernels"))
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
            ? new TextbookLearning()
            : VectorLearning.of(network, images);
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

  /** Copies tensors of the values' shape, as those of the first pictures. */
  void set(V values, List<Tensor> pictures, Workers workers);

  /** One number of a picture, counted in the public order. */
  double get(V values, int image, int place);

  /** Sets one number of a picture. */
  void set(V values, int image, int place, double number);

  /** {@code Σ x²} in double precision: infinite or no number if and only if one of its terms is. */
  default double squares(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** {@code Σ (a − b)²}, likewise. */
  default double squaredDistance(float[] a, float[] b, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double apart = (double) a[i] - b[i];
      sum += apart * apart;
    }
    return sum;
  }

  /** What the network has learned is read from there, before a round. */
  default void read(LearnedNumbers numbers) {}

  /** Gradients are written there, behind a round. */
  default void write(LearnedNumbers numbers) {}
}
