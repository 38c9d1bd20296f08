package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;

/** The VGG networks: five stages of 3×3 convolutions, each ended by a pool (the paper's table 1). */
final class Vgg {

  private static final int[] CHANNELS = {64, 128, 256, 512, 512};

  private Vgg() {}

  static Network vgg11(String title) {
    return vgg(title, 1, 1, 2, 2, 2);
  }

  static Network vgg13(String title) {
    return vgg(title, 2, 2, 2, 2, 2);
  }

  static Network vgg16(String title) {
    return vgg(title, 2, 2, 3, 3, 3);
  }

  static Network vgg19(String title) {
    return vgg(title, 2, 2, 4, 4, 4);
  }

  private static Network vgg(String title, int... convolutions) {
    List<Layer> features = new ArrayList<>();
    for (int stage = 0; stage < CHANNELS.length; stage++) {
      for (int i = 0; i < convolutions[stage]; i++) {
        features.add(conv(CHANNELS[stage], 3, 1, 1));
        features.add(new ReLU());
      }
      features.add(maxPool(2, 2, 0));
    }
    return NetworkBuilder.named(title, IMAGENET)
        .sequential("features", features.toArray(Layer[]::new))
        .add("avgpool", adaptiveAvgPool(7))
        .add("flatten", new Flatten())
        .sequential("classifier",
            linear(4096), new ReLU(), new Dropout(0.5),
            linear(4096), new ReLU(), new Dropout(0.5),
            linear(CLASSES))
        .build();
  }
}
