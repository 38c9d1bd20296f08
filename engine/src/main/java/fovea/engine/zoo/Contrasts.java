package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;

/** Small networks that differ in one idea only, made to be laid beside each other. */
public final class Contrasts {

  private static final Shape.Maps PICTURE = new Shape.Maps(3, 64, 64);

  /** Fully connected, a picture of 64 × 64 would take 75 million weights for six maps. */
  private static final Shape.Maps SMALL_PICTURE = new Shape.Maps(3, 24, 24);
  private static final int SMALL_MAPS = 6;

  private static final Map<String, Supplier<Network>> PLANS = new LinkedHashMap<>();

  static {
    PLANS.put("one_7x7", () -> titled("One 7×7")
        .add("conv1", bare(3, 7, 1)).add("relu1", new ReLU()).build());
    PLANS.put("three_3x3", () -> titled("Three 3×3")
        .add("conv1", bare(3, 3, 1)).add("relu1", new ReLU())
        .add("conv2", bare(3, 3, 1)).add("relu2", new ReLU())
        .add("conv3", bare(3, 3, 1)).add("relu3", new ReLU()).build());
    PLANS.put("convolution", () -> titled("Convolution")
        .add("conv1", conv(16, 3, 1, 1)).add("relu1", new ReLU())
        .add("conv2", bare(32, 3, 1)).add("relu2", new ReLU()).build());
    PLANS.put("depthwise_separable", () -> titled("Depthwise separable")
        .add("conv1", conv(16, 3, 1, 1)).add("relu1", new ReLU())
        .add("depthwise", bare(16, 3, 1, 16)).add("conv2", bare(32, 1, 1))
        .add("relu2", new ReLU()).build());
    PLANS.put("shared", () -> small("Convolution on 24×24")
        .add("layer", conv(SMALL_MAPS, 3, 1, 1)).add("relu", new ReLU()).build());
    PLANS.put("locally_connected", () -> small("Locally connected")
        .add("layer", new LocallyConnected2d(SMALL_MAPS, Pair.of(3), Pair.of(1),
            new Padding.Explicit(Pair.of(1)), Pair.of(1), true))
        .add("relu", new ReLU()).build());
    PLANS.put("fully_connected", () -> small("Fully connected")
        .add("flatten", new Flatten())
        .add("layer",
            linear(SMALL_MAPS * SMALL_PICTURE.height() * SMALL_PICTURE.width()))
        .add("relu", new ReLU()).build());
    PLANS.put("pooling", () -> titled("Max pooling")
        .add("conv1", conv(16, 3, 1, 1)).add("relu1", new ReLU()).add("pool1", maxPool(2, 2, 0))
        .add("conv2", conv(32, 3, 1, 1)).add("relu2", new ReLU()).add("pool2", maxPool(2, 2, 0))
        .build());
    PLANS.put("strided", () -> titled("Stride 2")
        .add("conv1", conv(16, 3, 2, 1)).add("relu1", new ReLU())
        .add("conv2", conv(32, 3, 2, 1)).add("relu2", new ReLU()).build());
  }

  private Contrasts() {}

  /**
   * The network of that name, such as {@code one_7x7}.
   *
   * @throws NoSuchElementException if there is none
   */
  public static Network network(String name) {
    Supplier<Network> plan = PLANS.get(name);
    if (plan == null) {
      throw new NoSuchElementException("no contrast is called \"" + name + "\"");
    }
    return plan.get();
  }

  /** The names of all. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(PLANS.keySet());
  }

  private static NetworkBuilder titled(String title) {
    return NetworkBuilder.named(title, PICTURE);
  }

  private static NetworkBuilder small(String title) {
    return NetworkBuilder.named(title, SMALL_PICTURE);
  }
}
