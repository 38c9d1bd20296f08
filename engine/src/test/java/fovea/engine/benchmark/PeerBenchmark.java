package fovea.engine.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.kernel.Kernels;
import fovea.engine.network.Network;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Model;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Times whole networks in our engine and in ONNX Runtime: one process, the same cores, weights and
 * pictures, run in turn after both are warm. Every run has a picture of its own, so nothing is taken
 * from memory. Arguments: the file to write, then networks (none: all).
 */
public final class PeerBenchmark {

  /** The networks that are measured. */
  public static final List<String> NETWORKS = List.of(
      "lenet5", "tinyvgg", "squeezenet1_1", "mobilenet_v2", "resnet18", "densenet121",
      "resnet50", "vgg16_features", "vgg16");

  private static final int RUNS = 21;
  private static final int WARM_UP_RUNS = 20;
  private static final long WARM_UP_NANOS = 5_000_000_000L;

  /** Before each run that counts, so that no thread of the other engine still looks out for work. */
  private static final long PAUSE_MILLIS = 20;

  private final Random random = new Random(1);

  private PeerBenchmark() {}

  /** One line of the table; times are medians. */
  record Row(
      String network, int threads, double fovea_ms, double onnxruntime_ms, double ratio,
      double max_abs_difference) {}

  /** Measures and writes the file; see the class. */
  public static void main(String[] args) throws Exception {
    List<String> networks = args.length > 1
        ? Arrays.asList(args).subList(1, args.length)
        : NETWORKS;
    Set<Integer> threads = new TreeSet<>(List.of(1, Runtime.getRuntime().availableProcessors()));
    System.out.println(Kernels.best().reason());
    System.out.printf(
        "%-16s %7s %10s %14s %6s %10s%n",
        "network", "threads", "Fovea ms", "ONNX Runtime ms", "ratio", "difference");
    List<Row> rows = new ArrayList<>();
    for (String network : networks) {
      for (int count : threads) {
        Row row = new PeerBenchmark().measure(network, count);
        System.out.printf(
            "%-16s %7d %10.3f %14.3f %6.2f %10.1e%n",
            row.network, row.threads, row.fovea_ms, row.onnxruntime_ms, row.ratio,
            row.max_abs_difference);
        rows.add(row);
      }
    }
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
  }

  private Row measure(String name, int threads) throws Exception {
    NetworkReading network = NetworkReading.of(network(name));
    LayerReading last = network.layers().getLast();
    Weights weights = Weights.seeded(0);
    long cacheBytes = Runtime.getRuntime().maxMemory() / 3;
    try (Peer peer = new Peer(network, weights, threads);
        Inference ours = new Inference(threads, cacheBytes, Kernels.best())) {
      Model model = ours.prepare(network, weights);
      double difference = 0;
      long start = System.nanoTime();
      for (int i = 0; i < WARM_UP_RUNS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
        Tensor picture = picture(network);
        float[] expected = peer.run(picture);
        float[] found = run(ours, model, picture, last.id());
        difference = i == 0 ? difference(expected, found) : difference;
      }
      double[] oursMillis = new double[RUNS];
      double[] peerMillis = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        Tensor picture = picture(network);
        oursMillis[i] = millis(() -> run(ours, model, picture, last.id()));
        peerMillis[i] = millis(() -> peer.run(picture));
      }
      double fovea = median(oursMillis);
      double onnxruntime = median(peerMillis);
      return new Row(name, threads, fovea, onnxruntime, fovea / onnxruntime, difference);
    }
  }

  private static double millis(Callable<float[]> run) throws Exception {
    Thread.sleep(PAUSE_MILLIS);
    long start = System.nanoTime();
    run.call();
    return (System.nanoTime() - start) / 1e6;
  }

  /** A network of the zoo; {@code vgg16_features} is VGG-16 up to its last pooling. */
  public static Network network(String name) {
    if (!name.equals("vgg16_features")) {
      return Zoo.network(name);
    }
    Network vgg = Zoo.network("vgg16");
    return vgg.with(vgg.nodes().subList(0, vgg.indexOf("features.30") + 1));
  }

  private Tensor picture(NetworkReading network) {
    var shape = network.network().input();
    float[] data = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat();
    }
    return Tensor.of(data, shape.channels(), shape.height(), shape.width());
  }

  private static float[] run(Inference inference, Model model, Tensor picture, String layer) {
    return inference
        .run(model, picture, Set.of(layer), Progress.NONE, new Cancellation())
        .tensor(layer)
        .data();
  }

  private static double difference(float[] expected, float[] found) {
    double furthest = 0;
    for (int i = 0; i < expected.length; i++) {
      furthest = Math.max(furthest, Math.abs((double) expected[i] - found[i]));
    }
    return furthest;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
