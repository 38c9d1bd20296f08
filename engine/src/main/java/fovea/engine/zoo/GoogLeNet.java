package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.ceilMaxPool;
import static fovea.engine.zoo.Layers.linear;

import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;

/**
 * GoogLeNet as torchvision has it: with batch norm, without the auxiliary heads, and with 3×3
 * kernels in the branch that the paper calls 5×5.
 */
final class GoogLeNet {

  private GoogLeNet() {}

  static Network googlenet(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    conv(net, "conv1", bare(64, 7, 2));
    net.add("maxpool1", ceilMaxPool(3, 2, 0));
    conv(net, "conv2", bare(64, 1, 1));
    conv(net, "conv3", bare(192, 3, 1));
    net.add("maxpool2", ceilMaxPool(3, 2, 0));
    // The paper's table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj.
    inception(net, "inception3a", 64, 96, 128, 16, 32, 32);
    inception(net, "inception3b", 128, 128, 192, 32, 96, 64);
    net.add("maxpool3", ceilMaxPool(3, 2, 0));
    inception(net, "inception4a", 192, 96, 208, 16, 48, 64);
    inception(net, "inception4b", 160, 112, 224, 24, 64, 64);
    inception(net, "inception4c", 128, 128, 256, 24, 64, 64);
    inception(net, "inception4d", 112, 144, 288, 32, 64, 64);
    inception(net, "inception4e", 256, 160, 320, 32, 128, 128);
    net.add("maxpool4", ceilMaxPool(2, 2, 0));
    inception(net, "inception5a", 256, 160, 320, 32, 128, 128);
    inception(net, "inception5b", 384, 192, 384, 48, 128, 128);
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .add("dropout", new Dropout(0.2))
        .add("fc", linear(CLASSES))
        .build();
  }

  private static void inception(
      NetworkBuilder net, String name,
      int one, int threeReduce, int three, int fiveReduce, int five, int poolProjection) {
    NetworkBuilder module = net.module(name);
    String input = net.last();
    String branch1 = conv(module, "branch1", bare(one, 1, 1));

    net.from(input);
    conv(module, "branch2.0", bare(threeReduce, 1, 1));
    String branch2 = conv(module, "branch2.1", bare(three, 3, 1));

    net.from(input);
    conv(module, "branch3.0", bare(fiveReduce, 1, 1));
    String branch3 = conv(module, "branch3.1", bare(five, 3, 1));

    module.from(input).add("branch4.0", ceilMaxPool(3, 1, 1));
    String branch4 = conv(module, "branch4.1", bare(poolProjection, 1, 1));
    net.call("cat", new Concat(), branch1, branch2, branch3, branch4);
  }

  /** Torchvision's {@code BasicConv2d}; returns the id of its end. */
  static String conv(NetworkBuilder net, String name, Conv2d conv) {
    net.module(name).add("conv", conv).add("bn", new BatchNorm2d(0.001)).call("relu", new ReLU());
    return net.last();
  }
}
