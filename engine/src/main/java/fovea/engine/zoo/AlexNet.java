package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;

/** AlexNet in one tower, as in "One weird trick for parallelizing convolutional neural networks". */
final class AlexNet {

  private AlexNet() {}

  static Network alexnet(String title) {
    return NetworkBuilder.named(title, IMAGENET)
        .sequential("features",
            conv(64, 11, 4, 2), new ReLU(), maxPool(3, 2, 0),
            conv(192, 5, 1, 2), new ReLU(), maxPool(3, 2, 0),
            conv(384, 3, 1, 1), new ReLU(),
            conv(256, 3, 1, 1), new ReLU(),
            conv(256, 3, 1, 1), new ReLU(), maxPool(3, 2, 0))
        .add("avgpool", adaptiveAvgPool(6))
        .add("flatten", new Flatten())
        .sequential("classifier",
            new Dropout(0.5), linear(4096), new ReLU(),
            new Dropout(0.5), linear(4096), new ReLU(),
            linear(CLASSES))
        .build();
  }
}
