package fovea.engine.run;

import com.sun.management.OperatingSystemMXBean;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Network;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Measures how long networks of the zoo take: {@code Measure THREADS RUNS NETWORK...}; with {@code -}
 * before a network's name, also which of its layers take longest. Weights are packed and nothing else
 * is remembered between runs.
 */
final class Measure {

  private Measure() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    int runs = Integer.parseInt(args[1]);
    for (String name : List.of(args).subList(2, args.length)) {
      try (Inference inference = new Inference(threads, 3L << 30, Kernels.best())) {
        boolean layers = name.startsWith("-");
        measure(inference, Zoo.network(layers ? name.substring(1) : name), runs, layers);
      }
    }
  }

  private static void measure(Inference inference, Network network, int runs, boolean layers) {
    NetworkReading reading = NetworkReading.of(network);
    Weights weights = Weights.seeded(0);
    String last = reading.layers().getLast().id();
    Shape.Maps in = network.input();
    Random random = new Random(1);
    float[] picture = new float[(int) in.elements()];
    double[] millis = new double[runs];
    double cpuMillis = Double.MAX_VALUE;
    for (int run = 0; run < runs; run++) {
      picture = picture.clone();
      for (int i = 0; i < picture.length; i += run == 0 ? 1 : 1000) {
        picture[i] = (float) random.nextGaussian();
      }
      Tensor input = Tensor.of(picture, in.channels(), in.height(), in.width());
      long cpu = cpuNanos();
      long start = System.nanoTime();
      inference.run(reading, weights, input, Set.of(last), Progress.NONE, new Cancellation());
      millis[run] = (System.nanoTime() - start) / 1e6;
      cpuMillis = Math.min(cpuMillis, (cpuNanos() - cpu) / 1e6);
      if (run == 0) {
        System.out.printf("first %.1f ms; ", millis[0]);
      }
    }
    Arrays.sort(millis);
    long macs = reading.totals().macs();
    System.out.printf(
        "%s, %d threads: median %.2f ms, best %.2f ms, least CPU time %.2f ms, %.1f GFLOP/s%n",
        network.name(), inference.threads(), millis[runs / 2], millis[0], cpuMillis,
        2e-6 * macs / millis[0]);
    if (layers) {
      Activations all = inference.run(
          reading, weights, Tensor.of(picture, in.channels(), in.height(), in.width()), Set.of(),
          Progress.NONE, new Cancellation());
      reading.layers().stream()
          .sorted(Comparator.comparingLong((LayerReading l) -> -all.nanos(l.id())))
          .limit(25)
          .forEach(l -> System.out.printf("  %8.3f ms %7.1f GFLOP/s  %-28s %s %s%n",
              all.nanos(l.id()) / 1e6, 2.0 * l.cost().macs().value() / all.nanos(l.id()), l.id(),
              all.kernel(l.id()), l.inputShapes() + " -> " + l.output()));
    }
  }

  /** On a busy machine the time that the cores really gave is the steadier figure. */
  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
