package fovea.engine.run;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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

  private static final long LOOK_MILLIS = 5;

  private final Kernels kernels;
  private final BooleanSupplier someoneWaits;

  WarmUp(Kernels kernels, BooleanSupplier someoneWaits) {
    this.kernels = kernels;
    this.someoneWaits = someoneWaits;
  }

  @Override
  public void run() {
    NetworkReading network = NetworkReading.of(NetworkDocument.parse(NETWORK));
    Shape.Maps shape = network.network().input();
    String last = network.network().nodes().getLast().id();
    long end = System.nanoTime() + MAX_NANOS;
    // A cache of its own: nothing that people wait for has to make room.
    try (Inference inference = new Inference(1, 1 << 20, kernels)) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        while (someoneWaits.getAsBoolean()) {
          Thread.sleep(LOOK_MILLIS);
        }
        float[] picture = new float[(int) shape.elements()];
        picture[0] = round; // another picture, or the round would be remembered
        inference.run(
            network,
            Weights.seeded(round / ROUNDS_PER_SEED),
            Tensor.of(picture, shape.channels(), shape.height(), shape.width()),
            round % 2 == 0 ? Set.of() : Set.of(last),
            Progress.NONE,
            new Cancellation());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
