package fovea.engine.run;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Lets the JVM compile the kernels before somebody waits for them: until then vector code runs a
 * hundred times slower. Computes a small network with every kind of kernel again and again, since
 * the compiler looks at how often a method was called; bounded in time. Gives way to whoever is there
 * already.
 */
final class WarmUp implements Runnable {

  /** How often a method is called before the compiler takes it for a hot one, and some more. */
  private static final int ROUNDS = 3_000;

  /** Other weights now and then: packing them has to be compiled, too. */
  private static final int ROUNDS_PER_SEED = 8;

  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(6);

  /** Small, so that a round is short even in the interpreter; with widths that leave rests. */
  private static final String NETWORK = """
      {"name": "warm-up", "input": [3, 20, 20], "layers": [
        {"id": "stem", "type": "Conv2d", "out_channels": 24, "kernel_size": 3, "padding": 1},
        {"id": "norm", "type": "BatchNorm2d"},
        {"id": "relu", "type": "ReLU"},
        {"id": "tiles", "type": "Conv2d", "out_channels": 24, "kernel_size": 3, "padding": 1},
        {"id": "sum", "type": "Add", "inputs": ["tiles", "relu"]},
        {"id": "half", "type": "MaxPool2d", "kernel_size": 3, "stride": 3},
        {"id": "direct", "type": "Conv2d", "out_channels": 24, "kernel_size": 3, "padding": 1},
        {"id": "point", "type": "Conv2d", "out_channels": 32, "kernel_size": 1},
        {"id": "relu6", "type": "ReLU6"},
        {"id": "depth", "type": "Conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1, "groups": 32},
        {"id": "silu", "type": "SiLU"},
        {"id": "squeeze", "type": "AdaptiveAvgPool2d", "output_size": 1},
        {"id": "gate", "type": "Sigmoid"},
        {"id": "gated", "type": "Multiply", "inputs": ["silu", "gate"]},
        {"id": "join", "type": "Concat", "inputs": ["gated", "relu6"]},
        {"id": "pool", "type": "MaxPool2d", "kernel_size": 3, "stride": 2, "padding": 1},
        {"id": "mean", "type": "AvgPool2d", "kernel_size": 2},
        {"id": "flat", "type": "Flatten"},
        {"id": "fc", "type": "Linear", "out_features": 40},
        {"id": "shares", "type": "Softmax"}]}""";

  /** Half a billion multiply-accumulates of the kinds that most networks are made of. */
  private static final String MEASURED = """
      {"name": "measured", "input": [3, 112, 112], "layers": [
        {"id": "stem", "type": "Conv2d", "out_channels": 64, "kernel_size": 3, "padding": 1, "stride": 2},
        {"id": "relu", "type": "ReLU"},
        {"id": "conv1", "type": "Conv2d", "out_channels": 64, "kernel_size": 3, "padding": 1},
        {"id": "relu1", "type": "ReLU"},
        {"id": "point", "type": "Conv2d", "out_channels": 128, "kernel_size": 1},
        {"id": "conv2", "type": "Conv2d", "out_channels": 128, "kernel_size": 3, "padding": 1}]}""";

  /** The first one makes weights and finds code that was not compiled yet. */
  private static final int MEASUREMENTS = 3;

  private static final long LOOK_MILLIS = 5;

  private final Kernels kernels;
  private final int threads;
  private final BooleanSupplier someoneWaits;
  private final DoubleConsumer pace;

  WarmUp(Kernels kernels, int threads, BooleanSupplier someoneWaits, DoubleConsumer pace) {
    this.kernels = kernels;
    this.threads = threads;
    this.someoneWaits = someoneWaits;
    this.pace = pace;
  }

  @Override
  public void run() {
    try {
      warm();
      measure();
    } catch (InterruptedException | CancellationException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void warm() throws InterruptedException {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(NETWORK));
    String last = network.network().nodes().getLast().id();
    long end = System.nanoTime() + MAX_NANOS;
    // A cache of its own: nothing that people wait for has to make room.
    try (Inference inference = new Inference(1, 1 << 20, kernels)) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        run(inference, network, round, round / ROUNDS_PER_SEED,
            round % 2 == 0 ? Set.of() : Set.of(last));
      }
    }
  }

  /** With all threads, as people's runs are computed. */
  private void measure() throws InterruptedException {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(MEASURED));
    try (Inference inference = new Inference(threads, 1 << 24, kernels)) {
      double nanos = 0;
      for (int round = 0; round < MEASUREMENTS; round++) {
        nanos = run(inference, network, round, 0, Set.of());
      }
      pace.accept(nanos / inference.work(network));
    }
  }

  /** What a run takes in nanoseconds; each round has a picture of its own, or it would be remembered. */
  private long run(
      Inference inference, NetworkReading network, int round, long seed, Set<String> outputs)
      throws InterruptedException {
    while (someoneWaits.getAsBoolean()) {
      Thread.sleep(LOOK_MILLIS);
    }
    Shape.Maps shape = network.network().input();
    float[] picture = new float[(int) shape.elements()];
    picture[0] = round;
    Tensor input = Tensor.of(picture, shape.channels(), shape.height(), shape.width());
    long start = System.nanoTime();
    inference.run(
        network, Weights.seeded(seed), input, outputs, Progress.NONE, new Cancellation());
    return System.nanoTime() - start;
  }
}
