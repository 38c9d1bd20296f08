package fovea.engine.benchmark;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;
import fovea.engine.zoo.Zoo;
import java.util.List;
import java.util.Map;

/** The networks whose training is timed: small ones, as people train them on two cores. */
final class TrainedNetworks {

  static final List<String> NAMES = List.of("lenet5", "tinyvgg", "resnet20");

  private TrainedNetworks() {}

  static Network of(String name) {
    return switch (name) {
      case "lenet5" -> lenet();
      case "tinyvgg" -> Zoo.network("tinyvgg");
      case "resnet20" -> resnet();
      default -> throw new IllegalArgumentException("no network is called " + name);
    };
  }

  /** LeNet-5 for pictures of 28², with ReLU and max pooling. */
  private static Network lenet() {
    NetworkBuilder net = NetworkBuilder.named("lenet5", new Shape.Maps(1, 28, 28));
    net.add("conv1", conv(6, 5, 1, 2, true)).add("relu1", new Layer.ReLU()).add("pool1", pool())
        .add("conv2", conv(16, 5, 1, 0, true)).add("relu2", new Layer.ReLU()).add("pool2", pool())
        .add("flatten", new Layer.Flatten())
        .add("fc1", new Layer.Linear(120, true)).add("relu3", new Layer.ReLU())
        .add("fc2", new Layer.Linear(84, true)).add("relu4", new Layer.ReLU())
        .add("fc3", new Layer.Linear(10, true));
    return net.build();
  }

  /** ResNet-20 of He et al. for pictures of 32², with 1×1 convolutions where the size changes. */
  private static Network resnet() {
    NetworkBuilder net = NetworkBuilder.named("resnet20", new Shape.Maps(3, 32, 32));
    net.add("conv1", conv(16, 3, 1, 1, false)).add("bn1", norm()).add("relu1", new Layer.ReLU());
    int channels = 16;
    for (int stage = 1; stage <= 3; stage++) {
      for (int block = 0; block < 3; block++) {
        String from = net.last();
        int stride = stage > 1 && block == 0 ? 2 : 1;
        NetworkBuilder module = net.module("layer%d.%d".formatted(stage, block));
        int width = 16 << (stage - 1);
        module.add("conv1", conv(width, 3, stride, 1, false)).add("bn1", norm())
            .add("relu1", new Layer.ReLU())
            .add("conv2", conv(width, 3, 1, 1, false)).add("bn2", norm());
        String straight = net.last();
        String shortcut = from;
        if (width != channels) {
          module.from(from).add("downsample.0", conv(width, 1, stride, 0, false))
              .add("downsample.1", norm());
          shortcut = net.last();
        }
        module.add("add", new Layer.Add(), straight, shortcut).add("relu2", new Layer.ReLU());
        channels = width;
      }
    }
    return net.add("avgpool", layer("AdaptiveAvgPool2d", Map.of("output_size", 1)))
        .add("flatten", new Layer.Flatten()).add("fc", new Layer.Linear(10, true)).build();
  }

  private static Layer conv(int out, int kernel, int stride, int padding, boolean bias) {
    return layer("Conv2d", Map.of("out_channels", out, "kernel_size", kernel, "stride", stride,
        "padding", padding, "bias", bias));
  }

  private static Layer pool() {
    return layer("MaxPool2d", Map.of("kernel_size", 2));
  }

  private static Layer norm() {
    return layer("BatchNorm2d", Map.of());
  }

  private static Layer layer(String type, Map<String, ?> values) {
    return LayerType.named(type).orElseThrow().create(values);
  }
}
