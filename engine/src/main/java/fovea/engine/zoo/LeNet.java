package fovea.engine.zoo;

import static fovea.engine.zoo.Layers.avgPool;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;

import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.Tanh;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Shape;

/**
 * LeNet-5 of 1998, as it is built today: every map of the second convolution reads all six maps of
 * the first (the paper dealt them out by a table), and its pools have nothing to train.
 */
final class LeNet {

  private LeNet() {}

  static Network lenet5(String title) {
    return NetworkBuilder.named(title, new Shape.Maps(1, 32, 32))
        .add("conv1", conv(6, 5))
        .add("tanh1", new Tanh())
        .add("pool1", avgPool(2, 2, 0))
        .add("conv2", conv(16, 5))
        .add("tanh2", new Tanh())
        .add("pool2", avgPool(2, 2, 0))
        .add("conv3", conv(120, 5))
        .add("tanh3", new Tanh())
        .add("flatten", new Flatten())
        .add("fc1", linear(84))
        .add("tanh4", new Tanh())
        .add("fc2", linear(10))
        .build();
  }
}
