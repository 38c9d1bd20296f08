package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.avgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;

/** Densely connected networks: in a block, each layer reads the maps of all layers before it. */
final class DenseNet {

  /** k: how many maps a layer adds. */
  private static final int GROWTH = 32;

  private DenseNet() {}

  static Network densenet121(String title) {
    return densenet(title, 6, 12, 24, 16);
  }

  static Network densenet169(String title) {
    return densenet(title, 6, 12, 32, 32);
  }

  static Network densenet201(String title) {
    return densenet(title, 6, 12, 48, 32);
  }

  private static Network densenet(String title, int... layersOfBlocks) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    NetworkBuilder features = net.module("features");
    features.add("conv0", bare(64, 7, 2))
        .add("norm0", batchNorm())
        .add("relu0", new ReLU())
        .add("pool0", maxPool(3, 2, 1));
    int channels = 64;
    for (int block = 1; block <= layersOfBlocks.length; block++) {
      int layers = layersOfBlocks[block - 1];
      dense(features.module("denseblock" + block), layers);
      channels += layers * GROWTH;
      if (block < layersOfBlocks.length) {
        channels /= 2;
        features.module("transition" + block)
            .add("norm", batchNorm())
            .add("relu", new ReLU())
            .add("conv", bare(channels, 1, 1))
            .add("pool", avgPool(2, 2, 0));
      }
    }
    features.add("norm5", batchNorm());
    return net.add("relu", new ReLU())
        .add("adaptive_avg_pool2d", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .add("classifier", linear(CLASSES))
        .build();
  }

  private static void dense(NetworkBuilder block, int layers) {
    List<String> maps = new ArrayList<>(List.of(block.last()));
    for (int i = 1; i <= layers; i++) {
      block.module("denselayer" + i)
          .add("norm1", batchNorm())
          .add("relu1", new ReLU())
          .add("conv1", bare(4 * GROWTH, 1, 1))
          .add("norm2", batchNorm())
          .add("relu2", new ReLU())
          .add("conv2", bare(GROWTH, 3, 1));
      maps.add(block.last());
      block.call("cat", new Concat(), maps.toArray(String[]::new));
    }
  }
}
