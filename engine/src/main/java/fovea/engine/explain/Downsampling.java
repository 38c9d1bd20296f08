package fovea.engine.explain;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Upsample;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Filter;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ways to make a picture smaller, side by side on one: pooling, and convolutions with a stride.
 *
 * @param size how many rows and columns become one
 * @param ways what each does
 * @param pictures {@code [1 + ways, H, W]}: the picture, and what each way makes of it, in its size
 *     again; the mean of the channels, with mean 0 and standard deviation 1
 */
public record Downsampling(int size, List<Way> ways, Tensor pictures) {

  /** The sizes that may be asked for. */
  public static final int MIN_SIZE = 2;
  public static final int MAX_SIZE = 4;

  /** The noise's standard deviation in parts of the picture's. */
  public static final double NOISE = 0.2;

  private static final int MAX_SIDE = 256;

  /** What the layer is called that brings a way's result back to the picture's size. */
  private static final String UP = "_up";

  /**
   * One way.
   *
   * @param word max, mean, box, gaussian or seed
   * @param layer what was computed
   * @param parameters it has
   * @param macs it takes on the picture
   * @param shift how much its numbers change when the picture moves by one pixel: ‖change‖ / ‖values‖
   * @param noise the same for noise on the picture
   * @param likeness the correlation of what it makes, in the picture's size again, with the picture
   * @param fromMean ‖values − average pooling's‖ / ‖average pooling's‖
   */
  public record Way(String word, Layer layer, long parameters, long macs, double shift,
      double noise, double likeness, double fromMean) {}

  public Downsampling {
    ways = List.copyOf(ways);
  }

  /**
   * Runs all ways on the middle of a picture {@code [C, H, W]} of at least {@link
   * Locality#MIN_SIDE} rows and columns.
   *
   * @param size from {@link #MIN_SIZE} to {@link #MAX_SIZE}
   * @param seed of the weights that have not learnt, and of the noise
   */
  public static Downsampling of(Inference inference, Tensor picture, int size, long seed) {
    int channels = picture.dimension(0);
    Tensor middle = Gray.middle(picture, side(picture.dimension(1), size),
        side(picture.dimension(2), size));
    Map<String, Layer> layers = layers(channels, size);
    NetworkReading network = network(middle, layers, size);
    Weights weights = Weights.of(Map.of(
        "box.weight", spread(Filter.BOX.kernel(Pair.of(size), 0, 1), channels),
        "gaussian.weight", spread(Filter.GAUSSIAN.kernel(Pair.of(2 * size - 1), 0, 1), channels)),
        seed);
    Activations still = run(inference, network, weights, middle);
    Activations moved = run(inference, network, weights, Equivariance.shift(middle, 0, 1));
    Activations noisy = run(inference, network, weights, Tolerance.noisy(middle, NOISE, seed));
    int pixels = middle.size() / channels;
    float[] pictures = new float[(1 + layers.size()) * pixels];
    Tensor gray = Gray.of(middle);
    System.arraycopy(gray.data(), 0, pictures, 0, pixels);
    List<Way> ways = new ArrayList<>();
    layers.forEach((word, layer) -> {
      Tensor values = still.tensor(word);
      Tensor again = Gray.of(still.tensor(word + UP));
      System.arraycopy(again.data(), 0, pictures, (1 + ways.size()) * pixels, pixels);
      var cost = network.layer(word).orElseThrow().cost();
      ways.add(new Way(word, layer, cost.parameterCount().value(), cost.macs().value(),
          Change.of(values, moved.tensor(word)), Change.of(values, noisy.tensor(word)),
          product(gray, again) / pixels, Change.of(still.tensor("mean"), values)));
    });
    return new Downsampling(size, ways,
        Tensor.of(pictures, 1 + ways.size(), middle.dimension(1), middle.dimension(2)));
  }

  private static int side(int length, int size) {
    return Math.min(MAX_SIDE, length) / size * size;
  }

  private static Map<String, Layer> layers(int channels, int size) {
    Pair window = Pair.of(size);
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("max", new MaxPool2d(window, window, Pair.of(0), Pair.of(1), false));
    layers.put("mean", new AvgPool2d(window, window, Pair.of(0), false, true));
    layers.put("box", convolution(channels, size, size, 0, channels, false));
    layers.put("gaussian",
        convolution(channels, 2 * size - 1, size, size - 1, channels, false));
    layers.put("seed", convolution(channels, size, size, 0, 1, true));
    return layers;
  }

  private static Conv2d convolution(
      int channels, int kernel, int stride, int padding, int groups, boolean bias) {
    return new Conv2d(channels, Pair.of(kernel), Pair.of(stride),
        new Padding.Explicit(Pair.of(padding)), Pair.of(1), groups, bias, PaddingMode.REPLICATE);
  }

  /** Every layer reads the picture, and is brought back to its size. */
  private static NetworkReading network(Tensor picture, Map<String, Layer> layers, int size) {
    List<Node> nodes = new ArrayList<>();
    layers.forEach((word, layer) -> {
      nodes.add(new Node(word, List.of(Node.INPUT), layer));
      nodes.add(new Node(word + UP, List.of(word),
          new Upsample(Pair.of(size), UpsampleMode.NEAREST)));
    });
    return NetworkReading.of(new Network("downsampling",
        new Maps(picture.dimension(0), picture.dimension(1), picture.dimension(2)), nodes));
  }

  /** The same kernel for every channel by itself. */
  private static Tensor spread(Tensor kernel, int channels) {
    float[] all = new float[channels * kernel.size()];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(kernel.data(), 0, all, c * kernel.size(), kernel.size());
    }
    return Tensor.of(all, channels, 1, kernel.dimension(0), kernel.dimension(1));
  }

  private static Activations run(
      Inference inference, NetworkReading network, Weights weights, Tensor picture) {
    return inference.run(network, weights, picture, Set.of(), Progress.NONE, new Cancellation());
  }

  private static double product(Tensor a, Tensor b) {
    double product = 0;
    for (int i = 0; i < a.size(); i++) {
      product += (double) a.data()[i] * b.data()[i];
    }
    return product;
  }
}
