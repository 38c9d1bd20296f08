package fovea.engine.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Network;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Optimiser;
import fovea.engine.train.Pictures;
import fovea.engine.train.Rate;
import fovea.engine.train.StepResult;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times training steps in our engine and in PyTorch: forward, backward and SGD with momentum on a batch of 32,
 * in one process, on the same cores, weights and pictures, in turn after both are warm. Arguments: the file
 * to write, then networks (none: all).
 */
public final class TrainBenchmark {

  private static final int BATCH = 32;
  /** Steps that each engine takes in a row before it is the other one's turn, and how many turns there are. */
  private static final int STEPS = 8;

  private static final int TURNS = 15;

  /** The first ones of a turn do not count: threads have to wake up, and caches hold the other's numbers. */
  private static final int FIRST = 2;

  private static final int WARM_UP_STEPS = 60;
  private static final long WARM_UP_NANOS = 6_000_000_000L;

  /** Before each turn, so that no thread of the other engine still looks out for work. */
  private static final long PAUSE_MILLIS = 10;

  /** Unseen pictures, how many of them are to be named right, and steps between two looks at them. */
  private static final int UNSEEN = 2_000;

  private static final double GOAL = 0.97;
  private static final int LOOK = 50;
  private static final int MOST_STEPS = 3_000;
  private static final int DRAWN = 48_000;

  private TrainBenchmark() {}

  /**
   * One line of the table; times are medians.
   *
   * @param loss_difference of the first step's losses
   * @param memory_ratio what the training takes, in parts of three times the parameters, the activations of
   *     the batch and the gradients of its two largest layers
   */
  record Row(String network, int threads, int batch, double fovea_ms, double pytorch_ms,
      double ratio, double loss_difference, double memory_ratio) {}

  /**
   * How LeNet-5 learns to read digits, from random weights in a JVM that has compiled nothing yet.
   *
   * @param seconds until it named so many unseen pictures right, drawing and looking included
   */
  record Learning(int steps, double seconds, double accuracy) {}

  /** What is written. */
  record Figures(Learning learning, List<Row> steps) {}

  /** Measures and writes the file; see the class. */
  public static void main(String[] args) throws Exception {
    List<String> networks = args.length > 1
        ? Arrays.asList(args).subList(1, args.length)
        : TrainedNetworks.NAMES;
    Learning learning = learnsDigits();
    System.out.printf("LeNet-5 names %.1f %% of %d unseen Strokes after %d steps, %.1f s%n",
        100 * learning.accuracy, UNSEEN, learning.steps, learning.seconds);
    System.out.println(TorchTraining.version());
    System.out.printf("%-10s %7s %9s %10s %6s %10s %7s%n", "network", "threads", "Fovea ms",
        "PyTorch ms", "ratio", "difference", "memory");
    List<Row> rows = new ArrayList<>();
    for (String network : networks) {
      Row row = measure(network, Runtime.getRuntime().availableProcessors());
      System.out.printf("%-10s %7d %9.3f %10.3f %6.2f %10.1e %7.2f%n", row.network, row.threads,
          row.fovea_ms, row.pytorch_ms, row.ratio, row.loss_difference, row.memory_ratio);
      rows.add(row);
    }
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(),
        new Figures(learning, rows));
  }

  private static Learning learnsDigits() {
    long start = System.nanoTime();
    Split strokes = Split.ofEndless(new Strokes(28, 28, 1), DRAWN, UNSEEN);
    Pictures unseen = Pictures.of(strokes.validation(), Augmentation.NONE, 0);
    Training training = new Training(NetworkReading.of(TrainedNetworks.of("lenet5")),
        Weights.seeded(1),
        Pictures.of(strokes.training(), Augmentation.NONE, 0),
        new TrainingOptions(new Optimiser.Adam(), new Rate.Constant(0.002, 0), 0, BATCH,
            MOST_STEPS, true, 1));
    double right = 0;
    try (Inference engine = Inference.withDefaults()) {
      while (right < GOAL && !training.isOver()) {
        training.steps(LOOK, engine, new Cancellation());
        right = training.evaluate(unseen, engine, new Cancellation()).accuracy();
      }
    }
    return new Learning(training.steps(), (System.nanoTime() - start) / 1e9, right);
  }

  private static Row measure(String name, int threads) {
    NetworkReading network = withoutSoftmax(TrainedNetworks.of(name));
    Weights weights = Weights.seeded(1);
    Random random = new Random(1);
    int size = Math.toIntExact(network.network().input().elements());
    float[] images = new float[BATCH * size];
    long[] labels = new long[BATCH];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    Arrays.setAll(labels, n -> random.nextInt(10));
    var in = network.network().input();
    Pictures pictures = Pictures.of(
        Tensor.of(images, BATCH, in.channels(), in.height(), in.width()),
        Arrays.stream(labels).mapToInt(Math::toIntExact).toArray());
    TrainingOptions options = new TrainingOptions(new Optimiser.Sgd(0.9, false, 0),
        new Rate.Constant(1e-4, 0), 0, BATCH, TrainingOptions.MOST_STEPS, false, 0);
    try (Inference engine = new Inference(threads, 1 << 20, Kernels.best());
        TorchTraining peer = new TorchTraining(network, weights, 1e-4, 0.9)) {
      Training ours = new Training(network, weights, pictures, options);
      double difference = Math.abs(step(ours, engine) - peer.step(images, labels));
      long start = System.nanoTime();
      for (int i = 0; i < WARM_UP_STEPS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
        step(ours, engine);
        peer.step(images, labels);
      }
      List<Double> oursMillis = new ArrayList<>();
      List<Double> peerMillis = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        time(count -> ours.steps(count, engine, new Cancellation()), oursMillis);
        time(count -> {
          for (int i = 0; i < count; i++) {
            peer.step(images, labels);
          }
        }, peerMillis);
      }
      double fovea = median(oursMillis);
      double pytorch = median(peerMillis);
      return new Row(name, threads, BATCH, fovea, pytorch, fovea / pytorch, difference,
          (double) Training.bytesNeeded(network, options) / allowance(network));
    }
  }

  /** What the memory is measured by. */
  private static double allowance(NetworkReading network) {
    long activations = network.network().input().elements();
    long largest = 0;
    long second = 0;
    for (var layer : network.layers()) {
      long elements = layer.output().elements();
      activations += elements;
      second = Math.max(second, Math.min(largest, elements));
      largest = Math.max(largest, elements);
    }
    return Float.BYTES
        * (3.0 * network.totals().parameters() + BATCH * (activations + largest + second));
  }

  private static NetworkReading withoutSoftmax(Network network) {
    int last = network.nodes().size() - 1;
    return NetworkReading.of(network.nodes().get(last).layer() instanceof Softmax
        ? network.with(network.nodes().subList(0, last))
        : network);
  }

  private static double step(Training training, Inference engine) {
    StepResult result = training.step(engine, new Cancellation());
    return result instanceof StepResult.Done done ? done.loss() : Double.NaN;
  }

  /** Takes so many steps. */
  private interface Steps {
    void take(int count);
  }

  private static void time(Steps steps, List<Double> millis) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    steps.take(FIRST);
    long start = System.nanoTime();
    steps.take(STEPS);
    millis.add((System.nanoTime() - start) / 1e6 / STEPS);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
