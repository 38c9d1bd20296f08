package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;
import static fovea.engine.zoo.Layers.valid;

import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import fovea.engine.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;

/** Small networks that the course shows, each for the sake of one idea. */
public final class Lessons {

  /** What two of them are given in place of random weights: it answers to vertical edges. */
  private static final float[] VERTICAL_EDGES = {1, 0, -1, 2, 0, -2, 1, 0, -1};

  /** A tenth is 12 / 255 of white in the worked example's picture; times this it is 0.1. */
  private static final float TENTH = 2.125f;

  private static final Map<String, Supplier<Network>> PLANS = new LinkedHashMap<>();

  static {
    PLANS.put("dense", () -> titled("Fully connected", 3, 224)
        .add("flatten", new Flatten())
        .add("fc1", linear(4_096)).add("relu1", new ReLU())
        .add("fc2", linear(4_096)).add("relu2", new ReLU())
        .add("fc3", linear(1_000)).build());
    PLANS.put("conv",
        () -> titled("One convolution", 3, 224).add("conv", conv(64, 3, 1, 1)).build());
    PLANS.put("conv8", () -> titled("One convolution on 8×8", 3, 8)
        .add("conv", conv(64, 3, 1, 1)).build());
    PLANS.put("slide", () -> titled("Moves along", 3, 64)
        .add("conv1", conv(8, 3, 1, 1)).add("relu1", new ReLU())
        .add("conv2", conv(8, 3, 2, 1)).add("pool", maxPool(2, 2, 0)).build());
    PLANS.put("straight", () -> chain("Five in a row", 64, 1));
    PLANS.put("strided", () -> chain("Five with stride 2", 128, 2));
    PLANS.put("stacked", Lessons::stacked);
    PLANS.put("worked", () -> titled("The worked example", 3, 8)
        .add("numbers", bare(3, 1, 1, 3)).add("conv", conv(1, 3, 1, 0)).build());
    PLANS.put("edge", () -> titled("Vertical edges", 3, 64).add("conv", valid(1, 3, 1)).build());
    PLANS.put("floor", () -> titled("Stride 2", 1, 64).add("conv", conv(8, 5, 2, 2)).build());
  }

  private Lessons() {}

  /**
   * The network of that name, such as {@code worked}.
   *
   * @throws NoSuchElementException if there is none
   */
  public static Network network(String name) {
    Supplier<Network> plan = PLANS.get(name);
    if (plan == null) {
      throw new NoSuchElementException("no lesson is called \"" + name + "\"");
    }
    return plan.get();
  }

  /** The names of all. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(PLANS.keySet());
  }

  /** The weights that belong to a network, by parameter, such as {@code conv.weight}; often none. */
  public static Map<String, Tensor> weights(String name) {
    return switch (name) {
      case "worked" -> Map.of(
          "numbers.weight", Tensor.of(new float[]{TENTH, TENTH, TENTH}, 3, 1, 1, 1),
          "conv.weight", edges(), "conv.bias", Tensor.of(new float[1], 1));
      case "edge" -> Map.of("conv.weight", edges());
      default -> Map.of();
    };
  }

  /** The same kernel for red, green and blue. */
  private static Tensor edges() {
    float[] edges = new float[3 * VERTICAL_EDGES.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = VERTICAL_EDGES[i % VERTICAL_EDGES.length];
    }
    return Tensor.of(edges, 1, 3, 3, 3);
  }

  private static Network chain(String title, int side, int stride) {
    NetworkBuilder network = titled(title, 3, side);
    for (int i = 1; i <= 5; i++) {
      network.add("conv" + i, conv(8, 3, stride, 1));
    }
    return network.build();
  }

  /** Three windows of 3 × 3 beside one of 7 × 7, over the same maps. */
  private static Network stacked() {
    NetworkBuilder network = titled("Three 3×3 beside one 7×7", 3, 64);
    network.add("a1", conv(8, 3, 1, 1)).add("a2", conv(8, 3, 1, 1)).add("a3", conv(8, 3, 1, 1));
    return network.add("b", conv(8, 7, 1, 3), "input").add("both", new Concat(), "a3", "b").build();
  }

  private static NetworkBuilder titled(String title, int channels, int side) {
    return NetworkBuilder.named(title, new Shape.Maps(channels, side, side));
  }
}
