package fovea.engine.run;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Goes through the steps of a run as {@link ForwardPass} does, in the same order and memory, in one
 * thread, with a clock between two steps.
 */
final class TimedSteps {

  private static final int RUNS = 15;
  private static final int WARM_UP_RUNS = 5;
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final Kernels kernels;
  private final Tensor picture;
  private final Shape shape;
  private final List<Plan.Step> steps;
  private final List<Kernel> ready = new ArrayList<>();
  private final Buffers buffers = new Buffers(Long.MAX_VALUE);
  private final Map<String, Volume> values = new HashMap<>();

  TimedSteps(Network network, Kernels kernels) {
    NetworkReading reading = NetworkReading.of(network);
    Weights weights = Weights.seeded(0);
    this.kernels = kernels;
    this.shape = network.input();
    this.picture = picture(network.input());
    this.steps = new Model(reading, weights, kernels)
        .plan(Set.of(reading.layers().getLast().id()), _ -> null).steps();
    for (Plan.Step step : steps) {
      ready.add(
          kernels.kernel(step.layers(), step.layers().stream().map(weights::tensors).toList()));
    }
  }

  /** The steps that compute anything, with the medians of their times. */
  List<TimedStep> measure() {
    double[][] millis = new double[steps.size()][RUNS];
    long warm = System.nanoTime() + WARM_UP_NANOS;
    for (int run = 0; run < WARM_UP_RUNS || System.nanoTime() < warm; run++) {
      run(millis, 0);
    }
    for (int run = 0; run < RUNS; run++) {
      run(millis, run);
    }
    List<TimedStep> timed = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!changesNothing(steps.get(i))) {
        Arrays.sort(millis[i]);
        timed.add(timed(steps.get(i), ready.get(i), millis[i][RUNS / 2]));
      }
    }
    return timed;
  }

  private void run(double[][] millis, int run) {
    Volume in = volume(shape);
    in.set(picture);
    values.put(Node.INPUT, in);
    for (int i = 0; i < steps.size(); i++) {
      Plan.Step step = steps.get(i);
      List<Volume> inputs = step.inputs().stream().map(this::value).toList();
      if (changesNothing(step)) {
        values.put(step.last().id(), inputs.getFirst());
      } else {
        Kernel kernel = ready.get(i);
        long start = System.nanoTime();
        Volume output = volume(step.last().output());
        kernel.compute(inputs, output, 0, kernel.slices());
        millis[i][run] = (System.nanoTime() - start) / 1e6;
        values.put(step.last().id(), output);
      }
      step.released().forEach(this::release);
    }
    release(steps.getLast().last().id());
  }

  private static boolean changesNothing(Plan.Step step) {
    return step.last().node().layer() instanceof Layer.Dropout;
  }

  private Volume volume(Shape of) {
    int floats = Math.toIntExact(Volume.bytes(of, kernels.lanes()) / Float.BYTES);
    return Volume.in(buffers.take(floats), of, kernels.lanes());
  }

  private Volume value(String id) {
    return Objects.requireNonNull(values.get(id), id);
  }

  private void release(String id) {
    Volume volume = value(id);
    values.remove(id);
    if (!values.containsValue(volume)) {
      buffers.give(volume.release());
    }
  }

  private TimedStep timed(Plan.Step step, Kernel kernel, double millis) {
    long macs = step.layers().stream().mapToLong(layer -> layer.cost().macs().value()).sum();
    long bytes = kernel.bytes() + bytes(step.last().output());
    LayerReading first = step.layers().getFirst();
    for (Shape input : first.inputShapes()) {
      bytes += bytes(input);
    }
    // What the others read beside the one before them is of the shape that comes out.
    bytes += (step.inputs().size() - first.inputs().size()) * bytes(step.last().output());
    return new TimedStep(first.id(), kernel.description(), millis, 2 * macs, bytes);
  }

  private long bytes(Shape of) {
    return Volume.bytes(of, kernels.lanes());
  }

  private static Tensor picture(Shape.Maps of) {
    float[] data = new float[Math.toIntExact(of.elements())];
    Random random = new Random(1);
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat();
    }
    return Tensor.of(data, of.channels(), of.height(), of.width());
  }
}
