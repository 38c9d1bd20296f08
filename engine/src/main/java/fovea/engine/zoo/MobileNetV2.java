package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.linear;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU6;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.List;

/** MobileNetV2: residual blocks that are thin at their ends and wide, but depthwise, in between. */
final class MobileNetV2 {

  /**
   * A row of the paper's table 2.
   *
   * @param expansion t: how much wider the middle of a block is than its input
   * @param channels c: of the output
   * @param blocks n: how many
   * @param stride s: of the first of them
   */
  private record Row(int expansion, int channels, int blocks, int stride) {}

  private static final List<Row> TABLE = List.of(
      new Row(1, 16, 1, 1),
      new Row(6, 24, 2, 2),
      new Row(6, 32, 3, 2),
      new Row(6, 64, 4, 2),
      new Row(6, 96, 3, 1),
      new Row(6, 160, 3, 2),
      new Row(6, 320, 1, 1));

  private MobileNetV2() {}

  static Network mobilenetV2(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    NetworkBuilder features = net.module("features");
    features.sequential("0", bare(32, 3, 2), batchNorm(), new ReLU6());
    int channels = 32;
    int place = 1;
    for (Row row : TABLE) {
      for (int i = 0; i < row.blocks; i++) {
        NetworkBuilder conv = features.module(place++ + ".conv");
        invertedResidual(conv, channels, row, i == 0 ? row.stride : 1);
        channels = row.channels;
      }
    }
    features.sequential("18", bare(1280, 1, 1), batchNorm(), new ReLU6());
    return net.add("adaptive_avg_pool2d", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .sequential("classifier", new Dropout(0.2), linear(CLASSES))
        .build();
  }

  private static void invertedResidual(NetworkBuilder conv, int arriving, Row row, int stride) {
    String input = conv.last();
    int width = arriving * row.expansion;
    int place = 0;
    if (row.expansion > 1) {
      conv.sequential(Integer.toString(place++), bare(width, 1, 1), batchNorm(), new ReLU6());
    }
    conv.sequential(
        Integer.toString(place++), bare(width, 3, stride, width), batchNorm(), new ReLU6());
    conv.add(Integer.toString(place++), bare(row.channels, 1, 1))
        .add(Integer.toString(place), batchNorm());
    if (stride == 1 && arriving == row.channels) {
      conv.call("add", new Add(), input, conv.last());
    }
  }
}
