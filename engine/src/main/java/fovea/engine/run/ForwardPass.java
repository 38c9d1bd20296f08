package fovea.engine.run;

import fovea.engine.kernel.Kernel;
import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.Volume;
import fovea.engine.network.Layer;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** One way through a network, from the picture to the wanted outputs, on one fork-join pool. */
final class ForwardPass {

  private final NetworkReading network;
  private final Weights weights;
  private final Tensor input;
  private final Set<String> outputs;
  private final Map<String, String> keys;
  private final Kernels kernels;
  private final ContentCache cache;
  private final int threads;
  private final Map<String, Computed> values = new HashMap<>();

  ForwardPass(
      NetworkReading network,
      Weights weights,
      Tensor input,
      Set<String> outputs,
      Map<String, String> keys,
      Kernels kernels,
      ContentCache cache,
      int threads) {
    this.network = network;
    this.weights = weights;
    this.input = input;
    this.outputs = outputs;
    this.keys = keys;
    this.kernels = kernels;
    this.cache = cache;
    this.threads = threads;
  }

  /**
   * Computes; to be called on a thread of the pool.
   *
   * @param flight is told of every layer, and says whether the result is still wanted
   * @throws CancellationException if it is not
   */
  Activations run(Flight flight) {
    Plan plan = Plan.of(
        network, outputs, id -> cache.get(key(id), Computed.class), kernels::joined);
    values.put(Node.INPUT, new Computed(Volume.of(input, kernels.lanes()), 0, "the picture"));
    values.putAll(plan.remembered());
    flight.planned(Work.of(plan.steps().stream().flatMap(step -> step.layers().stream()).toList()));
    for (Plan.Step step : plan.steps()) {
      String id = step.last().id();
      Computed computed = compute(step, flight);
      values.put(id, computed);
      if (outputs.contains(id)) {
        cache.put(key(id), computed);
      }
      step.released().forEach(values::remove);
      step.layers().forEach(layer -> flight.layerDone(layer.id(), Work.of(layer)));
    }
    return activations();
  }

  private Computed compute(Plan.Step step, Flight flight) {
    List<Volume> inputs = step.inputs().stream().map(id -> value(id).volume()).toList();
    if (changesNothing(step.last())) {
      return new Computed(inputs.getFirst(), 0, "the same numbers, not copied");
    }
    Kernel kernel = kernel(step.layers());
    long start = System.nanoTime();
    Volume output = Volume.of(step.last().output(), kernels.lanes());
    Slices.compute(
        kernel, inputs, output, Work.of(step.layers()), threads, flight::isAbandoned);
    return new Computed(output, System.nanoTime() - start, kernel.description());
  }

  private static boolean changesNothing(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Layer.Dropout _ -> true;
      case Layer.Flatten _ -> layer.inputShape() instanceof Shape.Features;
      default -> false;
    };
  }

  private Kernel kernel(List<LayerReading> layers) {
    String key = layers.stream()
        .map(layer -> Keys.kernel(layer, weights))
        .collect(Collectors.joining("\n"));
    Packed packed = cache.get(key, Packed.class);
    if (packed == null) {
      packed = new Packed(kernels.kernel(layers, layers.stream().map(weights::tensors).toList()));
      cache.put(key, packed);
    }
    return packed.kernel;
  }

  /** A kernel with its weights, to be remembered. */
  private record Packed(Kernel kernel) implements ContentCache.Sized {
    @Override
    public long bytes() {
      return kernel.bytes();
    }
  }

  private Activations activations() {
    Map<String, Activations.Entry> entries = new HashMap<>();
    for (String id : outputs) {
      entries.put(id, new Activations.Entry(network.shapeOf(id), key(id), value(id)));
    }
    return new Activations(entries);
  }

  private Computed value(String id) {
    return Objects.requireNonNull(values.get(id), id);
  }

  private String key(String id) {
    return Objects.requireNonNull(keys.get(id), id);
  }
}
