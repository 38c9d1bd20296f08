package fovea.engine.kernel.learning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer while it learns. It reads its parameters from {@link LearnedNumbers} and writes their
 * gradients there; a batch norm writes its next running statistics to where their gradients would be.
 *
 * @param <V> what holds the values of a batch
 */
public interface LearningLayer<V> {

  /**
   * Where the gradient of an input goes.
   *
   * @param gradient of the same shape as the input
   * @param adds whether another reader's share stands there already
   */
  record Share<V>(V gradient, boolean adds) {}

  /** Reads parameters that have changed; layers may do so at the same time. */
  default void prepare() {}

  /** Computes what the layer gives for all pictures of a batch. */
  void forward(List<V> inputs, V output, Round round);

  /**
   * Computes the gradients of the inputs and of the layer's parameters.
   *
   * @param inputs what {@code forward} read
   * @param output what it gave
   * @param gradient the derivative of the loss with respect to the output
   * @param shares for each input where its gradient goes, or null if nobody wants it
   */
  void backward(
      List<V> inputs, V output, V gradient, List<@Nullable Share<V>> shares, Round round);
}
