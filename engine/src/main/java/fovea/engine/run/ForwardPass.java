package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/** One way through a network, from the picture to the wanted outputs, by one crew. */
final class ForwardPass {

  private final Model model;
  private final Tensor input;
  private final Set<String> outputs;
  private final Map<String, String> keys;
  private final Kernels kernels;
  private final ContentCache cache;
  private final Buffers buffers;
  private final Map<String, Computed> values = new HashMap<>();
  private final Map<String, Packed> packed = new ConcurrentHashMap<>();

  /** Volumes that are this run's alone, to be given back when the last layer has read them. */
  private final Set<Volume> borrowed = Collections.newSetFromMap(new IdentityHashMap<>());

  ForwardPass(
      Model model,
      Tensor input,
      Set<String> outputs,
      Map<String, String> keys,
      Kernels kernels,
      ContentCache cache,
      Buffers buffers) {
    this.model = model;
    this.input = input;
    this.outputs = outputs;
    this.keys = keys;
    this.kernels = kernels;
    this.cache = cache;
    this.buffers = buffers;
  }

  /**
   * Computes.
   *
   * @param flight is told of every layer
   * @param crew computes the layers, led by the thread that calls this
   * @throws CancellationException if the result is no longer wanted
   */
  Activations run(Flight flight, Crew crew) {
    Plan plan = model.plan(outputs, id -> cache.get(key(id), Computed.class));
    Volume picture = volume(Node.INPUT, model.network().network().input());
    picture.set(input);
    values.put(Node.INPUT, new Computed(picture, 0, "the picture"));
    values.putAll(plan.remembered());
    flight.planned(plan.work());
    findKernels(plan.steps(), crew);
    for (Plan.Step step : plan.steps()) {
      String id = step.last().id();
      Computed computed = compute(step, crew);
      values.put(id, computed);
      if (outputs.contains(id)) {
        cache.put(key(id), computed);
      }
      step.released().forEach(this::release);
      step.layers().forEach(layer -> flight.layerDone(layer.id(), Work.of(layer)));
    }
    return activations();
  }

  /**
   * The kernels that are not remembered are made by all threads at once, the largest ones first: a
   * single tensor's memory is cleared by a single thread, however large it is.
   */
  private void findKernels(List<Plan.Step> steps, Crew crew) {
    List<Plan.Step> missing = new ArrayList<>();
    for (Plan.Step step : steps) {
      Packed known = cache.get(step.kernelKey(), Packed.class);
      if (known != null) {
        packed.put(step.kernelKey(), known);
      } else if (!changesNothing(step.last())) {
        missing.add(step);
      }
    }
    missing.sort(Comparator.comparingLong(Plan.Step::parameters).reversed());
    crew.each(missing, this::makeKernel);
  }

  private void makeKernel(Plan.Step step) {
    long start = System.nanoTime();
    Kernel kernel = kernels.kernel(
        step.layers(), step.layers().stream().map(model.weights()::tensors).toList());
    Packed made = new Packed(kernel, System.nanoTime() - start);
    packed.put(step.kernelKey(), made);
    cache.put(step.kernelKey(), made);
  }

  private Computed compute(Plan.Step step, Crew crew) {
    List<Volume> inputs = step.inputs().stream().map(id -> value(id).volume()).toList();
    if (changesNothing(step.last())) {
      return new Computed(inputs.getFirst(), 0, "the same numbers, not copied");
    }
    Kernel kernel = Objects.requireNonNull(packed.get(step.kernelKey())).kernel;
    long start = System.nanoTime();
    Volume output = volume(step.last().id(), step.last().output());
    crew.compute(kernel, inputs, output, step.work());
    return new Computed(output, System.nanoTime() - start, kernel.description());
  }

  private static boolean changesNothing(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Layer.Dropout _ -> true;
      case Layer.Flatten _ -> layer.inputShape() instanceof Shape.Features;
      default -> false;
    };
  }

  /** Where a layer's values go: into memory of their own if they are to be kept. */
  private Volume volume(String id, Shape shape) {
    if (outputs.contains(id)) {
      return Volume.of(shape, kernels.lanes());
    }
    int floats = Math.toIntExact(Volume.bytes(shape, kernels.lanes()) / Float.BYTES);
    Volume volume = Volume.in(buffers.take(floats), shape, kernels.lanes());
    borrowed.add(volume);
    return volume;
  }

  private void release(String id) {
    Volume volume = value(id).volume();
    values.remove(id);
    boolean stillRead = values.values().stream().anyMatch(other -> other.volume() == volume);
    if (!stillRead && borrowed.remove(volume)) {
      buffers.give(volume.release());
    }
  }

  /** A kernel with its weights, to be remembered. */
  private record Packed(Kernel kernel, long nanos) implements ContentCache.Sized {
    @Override
    public long bytes() {
      return kernel.bytes();
    }
  }

  private Activations activations() {
    Map<String, Activations.Entry> entries = new HashMap<>();
    for (String id : outputs) {
      entries.put(id, new Activations.Entry(model.network().shapeOf(id), key(id), value(id)));
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
