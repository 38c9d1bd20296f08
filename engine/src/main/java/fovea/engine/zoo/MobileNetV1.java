package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.linear;

import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;

/**
 * MobileNet, the first: each convolution taken apart into one within each map and one across them
 * (the paper's table 1; padded evenly as PyTorch does, where TensorFlow pads the end).
 */
final class MobileNetV1 {

  private static final int[][] CHANNELS_AND_STRIDE = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2},
    {512, 1}, {512, 1}, {512, 1}, {512, 1}, {512, 1}, {1024, 2}, {1024, 1}};

  private MobileNetV1() {}

  static Network mobilenetV1(String title) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET);
    NetworkBuilder features = net.module("features");
    convolution(features, "0", bare(32, 3, 2));
    int channels = 32;
    int place = 1;
    for (int[] row : CHANNELS_AND_STRIDE) {
      NetworkBuilder block = features.module(Integer.toString(place++));
      convolution(block, "depthwise", bare(channels, 3, row[1], channels));
      convolution(block, "pointwise", bare(row[0], 1, 1));
      channels = row[0];
    }
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .add("dropout", new Dropout(0.001))
        .add("fc", linear(CLASSES))
        .build();
  }

  private static void convolution(NetworkBuilder net, String name, Conv2d conv) {
    net.sequential(name, conv, new BatchNorm2d(0.001), new ReLU());
  }
}
