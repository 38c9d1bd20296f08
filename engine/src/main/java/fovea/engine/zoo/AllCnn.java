package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.conv;

import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import java.util.List;

/** All-CNN-C: strided convolutions do the pools' work; nothing but convolutions. */
final class AllCnn {

  private AllCnn() {}

  static Network allCnnC(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, new Shape.Maps(3, 32, 32));
    net.add("dropout1", new Dropout(0.2));
    convolutions(net, 1, conv(96, 3, 1, 1), conv(96, 3, 1, 1), conv(96, 3, 2, 1));
    net.add("dropout2", new Dropout(0.5));
    convolutions(net, 4, conv(192, 3, 1, 1), conv(192, 3, 1, 1), conv(192, 3, 2, 1));
    net.add("dropout3", new Dropout(0.5));
    convolutions(net, 7, conv(192, 3), conv(192, 1), conv(10, 1));
    return net.add("avgpool", adaptiveAvgPool(1)).add("flatten", new Flatten()).build();
  }

  private static void convolutions(NetworkBuilder net, int first, Conv2d... layers) {
    int number = first;
    for (Conv2d layer : List.of(layers)) {
      net.add("conv" + number, layer).add("relu" + number, new ReLU());
      number++;
    }
  }
}
