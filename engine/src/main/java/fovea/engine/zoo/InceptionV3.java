package fovea.engine.zoo;

import static fovea.engine.zoo.GoogLeNet.conv;
import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.avgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;
import static fovea.engine.zoo.Layers.oblong;
import static fovea.engine.zoo.Layers.valid;

import fovea.engine.network.Layer.Concat;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import java.util.List;

/** Inception v3 without its auxiliary head: large kernels taken apart into small and flat ones. */
final class InceptionV3 {

  private InceptionV3() {}

  static Network inceptionV3(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, new Shape.Maps(3, 299, 299));
    conv(net, "Conv2d_1a_3x3", valid(32, 3, 2));
    conv(net, "Conv2d_2a_3x3", valid(32, 3, 1));
    conv(net, "Conv2d_2b_3x3", bare(64, 3, 1));
    net.add("maxpool1", maxPool(3, 2, 0));
    conv(net, "Conv2d_3b_1x1", bare(80, 1, 1));
    conv(net, "Conv2d_4a_3x3", valid(192, 3, 1));
    net.add("maxpool2", maxPool(3, 2, 0));
    small(net.module("Mixed_5b"), 32);
    small(net.module("Mixed_5c"), 64);
    small(net.module("Mixed_5d"), 64);
    smallToFlat(net.module("Mixed_6a"));
    flat(net.module("Mixed_6b"), 128);
    flat(net.module("Mixed_6c"), 160);
    flat(net.module("Mixed_6d"), 160);
    flat(net.module("Mixed_6e"), 192);
    flatToWide(net.module("Mixed_7a"));
    wide(net.module("Mixed_7b"));
    wide(net.module("Mixed_7c"));
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("dropout", new Dropout(0.5))
        .add("flatten", new Flatten())
        .add("fc", linear(CLASSES))
        .build();
  }

  /** 35×35 (InceptionA): a 5×5, and two 3×3 in its place. */
  private static void small(NetworkBuilder net, int poolFeatures) {
    String input = net.last();
    String one = conv(net, "branch1x1", bare(64, 1, 1));
    String five = branch(net, input, "branch5x5", bare(48, 1, 1), bare(64, 5, 1));
    String three = branch(
        net, input, "branch3x3dbl", bare(64, 1, 1), bare(96, 3, 1), bare(96, 3, 1));
    join(net, one, five, three, pooled(net, input, poolFeatures));
  }

  /** 35×35 to 17×17 (InceptionB). */
  private static void smallToFlat(NetworkBuilder net) {
    String input = net.last();
    String three = conv(net, "branch3x3", valid(384, 3, 2));
    String twice = branch(
        net, input, "branch3x3dbl", bare(64, 1, 1), bare(96, 3, 1), valid(96, 3, 2));
    join(net, three, twice, halved(net, input));
  }

  /** 17×17 (InceptionC): a 7×7 taken apart into 1×7 and 7×1, once and twice. */
  private static void flat(NetworkBuilder net, int channels) {
    String input = net.last();
    String one = conv(net, "branch1x1", bare(192, 1, 1));
    String seven = branch(net, input, "branch7x7",
        bare(channels, 1, 1), oblong(channels, 1, 7), oblong(192, 7, 1));
    String twice = branch(net, input, "branch7x7dbl",
        bare(channels, 1, 1), oblong(channels, 7, 1), oblong(channels, 1, 7),
        oblong(channels, 7, 1), oblong(192, 1, 7));
    join(net, one, seven, twice, pooled(net, input, 192));
  }

  /** 17×17 to 8×8 (InceptionD). */
  private static void flatToWide(NetworkBuilder net) {
    String input = net.last();
    String three = branch(net, input, "branch3x3", bare(192, 1, 1), valid(320, 3, 2));
    String seven = branch(net, input, "branch7x7x3",
        bare(192, 1, 1), oblong(192, 1, 7), oblong(192, 7, 1), valid(192, 3, 2));
    join(net, three, seven, halved(net, input));
  }

  /** 8×8 (InceptionE): 1×3 and 3×1 side by side. */
  private static void wide(NetworkBuilder net) {
    String input = net.last();
    String one = conv(net, "branch1x1", bare(320, 1, 1));
    branch(net, input, "branch3x3", bare(384, 1, 1));
    String three = crossed(net, "branch3x3_2");
    branch(net, input, "branch3x3dbl", bare(448, 1, 1), bare(384, 3, 1));
    String twice = crossed(net, "branch3x3dbl_3");
    join(net, one, three, twice, pooled(net, input, 192));
  }

  private static String crossed(NetworkBuilder net, String name) {
    String input = net.last();
    String across = conv(net, name + "a", oblong(384, 1, 3));
    net.from(input);
    String down = conv(net, name + "b", oblong(384, 3, 1));
    return join(net, across, down);
  }

  /** Convolutions one behind the other, called {@code name_1}, {@code name_2}, … */
  private static String branch(NetworkBuilder net, String input, String name, Conv2d... layers) {
    net.from(input);
    int number = 1;
    for (Conv2d layer : List.of(layers)) {
      conv(net, name + "_" + number++, layer);
    }
    return net.last();
  }

  private static String pooled(NetworkBuilder net, String input, int channels) {
    net.from(input).call("avg_pool2d", avgPool(3, 1, 1));
    return conv(net, "branch_pool", bare(channels, 1, 1));
  }

  private static String halved(NetworkBuilder net, String input) {
    return net.from(input).call("max_pool2d", maxPool(3, 2, 0)).last();
  }

  private static String join(NetworkBuilder net, String... branches) {
    return net.call("cat", new Concat(), branches).last();
  }
}
