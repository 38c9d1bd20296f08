package fovea.engine.train;

import fovea.engine.format.NetworkDocument;
import fovea.engine.kernel.learning.Abreast;
import fovea.engine.kernel.learning.LearnedNumbers;
import fovea.engine.kernel.learning.LearningKernels;
import fovea.engine.kernel.learning.Round;
import fovea.engine.kernel.learning.TextbookLearning;
import fovea.engine.kernel.learning.VectorLearning;
import fovea.engine.kernel.learning.Workers;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A few random layers with random numbers and a random batch, differentiated by both families. In front
 * stands a locally connected layer with a weight for each number of the picture, whose gradients show those
 * of the first layer's input, number by number.
 */
public final class GradientDraw {

  /** How far the two may be apart, in parts of a tensor's largest gradient. */
  public static final double TOLERANCE = 2e-4;

  /** Sums that cancel keep the rounding of their terms, however small they are in the end. */
  private static final double LEAST_PART = 0.01;

  /** Beyond, the textbook takes too long. */
  private static final long MOST = 1 << 20;

  private final NetworkReading network;
  private final Random random;
  private final Weights weights;
  private final List<Tensor> pictures = new ArrayList<>();
  private final double[][] ofOutputs;
  private final long seed;
  private final boolean isAbreast;

  /** Of any layers. */
  public GradientDraw(NetworkReading layers, long seed) {
    this(NetworkReading.of(probed(layers.network())), seed, false);
  }

  /** Of layers that the fast family can have pictures abreast for; empty if it cannot. */
  public static Optional<GradientDraw> abreast(NetworkReading layers, long seed) {
    NetworkReading network = NetworkReading.of(between(layers, Long.bitCount(seed) % 2 == 0));
    return Abreast.fits(network)
        ? Optional.of(new GradientDraw(network, seed, true))
        : Optional.empty();
  }

  private GradientDraw(NetworkReading network, long seed, boolean isAbreast) {
    this.network = network;
    this.random = new Random(~seed);
    this.seed = seed;
    this.isAbreast = isAbreast;
    this.weights = weights();
    Shape.Maps in = network.network().input();
    int images = 1 + random.nextInt(isAbreast ? 20 : 5);
    int outputs = Math.toIntExact(network.layers().getLast().output().elements());
    this.ofOutputs = new double[images][outputs];
    for (int n = 0; n < images; n++) {
      pictures.add(Tensor.of(numbers(in.elements()), in.channels(), in.height(), in.width()));
      for (int i = 0; i < outputs; i++) {
        ofOutputs[n][i] = (float) random.nextGaussian();
      }
    }
  }

  private static Network probed(Network network) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node("probe", List.of(Node.INPUT), new LocallyConnected2d(
        network.input().channels(), Pair.of(1), Pair.of(1), Padding.of(0), Pair.of(1), false)));
    for (int i = 0; i < network.nodes().size(); i++) {
      nodes.add(network.nodes().get(i).reading(network.inputsOf(i).stream()
          .map(id -> id.equals(Node.INPUT) ? "probe" : id).toList()));
    }
    return network.with(nodes);
  }

  /** In front a convolution, whose gradients show those of the first layer's input; behind, features. */
  private static Network between(NetworkReading layers, boolean raises) {
    int channels = layers.network().input().channels();
    List<Node> nodes = new ArrayList<>(probed(layers.network()).nodes());
    nodes.set(0, new Node("conv", List.of(Node.INPUT), LayerType.named("Conv2d").orElseThrow()
        .create(Map.of("out_channels", channels, "kernel_size", 1))));
    nodes.add(1, new Node("probe", List.of("conv"), raises
        ? new Layer.ReLU()
        : new Layer.LeakyReLU(0.1)));
    if (layers.layers().getLast().output() instanceof Shape.Maps) {
      nodes.add(new Node("flat", List.of(nodes.getLast().id()), new Layer.Flatten()));
    }
    return layers.network().with(nodes);
  }

  /** The types of its layers. */
  public Set<String> types() {
    Set<String> types = new TreeSet<>();
    network.layers().stream().skip(isAbreast ? 2 : 1)
        .forEach(layer -> types.add(LayerType.of(layer.node().layer()).name()));
    return types;
  }

  @Override
  public String toString() {
    return NetworkDocument.write(network.network());
  }

  /** Whether it is worth drawing: small, and every batch norm sees more than one number. */
  public boolean isFit() {
    long work = 0;
    for (LayerReading layer : network.layers()) {
      if (layer.node().layer() instanceof BatchNorm2d
          && layer.output() instanceof Shape.Maps(int _, int height, int width)
          && (long) height * width * pictures.size() < 3) {
        return false;
      }
      work += layer.cost().macs().value() + layer.output().elements() * 4;
    }
    return work * pictures.size() <= MOST;
  }

  /** Every family's numbers behind one round. */
  private <V> LearnedNumbers differentiate(LearningKernels<V> kernels, double shake) {
    LearnedNumbers numbers = new LearnedNumbers(network, weights);
    Random shaking = new Random(1);
    for (int i = 0; shake > 0 && i < numbers.size(); i++) {
      numbers.values[i] += (float) (numbers.values[i] * shake * shaking.nextGaussian());
    }
    Pass<V> pass = new Pass<>(network, numbers, kernels, pictures.size() + 1);
    Round round = new Round(pictures.size(), seed, true, Workers.ALONE);
    // Twice, so that nothing of an earlier round may be left in the second one.
    for (int i = 0; i < (shake > 0 ? 1 : 2); i++) {
      pass.prepare(Workers.ALONE);
      pass.forward(pictures, round);
      pass.backward(ofOutputs, round);
    }
    return numbers;
  }

  /**
   * How far apart the families are.
   *
   * @throws AssertionError with the document that shows it, if that is too far
   */
  public double furthest() {
    LearnedNumbers expected = differentiate(new TextbookLearning(), 0);
    double furthest = furthest(expected, false);
    return isAbreast ? Math.max(furthest, furthest(expected, true)) : furthest;
  }

  private double furthest(LearnedNumbers expected, boolean abreast) {
    LearnedNumbers found = differentiate(new VectorLearning(network, abreast), 0);
    double furthest = 0;
    for (Parameter parameter : expected.parameters()) {
      double apart = apart(expected, found, parameter);
      if (!(apart <= TOLERANCE) && !isKink(expected, parameter)) {
        throw new AssertionError("%s, by %g of its largest gradient: %s".formatted(
            parameter.name(), apart, NetworkDocument.write(network.network())));
      }
      furthest = apart <= TOLERANCE ? Math.max(furthest, apart) : furthest;
    }
    return furthest;
  }

  /** Where the last digits decide, as in who wins a maximum, the textbook moves as well when it is shaken. */
  private boolean isKink(LearnedNumbers expected, Parameter parameter) {
    return apart(expected, differentiate(new TextbookLearning(), 1e-6), parameter) > TOLERANCE / 4;
  }

  private double apart(LearnedNumbers expected, LearnedNumbers found, Parameter parameter) {
    int from = expected.place(parameter.name());
    double largest = 1e-6;
    double apart = 0;
    for (int i = from; i < from + parameter.elements(); i++) {
      largest = Math.max(largest, Math.abs(expected.gradients[i]));
      double distance = Math.abs((double) expected.gradients[i] - found.gradients[i]);
      apart = distance <= apart ? apart : distance;
    }
    // What cancels keeps the rounding of its terms.
    return apart / Math.max(largest, LEAST_PART * largestOf(expected));
  }

  private static double largestOf(LearnedNumbers numbers) {
    double largest = 0;
    for (int i = 0; i < numbers.trained(); i++) {
      largest = Math.max(largest, Math.abs(numbers.gradients[i]));
    }
    return largest;
  }

  /**
   * How far the textbook's gradients are from what happens when a parameter is moved a little, in parts of
   * its tensor's largest.
   */
  double fromDifferences() {
    TextbookLearning kernels = new TextbookLearning();
    LearnedNumbers numbers = new LearnedNumbers(network, weights);
    Pass<double[][]> pass = new Pass<>(network, numbers, kernels, pictures.size());
    Round round = new Round(pictures.size(), seed, true, Workers.ALONE);
    pass.prepare(Workers.ALONE);
    pass.forward(pictures, round);
    pass.backward(ofOutputs, round);
    double[] gradients = kernels.gradients().clone();
    double furthest = 0;
    for (Parameter parameter : numbers.parameters().stream()
        .filter(each -> each.kind().isTrained()).toList()) {
      int from = numbers.place(parameter.name());
      double largest = 1e-3;
      for (int i = from; i < from + parameter.elements(); i++) {
        largest = Math.max(largest, Math.abs(gradients[i]));
      }
      for (int i = 0; i < 4; i++) {
        int at = from + random.nextInt(Math.toIntExact(parameter.elements()));
        double wide = slope(pass, kernels, round, at, 2e-5);
        double narrow = slope(pass, kernels, round, at, 1e-5);
        // At a kink the two differ, and there is no derivative.
        if (Math.abs(wide - narrow) < 1e-6 * largest) {
          furthest = Math.max(furthest, Math.abs(narrow - gradients[at]) / largest);
        }
      }
    }
    return furthest;
  }

  private double slope(Pass<double[][]> pass, TextbookLearning kernels, Round round, int at,
      double step) {
    double before = kernels.numbers()[at];
    kernels.numbers()[at] = before + step;
    double high = sum(pass.forward(pictures, round));
    kernels.numbers()[at] = before - step;
    double low = sum(pass.forward(pictures, round));
    kernels.numbers()[at] = before;
    return (high - low) / (2 * step);
  }

  private double sum(double[][] outputs) {
    double sum = 0;
    for (int n = 0; n < outputs.length; n++) {
      for (int i = 0; i < outputs[n].length; i++) {
        sum += outputs[n][i] * ofOutputs[n][i];
      }
    }
    return sum;
  }

  private Weights weights() {
    Map<String, Tensor> given = new HashMap<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        float[] numbers = numbers(parameter.elements());
        float scale = (float) Math.sqrt(1.0 / Math.max(1, parameter.fanIn()));
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = parameter.kind() == Parameter.Kind.RUNNING_VAR
              ? 0.5f + numbers[i] * numbers[i]
              : numbers[i] * scale;
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
}
