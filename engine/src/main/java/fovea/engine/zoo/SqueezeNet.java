package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.ceilMaxPool;
import static fovea.engine.zoo.Layers.conv;

import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.List;

/** SqueezeNet: fire modules squeeze the channels before they expand them again. */
final class SqueezeNet {

  /** What a fire module squeezes to; it expands to four times that, 1×1 and 3×3 each. */
  private static final List<Integer> SQUEEZED = List.of(16, 16, 32, 32, 48, 48, 64, 64);

  private SqueezeNet() {}

  static Network squeezenet10(String title) {
    return squeezenet(title, conv(96, 7, 2, 0), List.of(3, 7));
  }

  static Network squeezenet11(String title) {
    return squeezenet(title, conv(64, 3, 2, 0), List.of(2, 4));
  }

  /** The two versions differ in their first convolution and in the fire modules that a pool follows. */
  private static Network squeezenet(String title, Conv2d first, List<Integer> pooledAfter) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    net.sequential("features", first, new ReLU(), ceilMaxPool(3, 2, 0));
    NetworkBuilder features = net.module("features");
    int place = 3;
    for (int i = 0; i < SQUEEZED.size(); i++) {
      fire(features.module(Integer.toString(place++)), SQUEEZED.get(i));
      if (pooledAfter.contains(i + 1)) {
        features.add(Integer.toString(place++), ceilMaxPool(3, 2, 0));
      }
    }
    return net
        .sequential("classifier",
            new Dropout(0.5), conv(CLASSES, 1), new ReLU(), adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .build();
  }

  private static void fire(NetworkBuilder net, int squeezed) {
    net.add("squeeze", conv(squeezed, 1)).add("squeeze_activation", new ReLU());
    String input = net.last();
    net.add("expand1x1", conv(4 * squeezed, 1)).add("expand1x1_activation", new ReLU());
    String one = net.last();
    net.from(input)
        .add("expand3x3", conv(4 * squeezed, 3, 1, 1))
        .add("expand3x3_activation", new ReLU());
    net.call("cat", new Concat(), one, net.last());
  }
}
