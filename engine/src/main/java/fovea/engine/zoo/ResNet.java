package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.CLASSES;
import static fovea.engine.zoo.Layers.IMAGENET;
import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import java.util.List;

/** Residual networks: four stages of blocks that add what they compute to what they were given. */
final class ResNet {

  /**
   * One network of the family.
   *
   * @param blocks how many in each of the four stages
   * @param expansion output channels of a block over its stage's: 1 in a basic block, 4 in a bottleneck
   * @param groups of the 3×3 convolution in a bottleneck
   * @param widthPerGroup its channels in a group, where the stage has 64
   */
  private record Plan(List<Integer> blocks, int expansion, int groups, int widthPerGroup) {

    static Plan basic(Integer... blocks) {
      return new Plan(List.of(blocks), 1, 1, 64);
    }

    static Plan bottleneck(Integer... blocks) {
      return new Plan(List.of(blocks), 4, 1, 64);
    }

    Plan grouped(int count, int width) {
      return new Plan(blocks, expansion, count, width);
    }
  }

  private ResNet() {}

  static Network resnet18(String title) {
    return resnet(title, Plan.basic(2, 2, 2, 2));
  }

  static Network resnet34(String title) {
    return resnet(title, Plan.basic(3, 4, 6, 3));
  }

  static Network resnet50(String title) {
    return resnet(title, Plan.bottleneck(3, 4, 6, 3));
  }

  static Network resnet101(String title) {
    return resnet(title, Plan.bottleneck(3, 4, 23, 3));
  }

  static Network resnet152(String title) {
    return resnet(title, Plan.bottleneck(3, 8, 36, 3));
  }

  static Network resnext50(String title) {
    return resnet(title, Plan.bottleneck(3, 4, 6, 3).grouped(32, 4));
  }

  static Network wideResnet50(String title) {
    return resnet(title, Plan.bottleneck(3, 4, 6, 3).grouped(1, 128));
  }

  private static Network resnet(String title, Plan plan) {
    NetworkBuilder net = NetworkBuilder.named(title, IMAGENET)
        .add("conv1", bare(64, 7, 2))
        .add("bn1", batchNorm())
        .add("relu", new ReLU())
        .add("maxpool", maxPool(3, 2, 1));
    int arriving = 64;
    for (int stage = 0; stage < 4; stage++) {
      int channels = 64 << stage;
      for (int i = 0; i < plan.blocks.get(stage); i++) {
        NetworkBuilder block = net.module("layer" + (stage + 1)).module(Integer.toString(i));
        int stride = stage > 0 && i == 0 ? 2 : 1;
        block(block, plan, arriving, channels, stride);
        arriving = channels * plan.expansion;
      }
    }
    return net.add("avgpool", adaptiveAvgPool(1))
        .add("flatten", new Flatten())
        .add("fc", linear(CLASSES))
        .build();
  }

  private static void block(
      NetworkBuilder block, Plan plan, int arriving, int channels, int stride) {
    String input = block.last();
    int leaving = channels * plan.expansion;
    if (plan.expansion == 1) {
      block.add("conv1", bare(channels, 3, stride))
          .add("bn1", batchNorm())
          .add("relu", new ReLU())
          .add("conv2", bare(leaving, 3, 1))
          .add("bn2", batchNorm());
    } else {
      int width = channels * plan.widthPerGroup / 64 * plan.groups;
      block.add("conv1", bare(width, 1, 1))
          .add("bn1", batchNorm())
          .add("relu", new ReLU())
          // The paper strides in the 1×1 before; torchvision's figures are those of striding here.
          .add("conv2", bare(width, 3, stride, plan.groups))
          .add("bn2", batchNorm())
          .add("relu", new ReLU())
          .add("conv3", bare(leaving, 1, 1))
          .add("bn3", batchNorm());
    }
    String residual = block.last();
    block.from(input);
    if (stride != 1 || arriving != leaving) {
      block.sequential("downsample", bare(leaving, 1, stride), batchNorm());
    }
    block.call("add", new Add(), residual, block.last()).add("relu", new ReLU());
  }
}
