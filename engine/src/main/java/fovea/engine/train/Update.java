package fovea.engine.train;

import fovea.engine.kernel.learning.LearnedNumbers;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The optimiser at work, with what it remembers of each weight. New weights are made where their gradients
 * were, and only when all of them are known to be numbers do they become the weights.
 */
final class Update {

  /** Weights that one thread changes at a time: about 20 µs. */
  private static final int CHUNK = 1 << 16;

  private final Optimiser optimiser;
  private final LearnedNumbers numbers;
  private final float[] first;
  private final float[] second;
  private int steps;

  /** As it stood at a moment. */
  Update(Optimiser optimiser, LearnedNumbers numbers, Moment from) {
    this.optimiser = optimiser;
    this.numbers = numbers;
    this.first = new float[optimiser.memories() > 0 ? numbers.trained() : 0];
    this.second = new float[optimiser.memories() > 1 ? numbers.trained() : 0];
    this.steps = from.step();
    List<Map<String, Tensor>> memories = from.memories();
    if (memories.size() != (steps == 0 ? 0 : optimiser.memories())) {
      throw new IllegalArgumentException("expected %d memories for %s but found %d"
          .formatted(optimiser.memories(), optimiser, memories.size()));
    }
    for (int i = 0; i < memories.size(); i++) {
      numbers.put(memories.get(i), i == 0 ? first : second);
    }
  }

  /** What it remembers, as a {@link Moment} has it. */
  List<Map<String, Tensor>> memories() {
    return Stream.of(first, second).limit(steps == 0 ? 0 : optimiser.memories())
        .map(memory -> numbers.tensors(memory, numbers.trained())).toList();
  }

  /** Puts the new weights to where the gradients are. */
  void propose(double lr) {
    steps++;
    int chunks = Math.ceilDiv(numbers.trained(), CHUNK);
    // Not by workers who may be told to stop: half a step would be none.
    IntStream range = IntStream.range(0, chunks);
    (chunks > 4 ? range.parallel() : range).forEach(chunk -> propose(
        (float) lr, chunk * CHUNK, Math.min(numbers.trained(), (chunk + 1) * CHUNK)));
  }

  private void propose(float lr, int from, int to) {
    switch (optimiser) {
      case Optimiser.Sgd sgd when sgd.momentum() == 0 -> plain(sgd, lr, from, to);
      case Optimiser.Sgd sgd -> momentum(sgd, lr, from, to);
      case Optimiser.Adam adam -> moments(adam.beta1(), adam.beta2(), adam.eps(), lr,
          (float) adam.weightDecay(), 1, from, to);
      case Optimiser.AdamW adam -> moments(adam.beta1(), adam.beta2(), adam.eps(), lr, 0,
          (float) (1 - lr * adam.weightDecay()), from, to);
    }
  }

  private void plain(Optimiser.Sgd sgd, float lr, int from, int to) {
    float[] w = numbers.values;
    float[] g = numbers.gradients;
    float decay = (float) sgd.weightDecay();
    for (int i = from; i < to; i++) {
      g[i] = w[i] - lr * (g[i] + decay * w[i]);
    }
  }

  private void momentum(Optimiser.Sgd sgd, float lr, int from, int to) {
    float[] w = numbers.values;
    float[] g = numbers.gradients;
    float[] b = first;
    float decay = (float) sgd.weightDecay();
    // What is remembered begins as 0, so that the first of it is the gradient itself.
    float momentum = (float) sgd.momentum();
    float ofGradient = sgd.nesterov() ? 1 : 0;
    float ofBuffer = sgd.nesterov() ? momentum : 1;
    for (int i = from; i < to; i++) {
      float gradient = g[i] + decay * w[i];
      float buffer = momentum * b[i] + gradient;
      b[i] = buffer;
      g[i] = w[i] - lr * (ofGradient * gradient + ofBuffer * buffer);
    }
  }

  private void moments(double beta1, double beta2, double eps, float lr, float decay, float shrink,
      int from, int to) {
    float[] w = numbers.values;
    float[] g = numbers.gradients;
    float[] m = first;
    float[] v = second;
    float keep1 = (float) beta1;
    float take1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float take2 = (float) (1 - beta2);
    float step = (float) (lr / (1 - Math.pow(beta1, steps)));
    float correction = (float) Math.sqrt(1 - Math.pow(beta2, steps));
    float least = (float) eps;
    for (int i = from; i < to; i++) {
      float gradient = g[i] + decay * w[i];
      float mean = keep1 * m[i] + take1 * gradient;
      float square = keep2 * v[i] + take2 * gradient * gradient;
      m[i] = mean;
      v[i] = square;
      g[i] = shrink * w[i] - step * mean / ((float) Math.sqrt(square) / correction + least);
    }
  }

  /** Makes the new weights and statistics the network's. */
  void accept() {
    System.arraycopy(numbers.gradients, 0, numbers.values, 0, numbers.size());
  }
}
