package fovea.engine.gradient;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.backward.BackwardKernels;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Crew;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way back through a network: from the derivative of something with respect to a layer's values
 * to its derivative with respect to the picture, or to a layer before, by the chain rule. A layer's gradient is let go as
 * soon as the layers before it have theirs. For one thread, which leads the crew.
 */
public final class BackwardPass {

  private final NetworkReading network;
  private final Weights weights;
  private final Activations values;
  private final Kernels kernels;
  private final Crew crew;
  private final Map<String, Volume> gradients = new HashMap<>();

  /**
   * Makes ready.
   *
   * @param values holds {@link #neededFor} at least
   */
  public BackwardPass(
      NetworkReading network, Weights weights, Activations values, Kernels kernels, Crew crew) {
    this.network = network;
    this.weights = weights;
    this.values = values;
    this.kernels = kernels;
    this.crew = crew;
  }

  /** The layers, {@code input} perhaps among them, whose values decide about a gradient from here back. */
  public static Set<String> neededFor(NetworkReading network, String layer) {
    return neededFor(network, layer, Node.INPUT);
  }

  /** Those that decide about a gradient from here back to the values of another layer. */
  public static Set<String> neededFor(NetworkReading network, String layer, String to) {
    Set<String> needed = new TreeSet<>();
    Set<String> reached = new HashSet<>(Set.of(layer));
    for (LayerReading reading : network.layers().reversed()) {
      if (reading.id().equals(to)) {
        break;
      }
      if (reached.contains(reading.id())) {
        reached.addAll(reading.inputs());
        if (BackwardKernels.needsInputs(reading.node().layer())) {
          needed.addAll(reading.inputs());
        }
      }
    }
    return needed;
  }

  /**
   * The memory that a pass takes beside the values.
   *
   * @return {@link Long#MAX_VALUE} if it is that or more
   */
  public static long bytesNeeded(NetworkReading network, Kernels kernels) {
    try {
      long bytes = Volume.bytes(network.network().input(), kernels.lanes());
      for (LayerReading layer : network.layers()) {
        bytes = Math.addExact(bytes, Volume.bytes(layer.output(), kernels.lanes()));
        bytes = Math.addExact(bytes, BackwardConvolution.bytesNeeded(layer, kernels.lanes()));
      }
      return bytes;
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * The derivative with respect to the picture, {@code [C, H, W]}.
   *
   * @param layer where to begin
   * @param gradient the derivative with respect to that layer's values, in their shape
   */
  public Tensor run(String layer, Tensor gradient) {
    return run(layer, gradient, Node.INPUT);
  }

  /**
   * The derivative with respect to the values of a layer before, in their shape; zeros if nothing leads
   * from there to where it begins.
   */
  public Tensor run(String layer, Tensor gradient, String to) {
    gradients.put(layer, Volume.of(gradient, kernels.lanes()));
    for (LayerReading reading : network.layers().reversed()) {
      if (reading.id().equals(to)) {
        break;
      }
      Volume known = gradients.remove(reading.id());
      if (known != null) {
        back(reading, known);
      }
    }
    return gradient(to).tensor(network.shapeOf(to));
  }

  private void back(LayerReading reading, Volume gradient) {
    switch (reading.node().layer()) {
      case Conv2d conv -> BackwardConvolution.of(conv, reading, gradient, kernels)
          .compute(weights.tensors(reading), gradient(reading.inputs().getFirst()), kernels, crew);
      case ConvTranspose2d conv -> BackwardConvolution.of(conv, reading, gradient)
          .compute(weights.tensors(reading), gradient(reading.inputs().getFirst()), kernels, crew);
      default -> {
        List<Volume> read = read(reading, gradient);
        for (int i = 0; i < reading.inputs().size(); i++) {
          crew.compute(BackwardKernels.of(reading, i, weights), read,
              gradient(reading.inputs().get(i)), BackwardKernels.work(reading));
        }
      }
    }
  }

  private List<Volume> read(LayerReading reading, Volume gradient) {
    List<Volume> read = new ArrayList<>(List.of(gradient));
    if (BackwardKernels.needsInputs(reading.node().layer())) {
      reading.inputs().forEach(id -> read.add(values.volume(id)));
    }
    return read;
  }

  private Volume gradient(String id) {
    Shape shape = network.shapeOf(id);
    return gradients.computeIfAbsent(id, _ -> Volume.of(shape, kernels.lanes()));
  }
}
