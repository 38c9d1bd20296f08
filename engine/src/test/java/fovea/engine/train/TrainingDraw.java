package fovea.engine.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.RandomNetworks;
import fovea.engine.format.Safetensors;
import fovea.engine.format.python.PyTorchModule;
import fovea.engine.network.Layer;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small random network with weights, pictures and options to train it by, the same for the same seed. As
 * files it can be trained by PyTorch: {@code training.py} beside the stored values does that.
 */
final class TrainingDraw {

  static final int STEPS = 20;

  private static final int PICTURES = 14;
  private static final int BATCH = 5;

  final NetworkReading network;
  final Weights weights;
  final Pictures pictures;
  final TrainingOptions options;
  private final Tensor images;
  private final int[] labels = new int[PICTURES];
  private final Random random;

  TrainingDraw(long seed) {
    this.random = new Random(seed + 77);
    int classes = 3 + random.nextInt(4);
    this.network = NetworkReading.of(withHead(RandomNetworks.legal(seed), classes));
    this.weights = weights();
    Shape.Maps in = network.network().input();
    this.images = Tensor.of(numbers(PICTURES * in.elements()), PICTURES, in.channels(),
        in.height(), in.width());
    for (int n = 0; n < PICTURES; n++) {
      labels[n] = random.nextInt(classes);
    }
    this.pictures = Pictures.of(images, labels);
    this.options = new TrainingOptions(optimiser(), rate(), random.nextInt(3) == 0 ? 0.1 : 0,
        BATCH, STEPS, false, 0);
  }

  /** With a number a class at the end, and with a Dropout that leaves everything as it is. */
  private static Network withHead(Network network, int classes) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      nodes.add(node.layer() instanceof Layer.Dropout ? node.with(new Layer.Dropout(0)) : node);
    }
    NetworkReading reading = NetworkReading.of(network.with(nodes));
    if (reading.layers().getLast().output() instanceof Shape.Maps) {
      nodes.add(new Node("flat", new Layer.Flatten()));
    }
    nodes.add(new Node("head", new Layer.Linear(classes, true)));
    return network.with(nodes);
  }

  private Weights weights() {
    Map<String, Tensor> given = new HashMap<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        float[] numbers = numbers(parameter.elements());
        float scale = (float) Math.sqrt(1.0 / Math.max(1, parameter.fanIn()));
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = switch (parameter.kind()) {
            case RUNNING_VAR -> 0.5f + numbers[i] * numbers[i];
            case SCALE -> 1 + 0.1f * numbers[i];
            case WEIGHT, BIAS, RUNNING_MEAN -> numbers[i] * scale;
          };
        }
        given.put(parameter.name(), Tensor.of(
            numbers, parameter.shape().stream().mapToInt(Math::toIntExact).toArray()));
      }
    }
    return Weights.of(given, 0);
  }

  private float[] numbers(long count) {
    float[] numbers = new float[Math.toIntExact(count)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private Optimiser optimiser() {
    double decay = random.nextBoolean() ? 0.01 : 0;
    return switch (random.nextInt(5)) {
      case 0 -> new Optimiser.Sgd(0, false, decay);
      case 1 -> new Optimiser.Sgd(0.9, false, decay);
      case 2 -> new Optimiser.Sgd(0.8, true, decay);
      case 3 -> new Optimiser.Adam(0.9, 0.99, 1e-6, decay);
      default -> new Optimiser.AdamW(0.8, 0.999, 1e-6, decay);
    };
  }

  private Rate rate() {
    double lr = random.nextBoolean() ? 0.01 : 0.003;
    int warmUp = random.nextInt(2) * 4;
    return switch (random.nextInt(3)) {
      case 0 -> new Rate.Constant(lr, warmUp);
      case 1 -> new Rate.Step(lr, 5, 0.5, warmUp);
      default -> new Rate.Cosine(lr, 12, 1e-4, warmUp);
    };
  }

  /** Writes what PyTorch needs into a folder of its own. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("network.py"), PyTorchModule.of(network, false));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        tensors.put(parameter.name(), weights.tensor(parameter));
      }
    }
    tensors.put("images", images);
    float[] classes = new float[PICTURES];
    for (int n = 0; n < PICTURES; n++) {
      classes[n] = labels[n];
    }
    tensors.put("labels", Tensor.of(classes, PICTURES));
    Files.write(folder.resolve("tensors.safetensors"), Safetensors.write(tensors));
    new ObjectMapper().writeValue(folder.resolve("options.json").toFile(), Map.of(
        "optimiser", options.optimiser().getClass().getSimpleName(), "optimiser_options",
        options.optimiser(), "rate", options.rate().getClass().getSimpleName(), "rate_options",
        options.rate(), "label_smoothing", options.labelSmoothing(), "batch_size", BATCH,
        "steps", STEPS));
  }

  /** Writes so many draws, each into a folder named after its seed. */
  public static void main(String[] args) throws IOException {
    for (long seed = 0; seed < Long.parseLong(args[1]); seed++) {
      new TrainingDraw(seed).write(Path.of(args[0], Long.toString(seed)));
    }
  }
}
