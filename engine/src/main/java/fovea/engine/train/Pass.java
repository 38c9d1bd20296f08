package fovea.engine.train;

import fovea.engine.kernel.learning.LearnedNumbers;
import fovea.engine.kernel.learning.LearningKernels;
import fovea.engine.kernel.learning.LearningLayer;
import fovea.engine.kernel.learning.LearningLayer.Share;
import fovea.engine.kernel.learning.Round;
import fovea.engine.kernel.learning.Workers;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network in training mode with room for a batch: forward to the last layer's numbers, and back from
 * their gradient to that of every parameter. All memory is taken at the beginning and used again in every
 * round. For one thread, which leads the round's workers.
 *
 * @param <V> what holds the values of a batch
 */
public final class Pass<V> {

  private final LearningKernels<V> kernels;
  private final LearnedNumbers numbers;
  private final List<LearningLayer<V>> layers = new ArrayList<>();
  private final List<Wiring<V>> wirings = new ArrayList<>();
  private final Map<String, V> values = new LinkedHashMap<>();
  private final V input;
  private final V output;
  private final V gradient;
  private final int outputs;

  /**
   * What a layer reads and writes.
   *
   * @param gradient of the output; null if the loss does not depend on it
   * @param shares where the gradients of the inputs go
   */
  private record Wiring<V>(
      List<V> inputs, V output, @Nullable V gradient, List<@Nullable Share<V>> shares) {}

  /**
   * Takes the memory for batches of up to so many pictures.
   *
   * @param network legal, without what belongs to the loss
   */
  public Pass(NetworkReading network, LearnedNumbers numbers, LearningKernels<V> kernels,
      int images) {
    this.kernels = kernels;
    this.numbers = numbers;
    MemoryPlan plan = new MemoryPlan(network, kernels, images);
    plan.values().forEach((id, owner) -> values.put(id, id.equals(owner)
        ? id.equals(Node.INPUT)
            ? kernels.input(network.shapeOf(id), images, plan.readersOfInput())
            : kernels.values(network.shapeOf(id), images)
        : Objects.requireNonNull(values.get(owner))));
    Map<String, V> gradients = gradients(network, plan, images);
    for (LayerReading reading : network.layers()) {
      int i = layers.size();
      layers.add(kernels.layer(reading, numbers, images));
      List<@Nullable Share<V>> shares = new ArrayList<>();
      for (Boolean adds : plan.adds().get(i)) {
        String id = reading.inputs().get(shares.size());
        shares.add(adds == null
            ? null
            : new Share<>(Objects.requireNonNull(gradients.get(id)), adds));
      }
      wirings.add(new Wiring<>(
          reading.inputs().stream().map(id -> Objects.requireNonNull(values.get(id))).toList(),
          Objects.requireNonNull(values.get(reading.id())), gradients.get(reading.id()), shares));
    }
    String last = network.layers().getLast().id();
    this.input = Objects.requireNonNull(values.get(Node.INPUT));
    this.output = Objects.requireNonNull(values.get(last));
    this.gradient = Objects.requireNonNull(gradients.get(last));
    this.outputs = Math.toIntExact(network.shapeOf(last).elements());
  }

  private Map<String, V> gradients(NetworkReading network, MemoryPlan plan, int images) {
    List<V> memory = new ArrayList<>();
    for (Shape slot : plan.slots()) {
      memory.add(kernels.values(slot, images));
    }
    Map<String, V> first = new HashMap<>();
    Map<String, V> gradients = new HashMap<>();
    plan.gradients().forEach((id, slot) -> gradients.put(
        id, first.computeIfAbsent(slot.first(), shaped -> kernels.in(
            memory.get(slot.number()), network.shapeOf(shaped)))));
    return gradients;
  }

  /**
   * The memory that a pass takes, known before it is taken.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  public static long bytes(NetworkReading network, LearningKernels<?> kernels, int images) {
    long bytes = new MemoryPlan(network, kernels, images).bytes();
    for (LayerReading layer : network.layers()) {
      bytes = Math.addExact(bytes, kernels.bytes(layer, images));
    }
    return bytes;
  }

  /** Takes up the parameters as they are now; before the first round, and when they have changed. */
  public void prepare(Workers workers) {
    kernels.read(numbers);
    workers.compute(layers.size(), numbers.size(), (from, to) -> {
      for (int i = from; i < to; i++) {
        layers.get(i).prepare();
      }
    });
  }

  /**
   * The values of the last layer for a batch.
   *
   * @param pictures {@code [C, H, W]} each
   * @return for each picture its numbers in the public order
   */
  public double[][] forward(List<Tensor> pictures, Round round) {
    kernels.set(input, pictures, round.workers());
    for (int i = 0; i < layers.size(); i++) {
      Wiring<V> wiring = wirings.get(i);
      layers.get(i).forward(wiring.inputs, wiring.output, round);
    }
    double[][] found = new double[pictures.size()][outputs];
    for (int n = 0; n < found.length; n++) {
      for (int i = 0; i < outputs; i++) {
        found[n][i] = kernels.get(output, n, i);
      }
    }
    return found;
  }

  /**
   * Gives every parameter its gradient; behind {@link #forward} of the same round.
   *
   * @param ofOutputs for each picture the derivative with respect to the last layer's numbers
   */
  public void backward(double[][] ofOutputs, Round round) {
    for (int n = 0; n < ofOutputs.length; n++) {
      for (int i = 0; i < outputs; i++) {
        kernels.set(gradient, n, i, ofOutputs[n][i]);
      }
    }
    for (int i = layers.size() - 1; i >= 0; i--) {
      Wiring<V> wiring = wirings.get(i);
      V known = wiring.gradient;
      if (known != null) {
        layers.get(i).backward(wiring.inputs, wiring.output, known, wiring.shares, round);
      }
    }
    kernels.write(numbers);
  }

  /** The first layer, or {@code input}, whose values of the last round were not all finite; or null. */
  public @Nullable String notFinite(int images) {
    for (Map.Entry<String, V> entry : values.entrySet()) {
      if (!kernels.isFinite(entry.getValue(), images)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** See {@link LearningKernels#squares}. */
  double squares(float[] numbers, int from, int to) {
    return kernels.squares(numbers, from, to);
  }

  /** See {@link LearningKernels#squaredDistance}. */
  double squaredDistance(float[] a, float[] b, int from, int to) {
    return kernels.squaredDistance(a, b, from, to);
  }

  /** Whether the loss depends on a layer, so that its parameters learn. */
  public boolean reaches(int layer) {
    return wirings.get(layer).gradient != null;
  }
}
