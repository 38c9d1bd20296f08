package fovea.engine.experiment;

import static fovea.engine.zoo.Layers.adaptiveAvgPool;
import static fovea.engine.zoo.Layers.avgPool;
import static fovea.engine.zoo.Layers.bare;
import static fovea.engine.zoo.Layers.batchNorm;
import static fovea.engine.zoo.Layers.conv;
import static fovea.engine.zoo.Layers.linear;
import static fovea.engine.zoo.Layers.maxPool;

import fovea.engine.network.Layer.Add;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Network;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.reading.NetworkReading;

/** The networks that experiments compare, as small as they may be and still show it. */
final class Plans {

  private static final int DIGITS = 10;
  private static final int CELLS = 9;

  private Plans() {}

  private static NetworkBuilder titled(String title, int channels, int side) {
    return NetworkBuilder.named(title, new Shape.Maps(channels, side, side));
  }

  /** Three convolutions that end with the mean of each map. */
  static Network convolution(int side) {
    return titled("Convolution", 1, side)
        .add("conv1", conv(16, 5, 1, 2)).add("relu1", new ReLU()).add("pool1", maxPool(2, 2, 0))
        .add("conv2", conv(32, 3, 1, 1)).add("relu2", new ReLU()).add("pool2", maxPool(2, 2, 0))
        .add("conv3", conv(64, 3, 1, 1)).add("relu3", new ReLU())
        .add("mean", adaptiveAvgPool(1)).add("flatten", new Flatten())
        .add("fc", linear(DIGITS)).build();
  }

  /** A hidden layer of so many units that it has as many parameters as {@link #convolution}, nearly. */
  static Network fullyConnected(int side) {
    long parameters = NetworkReading.of(convolution(side)).totals().parameters();
    int each = side * side + 1 + DIGITS;
    return titled("Fully connected", 1, side)
        .add("flatten", new Flatten())
        .add("fc1", linear(Math.toIntExact(Math.round((double) (parameters - DIGITS) / each))))
        .add("relu1", new ReLU())
        .add("fc2", linear(DIGITS)).build();
  }

  /** Three convolutions of so many filters each. */
  static Network filters(int side, int filters) {
    return titled(filters + " filters", 1, side)
        .add("conv1", conv(filters, 3, 1, 1)).add("relu1", new ReLU())
        .add("pool1", maxPool(2, 2, 0))
        .add("conv2", conv(filters, 3, 1, 1)).add("relu2", new ReLU())
        .add("pool2", maxPool(2, 2, 0))
        .add("conv3", conv(filters, 3, 1, 1)).add("relu3", new ReLU())
        .add("mean", adaptiveAvgPool(1)).add("flatten", new Flatten())
        .add("fc", linear(DIGITS)).build();
  }

  /**
   * A stem, pairs of convolutions, and a fully connected layer.
   *
   * @param layers those with weights, an even number from 4 on, as He et al. count them
   * @param isResidual whether what enters a pair is added to what leaves it
   */
  static Network deep(int side, int layers, boolean isResidual) {
    int maps = 16;
    NetworkBuilder net = titled((isResidual ? "Residual, " : "Plain, ") + layers + " layers", 1,
        side)
        .add("conv1", bare(maps, 3, 2)).add("bn1", batchNorm()).add("relu1", new ReLU());
    for (int pair = 1; pair <= (layers - 2) / 2; pair++) {
      NetworkBuilder block = net.module("block" + pair);
      String shortcut = net.last();
      block.add("conv1", bare(maps, 3, 1)).add("bn1", batchNorm()).add("relu1", new ReLU())
          .add("conv2", bare(maps, 3, 1)).add("bn2", batchNorm());
      if (isResidual) {
        block.add("add", new Add(), net.last(), shortcut);
      }
      block.add("relu2", new ReLU());
    }
    return net.add("mean", adaptiveAvgPool(1)).add("flatten", new Flatten())
        .add("fc", linear(DIGITS)).build();
  }

  /** How maps are made smaller. */
  enum Shrinking {
    MAX, MEAN, STRIDE
  }

  /** Three convolutions, behind or in the first two of which the maps shrink. */
  static Network shrinking(int side, Shrinking by) {
    String title = switch (by) {
      case MAX -> "Max pooling";
      case MEAN -> "Average pooling";
      case STRIDE -> "Stride 2";
    };
    NetworkBuilder net = titled(title, 1, side);
    for (int i = 1; i <= 2; i++) {
      net.add("conv" + i, conv(16 * i, 3, by == Shrinking.STRIDE ? 2 : 1, 1))
          .add("relu" + i, new ReLU());
      switch (by) {
        case MAX -> net.add("pool" + i, maxPool(2, 2, 0));
        case MEAN -> net.add("pool" + i, avgPool(2, 2, 0));
        case STRIDE -> {}
      }
    }
    return net.add("conv3", conv(32, 3, 1, 1)).add("relu3", new ReLU())
        .add("mean", adaptiveAvgPool(1)).add("flatten", new Flatten())
        .add("fc", linear(DIGITS)).build();
  }

  /** What lies around a map. */
  enum Border {
    /** Nothing: a window has to fit in. */
    NONE, ZEROS,
    /** The other side of the map, so that there is no border. */
    RING
  }

  /** Three convolutions whose maps' means have to say where something is. */
  static Network where(String title, int side, int channels, Border border) {
    return titled(title, channels, side)
        .add("conv1", within(16, 2, border)).add("bn1", batchNorm()).add("relu1", new ReLU())
        .add("conv2", within(16, 1, border)).add("bn2", batchNorm()).add("relu2", new ReLU())
        .add("conv3", within(32, 1, border)).add("bn3", batchNorm()).add("relu3", new ReLU())
        .add("mean", adaptiveAvgPool(1)).add("flatten", new Flatten())
        .add("fc", linear(CELLS)).build();
  }

  private static Conv2d within(int filters, int stride, Border border) {
    return new Conv2d(filters, Pair.of(3), Pair.of(stride),
        new Padding.Explicit(Pair.of(border == Border.NONE ? 0 : 1)), Pair.of(1), 1, false,
        border == Border.RING ? PaddingMode.CIRCULAR : PaddingMode.ZEROS);
  }

  /** A network that has room for a few hundred pictures. */
  static Network roomy(int side) {
    return titled("Learns by heart", 1, side)
        .add("conv1", conv(16, 3, 1, 1)).add("relu1", new ReLU()).add("pool1", maxPool(2, 2, 0))
        .add("conv2", conv(32, 3, 1, 1)).add("relu2", new ReLU()).add("pool2", maxPool(2, 2, 0))
        .add("flatten", new Flatten())
        .add("fc1", linear(64)).add("relu3", new ReLU())
        .add("fc2", linear(DIGITS)).build();
  }
}
