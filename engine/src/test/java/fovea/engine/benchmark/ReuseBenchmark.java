package fovea.engine.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Edit;
import fovea.engine.network.Layer;
import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.PaddingMode;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What people wait for beside a plain run, on VGG-16 with all its values kept: the first run after a
 * start, an edit of the last convolution, the same run by thirty people at once, a cancellation, the
 * readings of DenseNet-121. Argument: the file to write.
 */
public final class ReuseBenchmark {

  private static final int RUNS = 9;
  private static final int PEOPLE = 30;
  private static final String LAST_CONVOLUTION = "features.28";

  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Random random = new Random(1);
  private final Inference inference;

  private ReuseBenchmark(Inference inference) {
    this.inference = inference;
  }

  /** Measures and writes the file; see the class. */
  public static void main(String[] args) throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Inference inference = new Inference(threads, 3L << 30, Kernels.best())) {
      ReuseBenchmark benchmark = new ReuseBenchmark(inference);
      benchmark.measure();
      benchmark.figures.forEach((name, value) -> System.out.printf("%-40s %10.3f%n", name, value));
      Path file = Path.of(args[0]);
      Files.createDirectories(file.toAbsolutePath().getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter()
          .writeValue(file.toFile(), benchmark.figures);
    }
  }

  private void measure() throws Exception {
    inference.warmUp(_ -> {});
    Thread.sleep(3_000);
    NetworkReading vgg = NetworkReading.of(Zoo.network("vgg16"));
    double first = millis(() -> run(vgg, picture(vgg)));
    double warm = median(() -> run(vgg, picture(vgg)));
    put("first run, 3 s after the start, ms", first);
    put("warm run, ms", warm);
    put("first / warm", first / warm);
    double edited = median((Callable<Double>) this::editOfLastConvolution);
    put("edit of the last convolution, ms", edited);
    put("edit / warm run", edited / warm);
    double together = median((Callable<Double>) () -> together(vgg, picture(vgg)));
    put("thirty identical runs, ms", together);
    put("thirty / warm run", together / warm);
    put("cancellation, ms", median((Callable<Double>) () -> cancellation(vgg)));
    var densenet = Zoo.network("densenet121");
    for (int i = 0; i < 200; i++) {
      NetworkReading.of(densenet);
    }
    put("readings of DenseNet-121, ms", median(() -> NetworkReading.of(densenet)));
  }

  private void put(String name, double value) {
    figures.put(name, value);
  }

  /** One run of a fresh picture, then the same with another padding in the last convolution. */
  private double editOfLastConvolution() throws Exception {
    var network = Zoo.network("vgg16");
    NetworkReading before = NetworkReading.of(network);
    Tensor picture = picture(before);
    run(before, picture);
    Node last = network.nodes().get(network.indexOf(LAST_CONVOLUTION));
    Layer edited = LayerType.with(last.layer(), Map.of("padding_mode", PaddingMode.REPLICATE));
    NetworkReading after = NetworkReading.of(
        new Edit.Replace(last.id(), new Node(last.id(), last.inputs(), edited)).applyTo(network));
    return millis(() -> run(after, picture));
  }

  private double together(NetworkReading network, Tensor picture) throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      return millis(() -> {
        List<Future<?>> runs = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
          runs.add(people.submit(() -> run(network, picture)));
        }
        for (Future<?> run : runs) {
          run.get();
        }
      });
    }
  }

  /** From the cancellation in the middle of a run to its end. */
  private double cancellation(NetworkReading network) throws Exception {
    Cancellation cancellation = new Cancellation();
    long[] at = new long[1];
    Thread impatient = Thread.ofPlatform().start(() -> {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
      at[0] = System.nanoTime();
      cancellation.cancel();
    });
    try {
      run(network, picture(network), cancellation);
      throw new IllegalStateException("the run ended before it could be cancelled");
    } catch (CancellationException expected) {
      long end = System.nanoTime();
      impatient.join();
      return (end - at[0]) / 1e6;
    }
  }

  private void run(NetworkReading network, Tensor picture) {
    run(network, picture, new Cancellation());
  }

  private void run(NetworkReading network, Tensor picture, Cancellation cancellation) {
    inference.run(network, Weights.seeded(0), picture, Set.of(), Progress.NONE, cancellation);
  }

  private Tensor picture(NetworkReading network) {
    var shape = network.network().input();
    float[] data = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat();
    }
    return Tensor.of(data, shape.channels(), shape.height(), shape.width());
  }

  private interface Step {
    void run() throws Exception;
  }

  private static double millis(Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(Step step) throws Exception {
    return median((Callable<Double>) () -> millis(step));
  }

  private static double median(Callable<Double> measurement) throws Exception {
    double[] values = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      values[i] = measurement.call();
    }
    Arrays.sort(values);
    return values[RUNS / 2];
  }
}
