package fovea.engine.run;

import fovea.engine.format.NetworkDocument;
import fovea.engine.gradient.BackwardPass;
import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.LeakyReLU;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Multiply;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * A few random layers with random numbers, computed and differentiated by the fastest kernels, only
 * the last layer's values being asked for, and by the textbook's, layer by layer.
 */
final class KernelDraw {

  /** How far the two may be apart, in parts of the layer's largest value. */
  static final double TOLERANCE = 1e-4;

  /** Sums that cancel keep the rounding of their terms, however small they are in the end. */
  private static final double LEAST_PART = 0.01;

  /** One draw in so many is differentiated. */
  private static final int BACKWARD = 4;

  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};

  /** Beyond, nobody asks for a gradient. */
  private static final long MEMORY = 1 << 28;

  private static final Kernels TEXTBOOK = Kernels.textbook();
  private static final Crew ALONE = new Crew(ForkJoinPool.commonPool(), () -> false);

  private final NetworkReading network;
  private final Weights weights;
  private final Tensor picture;
  private final String last;
  private final Random random;
  private final RecordingKernels best = new RecordingKernels(Kernels.best());

  KernelDraw(NetworkReading network, long seed) {
    this.network = network;
    this.random = new Random(~seed);
    this.weights = weights();
    this.last = network.layers().getLast().id();
    float[] data = numbers(network.network().input().elements());
    if (random.nextInt(8) == 0) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        data[random.nextInt(data.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
      }
    }
    Shape.Maps in = network.network().input();
    this.picture = Tensor.of(data, in.channels(), in.height(), in.width());
  }

  /** The kernels that took part, by the names that they have for people. */
  Set<String> kernels() {
    return best.used();
  }

  /**
   * How far apart the two are, in parts of the largest value.
   *
   * @throws AssertionError with the document that shows it, if that is too far
   */
  double furthest() {
    Set<String> all = new HashSet<>();
    network.layers().forEach(layer -> all.add(layer.id()));
    ScatteredRun expected = run(picture, all, TEXTBOOK);
    if (network.layers().stream().anyMatch(layer -> spreads(layer, expected))) {
      return 0;
    }
    Shape shape = network.shapeOf(last);
    float[] numbers = expected.value(last).tensor(shape).data();
    double furthest = distance("values", numbers,
        run(picture, Set.of(last), best).value(last).tensor(shape).data(),
        LEAST_PART * largestOnTheWay(expected));
    if (random.nextInt(BACKWARD) == 0 && isFinite(numbers) && isFinite(picture.data())
        && BackwardPass.bytesNeeded(network, best) <= MEMORY) {
      Tensor gradient = gradient(shape);
      best.backward();
      float[] back = back(expected, gradient, TEXTBOOK);
      furthest = Math.max(
          furthest, distance("gradient", back, back(expected, gradient, best),
              LEAST_PART * largest(gradient.data())));
      requireSums(numbers, gradient.data(), back);
    }
    return furthest;
  }

  private ScatteredRun run(Tensor picture, Set<String> outputs, Kernels kernels) {
    return new ScatteredRun(network, weights, picture, outputs, kernels, random);
  }

  /** Both families get the textbook's values: at a kink, the last digit would decide. */
  private float[] back(ScatteredRun values, Tensor gradient, Kernels kernels) {
    Map<String, Activations.Entry> entries = new HashMap<>();
    for (String id : BackwardPass.neededFor(network, last)) {
      Shape shape = network.shapeOf(id);
      Volume volume = Volume.of(values.value(id).tensor(shape), kernels.lanes());
      entries.put(id, new Activations.Entry(shape, id, new Computed(volume, 0, "")));
    }
    return new BackwardPass(network, weights, new Activations(entries), kernels, ALONE)
        .run(last, gradient).data();
  }

  /** The gradient of every number of the last layer, or of a few. */
  private Tensor gradient(Shape shape) {
    float[] numbers = numbers(shape.elements());
    if (random.nextBoolean()) {
      float[] few = new float[numbers.length];
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(few.length);
        few[at] = numbers[at];
      }
      numbers = few;
    }
    return tensor(numbers, shape.dimensions());
  }

  /**
   * The gradient by its definition. What is linear but for its biases grows from its value at 0 by
   * gradient times picture, and so does what chooses the largest.
   */
  private void requireSums(float[] values, float[] gradient, float[] back) {
    boolean isLinear = network.layers().stream().allMatch(KernelDraw::isLinear)
        || (network.layers().size() == 1 && isHomogeneous(network.layers().getFirst()));
    if (!isLinear) {
      return;
    }
    Shape.Maps in = network.network().input();
    Tensor zero = Tensor.of(new float[picture.data().length], in.channels(), in.height(),
        in.width());
    float[] atZero = run(zero, Set.of(last), TEXTBOOK).value(last).tensor(network.shapeOf(last))
        .data();
    double forward = 0;
    double size = 0;
    for (int i = 0; i < values.length; i++) {
      double term = gradient[i] * ((double) values[i] - atZero[i]);
      forward += term;
      size += Math.abs(gradient[i]) * (Math.abs(values[i]) + Math.abs(atZero[i]));
    }
    double backward = 0;
    for (int i = 0; i < back.length; i++) {
      double term = (double) back[i] * picture.data()[i];
      backward += term;
      size += Math.abs(term);
    }
    if (!(Math.abs(forward - backward) <= TOLERANCE * size)) {
      throw failure("gradient times picture", "%g, but values times gradient are %g"
          .formatted(backward, forward));
    }
  }

  private double largestOnTheWay(ScatteredRun values) {
    return Stream.concat(Stream.of(picture), network.layers().stream()
        .map(layer -> values.value(layer.id()).tensor(network.shapeOf(layer.id()))))
        .mapToDouble(tensor -> largest(tensor.data()))
        .max().orElseThrow();
  }

  private static double largest(float[] numbers) {
    double largest = 0;
    for (float number : numbers) {
      largest = Float.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
    }
    return largest;
  }

  /** {@code least}: what the largest value counts as at least. */
  private double distance(String what, float[] expected, float[] found, double least) {
    double largest = Math.max(least, largest(expected));
    double distance = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.isFinite(expected[i])
          ? Float.isFinite(found[i])
          : Float.compare(expected[i], found[i]) == 0;
      double apart = !same
          ? Double.POSITIVE_INFINITY
          : Float.isFinite(expected[i]) ? Math.abs((double) expected[i] - found[i]) : 0;
      if (apart > distance) {
        distance = apart;
        worst = i;
      }
    }
    if (distance > TOLERANCE * largest) {
      throw failure(what, "number %d is %g instead of %g, and the largest %g"
          .formatted(worst, found[worst], expected[worst], largest));
    }
    return distance == 0 ? 0 : distance / largest;
  }

  private AssertionError failure(String what, String difference) {
    return new AssertionError("%s, %s, by %s: %s%n%s".formatted(what, best.reason(), kernels(),
        difference, NetworkDocument.write(network.network())));
  }

  private Weights weights() {
    Map<String, Tensor> given = new HashMap<>();
    for (LayerReading layer : network.layers()) {
      for (Parameter parameter : layer.cost().parameters()) {
        float[] numbers = numbers(parameter.elements());
        // Sums of many terms stay as large as their terms.
        float scale = (float) Math.sqrt(1.0 / Math.max(1, parameter.fanIn()));
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = parameter.kind() == Parameter.Kind.RUNNING_VAR
              ? 0.5f + numbers[i] * numbers[i]
              : numbers[i] * scale;
        }
        given.put(parameter.name(), tensor(numbers, parameter.shape()));
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

  private static Tensor tensor(float[] numbers, List<Long> shape) {
    return Tensor.of(numbers, shape.stream().mapToInt(Math::toIntExact).toArray());
  }

  private static boolean isFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a convolution reads infinity or NaN. Fast ways to its sums multiply them with zeros that
   * the textbook leaves out, or add them to neighbours.
   */
  private static boolean spreads(LayerReading layer, ScatteredRun values) {
    return (layer.node().layer() instanceof Conv2d
        || layer.node().layer() instanceof ConvTranspose2d)
        && !isFinite(values.value(layer.inputs().getFirst()).tensor(layer.inputShape()).data());
  }

  private static boolean isLinear(LayerReading layer) {
    return switch (layer.node().layer()) {
      case Conv2d _, ConvTranspose2d _, LocallyConnected2d _, AvgPool2d _, AdaptiveAvgPool2d _, BatchNorm2d _, Linear _, Flatten _, Dropout _, Upsample _, Add _, Concat _ ->
        true;
      case MaxPool2d _, AdaptiveMaxPool2d _, Softmax _, Multiply _, Activation _ -> false;
    };
  }

  private static boolean isHomogeneous(LayerReading layer) {
    return switch (layer.node().layer()) {
      case MaxPool2d _, AdaptiveMaxPool2d _, ReLU _, LeakyReLU _ -> true;
      default -> false;
    };
  }
}
