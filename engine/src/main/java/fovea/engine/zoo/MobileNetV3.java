package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.divisibleByEight;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.squeezeExcitation;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Hardsigmoid;
import fovea.engine.network.Layer.Hardswish;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.List;

/** MobileNetV3: MobileNetV2's blocks, found by search, with squeeze and excitation and h-swish. */
final class MobileNetV3 {

  /**
   * A row of the paper's tables 1 and 2.
   *
   * @param kernel of the depthwise convolution
   * @param expanded channels inside the block
   * @param channels of the output
   * @param squeezes SE: whether it weighs its maps
   * @param activation NL
   * @param stride s
   */
  private record Row(
      int kernel, int expanded, int channels, boolean squeezes, Layer activation, int stride) {}

  private static final boolean SE = true;
  private static final Layer RE = new ReLU();
  private static final Layer HS = new Hardswish();

  private static final List<Row> LARGE = List.of(
      new Row(3, 16, 16, !SE, RE, 1),
      new Row(3, 64, 24, !SE, RE, 2),
      new Row(3, 72, 24, !SE, RE, 1),
      new Row(5, 72, 40, SE, RE, 2),
      new Row(5, 120, 40, SE, RE, 1),
      new Row(5, 120, 40, SE, RE, 1),
      new Row(3, 240, 80, !SE, HS, 2),
      new Row(3, 200, 80, !SE, HS, 1),
      new Row(3, 184, 80, !SE, HS, 1),
      new Row(3, 184, 80, !SE, HS, 1),
      new Row(3, 480, 112, SE, HS, 1),
      new Row(3, 672, 112, SE, HS, 1),
      new Row(5, 672, 160, SE, HS, 2),
      new Row(5, 960, 160, SE, HS, 1),
      new Row(5, 960, 160, SE, HS, 1));

  private static final List<Row> SMALL = List.of(
      new Row(3, 16, 16, SE, RE, 2),
      new Row(3, 72, 24, !SE, RE, 2),
      new Row(3, 88, 24, !SE, RE, 1),
      new Row(5, 96, 40, SE, HS, 2),
      new Row(5, 240, 40, SE, HS, 1),
      new Row(5, 240, 40, SE, HS, 1),
      new Row(5, 120, 48, SE, HS, 1),
      new Row(5, 144, 48, SE, HS, 1),
      new Row(5, 288, 96, SE, HS, 2),
      new Row(5, 576, 96, SE, HS, 1),
      new Row(5, 576, 96, SE, HS, 1));

  private MobileNetV3() {}

  static Network large(String title) {
    return mobilenetV3(title, LARGE, 1280);
  }

  static Network small(String title) {
    return mobilenetV3(title, SMALL, 1024);
  }

  private static Network mobilenetV3(String title, List<Row> table, int lastFeatures) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    NetworkBuilder features = net.module("features");
    features.sequential("0", bare(16, 3, 2), norm(), HS);
    int channels = 16;
    int place = 1;
    for (Row row : table) {
      invertedResidual(features.module(place++ + ".block"), channels, row);
      channels = row.channels;
    }
    features.sequential(Integer.toString(place), bare(6 * channels, 1, 1), norm(), HS);
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .sequential("classifier", linear(lastFeatures), HS, new Dropout(0.2), linear(CLASSES))
        .build();
  }

  private static void invertedResidual(NetworkBuilder block, int arriving, Row row) {
    String input = block.last();
    int width = row.expanded;
    int place = 0;
    if (width != arriving) {
      block.sequential(Integer.toString(place++), bare(width, 1, 1), norm(), row.activation);
    }
    block.sequential(Integer.toString(place++),
        bare(width, row.kernel, row.stride, width), norm(), row.activation);
    if (row.squeezes) {
      squeezeExcitation(block.module(Integer.toString(place++)), width,
          divisibleByEight(width / 4.0), new ReLU(), new Hardsigmoid());
    }
    block.sequential(Integer.toString(place), bare(row.channels, 1, 1), norm());
    if (row.stride == 1 && arriving == row.channels) {
      block.call("add", new Add(), block.last(), input);
    }
  }

  private static BatchNorm2d norm() {
    return new BatchNorm2d(0.001);
  }
}
