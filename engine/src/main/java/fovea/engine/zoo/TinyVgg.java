package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.Softmax;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;

/** The network that CNN Explainer shows: small enough to look at every map. */
final class TinyVgg {

  private TinyVgg() {}

  static Network tinyvgg(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, new Shape.Maps(3, 64, 64));
    for (int block = 1; block <= 2; block++) {
      net.add("conv_" + block + "_1", conv(10, 3))
          .add("relu_" + block + "_1", new ReLU())
          .add("conv_" + block + "_2", conv(10, 3))
          .add("relu_" + block + "_2", new ReLU())
          .add("max_pool_" + block, maxPool(2, 2, 0));
    }
    return net.add("flatten", new Flatten())
        .add("output", linear(10))
        .add("softmax", new Softmax())
        .build();
  }
}
