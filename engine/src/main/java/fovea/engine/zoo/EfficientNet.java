package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.squeezeExcitation;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.SiLU;
import fovea.engine.network.Layer.Sigmoid;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.List;

/** EfficientNet's baseline: MobileNetV2's blocks with squeeze and excitation in each. */
final class EfficientNet {

  /**
   * A stage of the paper's table 1.
   *
   * @param expansion how much wider the middle of a block is than its input
   * @param kernel of the depthwise convolution
   * @param stride of the first block
   * @param channels of the output
   * @param blocks how many
   */
  private record Stage(int expansion, int kernel, int stride, int channels, int blocks) {}

  private static final List<Stage> TABLE = List.of(
      new Stage(1, 3, 1, 16, 1),
      new Stage(6, 3, 2, 24, 2),
      new Stage(6, 5, 2, 40, 2),
      new Stage(6, 3, 2, 80, 3),
      new Stage(6, 5, 1, 112, 3),
      new Stage(6, 5, 2, 192, 4),
      new Stage(6, 3, 1, 320, 1));

  private EfficientNet() {}

  static Network efficientnetB0(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    NetworkBuilder features = net.module("features");
    features.sequential("0", bare(32, 3, 2), batchNorm(), new SiLU());
    int channels = 32;
    int place = 1;
    for (Stage stage : TABLE) {
      for (int i = 0; i < stage.blocks; i++) {
        NetworkBuilder block = features.module(place + "." + i + ".block");
        mbConv(block, channels, stage, i == 0 ? stage.stride : 1);
        channels = stage.channels;
      }
      place++;
    }
    features.sequential(Integer.toString(place), bare(1280, 1, 1), batchNorm(), new SiLU());
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .sequential("classifier", new Dropout(0.2), linear(CLASSES))
        .build();
  }

  private static void mbConv(NetworkBuilder block, int arriving, Stage stage, int stride) {
    String input = block.last();
    int width = arriving * stage.expansion;
    int place = 0;
    if (stage.expansion > 1) {
      block.sequential(Integer.toString(place++), bare(width, 1, 1), batchNorm(), new SiLU());
    }
    block.sequential(Integer.toString(place++),
        bare(width, stage.kernel, stride, width), batchNorm(), new SiLU());
    squeezeExcitation(block.module(Integer.toString(place++)), width,
        arriving / 4, new SiLU(), new Sigmoid());
    block.sequential(Integer.toString(place), bare(stage.channels, 1, 1), batchNorm());
    // Stochastic depth stands here while training; running, it changes nothing.
    if (stride == 1 && arriving == stage.channels) {
      block.call("add", new Add(), block.last(), input);
    }
  }
}
