package fovea.engine.explain;

import fovea.engine.dataset.Dataset;
import fovea.engine.network.Layer.AdaptiveMaxPool2d;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Model;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much the pictures of a set excite the channels of a layer: the largest number of each map on each
 * picture. What the pictures at the top have in common is what the channel looks for.
 *
 * @param layer whose maps they are
 * @param strongest {@code [pictures, channels]}
 * @see <a href="https://arxiv.org/abs/1311.2901">Zeiler and Fergus, Visualizing and Understanding
 *     Convolutional Networks</a>, section 4, whose pictures these are
 */
public record Excitement(String layer, Tensor strongest) {

  /**
   * Where a picture excites a channel most.
   *
   * @param index the picture's place in the set
   * @param value the largest number of the map, at {@code unit}
   * @param seen what of the picture that unit sees; empty if nothing reaches it
   */
  public record Excited(int index, double value, Unit unit, Optional<SeenBox> seen) {}

  /**
   * Runs the network up to the layer on the first pictures of a set, one after the other, and waits.
   * Of each picture a number a channel is kept.
   *
   * @param layer one of maps
   * @param set pictures as the network is to see them, in its input shape
   * @param count how many of them, up to the set's
   * @throws java.util.concurrent.CancellationException within 50 ms of a cancellation
   */
  public static Excitement of(
      Inference inference, NetworkReading network, Weights weights, String layer, Dataset set,
      int count, Cancellation cancellation) {
    int channels = ((Maps) network.shapeOf(layer)).channels();
    NetworkReading upTo = upTo(network, layer);
    String last = upTo.layers().getLast().id();
    Model model = inference.prepare(upTo, weights.fitting(upTo));
    float[] strongest = new float[Math.multiplyExact(count, channels)];
    for (int n = 0; n < count; n++) {
      float[] each = inference
          .run(model, set.image(n), Set.of(last), Progress.NONE, cancellation)
          .tensor(last).data();
      System.arraycopy(each, 0, strongest, n * channels, channels);
    }
    return new Excitement(layer, Tensor.of(strongest, count, channels));
  }

  /** The network's beginning up to that layer, and behind it the largest number of each of its maps. */
  public static NetworkReading upTo(NetworkReading network, String layer) {
    Network whole = network.network();
    List<Node> nodes = new ArrayList<>(whole.nodes().subList(0, whole.indexOf(layer) + 1));
    nodes.add(new Node(whole.freeId("strongest"), new AdaptiveMaxPool2d(OutputSize.of(1))));
    return NetworkReading.of(whole.with(nodes));
  }

  /** The pictures that excite a channel most, the most exciting first; of equal ones the earlier first. */
  public int[] most(int channel, int atMost) {
    return IntStream.range(0, strongest.dimension(0)).boxed()
        .sorted(Comparator.comparingDouble((Integer n) -> -value(n, channel)))
        .limit(atMost).mapToInt(Integer::intValue).toArray();
  }

  /** A channel's largest number on a picture. */
  public double value(int picture, int channel) {
    return strongest.data()[picture * strongest.dimension(1) + channel];
  }

  /**
   * Where on a picture a channel is excited most; of equal places the first.
   *
   * @throws java.util.concurrent.CancellationException within 50 ms of a cancellation
   */
  public Excited place(
      Inference inference, NetworkReading network, Weights weights, Dataset set, int channel,
      int index, Cancellation cancellation) {
    Tensor maps = inference
        .run(network, weights, set.image(index), Set.of(layer), Progress.NONE, cancellation)
        .tensor(layer);
    int width = maps.dimension(2);
    int cells = maps.dimension(1) * width;
    float[] map = Arrays.copyOfRange(maps.data(), channel * cells, (channel + 1) * cells);
    int best = 0;
    for (int i = 1; i < cells; i++) {
      best = map[i] > map[best] ? i : best;
    }
    Unit unit = new Unit(layer, channel, best / width, best % width);
    return new Excited(index, map[best], unit, SeenBox.of(network, unit));
  }
}
