package fovea.engine.trained;

import fovea.engine.dataset.Augmentation;
import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Split;
import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.dataset.drawn.Strokes;
import fovea.engine.format.NetworkDocument;
import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Digest;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.engine.train.Optimiser;
import fovea.engine.train.Pictures;
import fovea.engine.train.Rate;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network of ours that comes trained: what it is, what it has learned from and how. Immutable, for many threads.
 *
 * @param name under which scripts ask for it
 * @param network ends with Softmax, a share for each class
 * @param set where its pictures come from
 * @param pictures how many of them it has learned from
 * @param epochs how often it has seen each
 * @param augmentation what chance has done to them each time
 * @param rate the largest
 * @param seed of the weights that it began with
 */
public record Trained(String name, Network network, Dataset set, int pictures, int epochs,
    Augmentation augmentation, double rate, long seed) {

  /** Names the figure of a picture: the first network that a newcomer sees. */
  public static final Trained SHAPE_NAMER = new Trained("shape_namer", shapeNamer(),
      new Shapes(64, 64, 1), 8_000, 12, new Augmentation(4, 0.5, 0, 0), 0.003, 14);

  /** Reads a digit; it has seen each picture once. */
  public static final Trained DIGIT_READER = new Trained("digit_reader", digitReader(),
      new Strokes(28, 28, 1), 48_000, 1, Augmentation.NONE, 0.002, 0);

  /** The one that a newcomer sees comes first. */
  public static final List<Trained> ALL = List.of(SHAPE_NAMER, DIGIT_READER);

  private static final int BATCH = 32;

  /** Of what chance does to the pictures. */
  private static final long CHANCE = 0;

  private static final Map<String, Map<String, Tensor>> WEIGHTS = new ConcurrentHashMap<>();

  /**
   * CNN Explainer's two blocks, and a third whose maps are averaged: so it does not matter where the figure is, and
   * every unit of the last convolution sees a whole one.
   */
  private static Network shapeNamer() {
    return NetworkDocument.parse("""
        {"name": "Shape namer", "input": [3, 64, 64], "layers": [
          {"id": "conv_1_1", "type": "Conv2d", "out_channels": 10, "kernel_size": 3},
          {"id": "relu_1_1", "type": "ReLU"},
          {"id": "conv_1_2", "type": "Conv2d", "out_channels": 10, "kernel_size": 3},
          {"id": "relu_1_2", "type": "ReLU"},
          {"id": "max_pool_1", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv_2_1", "type": "Conv2d", "out_channels": 10, "kernel_size": 3},
          {"id": "relu_2_1", "type": "ReLU"},
          {"id": "conv_2_2", "type": "Conv2d", "out_channels": 10, "kernel_size": 3},
          {"id": "relu_2_2", "type": "ReLU"},
          {"id": "max_pool_2", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv_3_1", "type": "Conv2d", "out_channels": 24, "kernel_size": 3},
          {"id": "relu_3_1", "type": "ReLU"},
          {"id": "conv_3_2", "type": "Conv2d", "out_channels": 32, "kernel_size": 3},
          {"id": "relu_3_2", "type": "ReLU"},
          {"id": "avg_pool", "type": "AdaptiveAvgPool2d", "output_size": 1},
          {"id": "flatten", "type": "Flatten"},
          {"id": "output", "type": "Linear", "out_features": 8},
          {"id": "softmax", "type": "Softmax"}]}
        """);
  }

  /** In the manner of LeNet-5, half as wide, as one would build it today. */
  private static Network digitReader() {
    return NetworkDocument.parse("""
        {"name": "Digit reader", "input": [1, 28, 28], "layers": [
          {"id": "conv1", "type": "Conv2d", "out_channels": 8, "kernel_size": 5, "padding": 2},
          {"id": "relu1", "type": "ReLU"},
          {"id": "pool1", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "conv2", "type": "Conv2d", "out_channels": 16, "kernel_size": 5},
          {"id": "relu2", "type": "ReLU"},
          {"id": "pool2", "type": "MaxPool2d", "kernel_size": 2},
          {"id": "flatten", "type": "Flatten"},
          {"id": "output", "type": "Linear", "out_features": 10},
          {"id": "softmax", "type": "Softmax"}]}
        """);
  }

  /**
   * The network of that name.
   *
   * @throws NoSuchElementException if there is none
   */
  public static Trained named(String name) {
    return ALL.stream().filter(trained -> trained.name.equals(name)).findFirst().orElseThrow(
        () -> new NoSuchElementException("no trained network is called \"" + name + "\""));
  }

  /** What the numbers at its end stand for. */
  public List<String> classes() {
    return set.classes();
  }

  /** The weights that it has learned, by parameter, such as {@code conv1.weight}. */
  public Map<String, Tensor> weights() {
    return WEIGHTS.computeIfAbsent(name, _ -> read());
  }

  private Map<String, Tensor> read() {
    try (InputStream file = Trained.class.getResourceAsStream(name + ".safetensors")) {
      if (file == null) {
        throw new IllegalStateException("the weights of " + name + " are missing");
      }
      return Map.copyOf(Safetensors.read(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers that have this digest, if one of these networks has learned them. */
  public static Optional<Tensor> numbers(String digest) {
    return Optional.ofNullable(ByDigest.ALL.get(digest));
  }

  /** Made when first asked for. */
  private static final class ByDigest {
    private static final Map<String, Tensor> ALL = all();

    private static Map<String, Tensor> all() {
      Map<String, Tensor> all = new HashMap<>();
      Trained.ALL.forEach(trained -> trained.weights().values()
          .forEach(tensor -> all.put(Digest.of(tensor), tensor)));
      return Map.copyOf(all);
    }
  }

  /** How many steps its training has had. */
  public int steps() {
    return pictures * epochs / BATCH;
  }

  /** A training that begins where this one did, and comes to the same weights. */
  public Training training() {
    return training(begin());
  }

  /**
   * The seed's weights without biases, and the mean taken away from each filter: what is even gives 0, and every edge
   * something. Else a filter of mostly negative numbers would see nothing, and so learn nothing.
   */
  private Weights begin() {
    Map<String, Tensor> begin = new HashMap<>();
    Weights seeded = Weights.seeded(seed);
    for (LayerReading layer : NetworkReading.of(network).layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        begin.put(parameter.name(), begin(seeded.tensor(parameter)));
      }
    }
    return Weights.of(begin, seed);
  }

  private static Tensor begin(Tensor seeded) {
    float[] numbers = seeded.data().clone();
    if (seeded.rank() == 1) {
      Arrays.fill(numbers, 0);
    }
    int filter = numbers.length / seeded.dimension(0);
    for (int from = 0; seeded.rank() == 4 && from < numbers.length; from += filter) {
      double sum = 0;
      for (int i = from; i < from + filter; i++) {
        sum += numbers[i];
      }
      float mean = (float) (sum / filter);
      for (int i = from; i < from + filter; i++) {
        numbers[i] -= mean;
      }
    }
    return Tensor.of(numbers, seeded.shape());
  }

  /** The same with what was learned, to be tested. */
  Training learned() {
    return training(Weights.of(weights(), seed));
  }

  private Training training(Weights begin) {
    Rate falling = new Rate.Cosine(rate, steps() - steps() / 20, 0, steps() / 20);
    return new Training(NetworkReading.of(network), begin,
        new Shown(set, pictures, epochs, augmentation, CHANCE),
        new TrainingOptions(new Optimiser.AdamW(), falling, 0, BATCH, steps(), false, seed));
  }

  /** Pictures that it has not learned from. */
  public Pictures unseen(int count) {
    return new Shown(Split.ofEndless(set, 0, count).validation(), count, 1, Augmentation.NONE, 0);
  }
}
