package fovea.engine.zoo;

import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;

/** The layers as papers' tables give them: a few numbers each, the rest at PyTorch's defaults. */
public final class Layers {

  /** What ImageNet's networks look at. */
  static final Shape.Maps IMAGENET = new Shape.Maps(3, 224, 224);

  /** How many things ImageNet's networks tell apart. */
  static final int CLASSES = 1000;

  private Layers() {}

  /** A convolution with a bias, stride 1 and no padding. */
  static Conv2d conv(int outChannels, int kernelSize) {
    return conv(outChannels, kernelSize, 1, 0);
  }

  /** A convolution with a bias. */
  public static Conv2d conv(int outChannels, int kernelSize, int stride, int padding) {
    return conv(outChannels, Pair.of(kernelSize), stride, Pair.of(padding), 1, true);
  }

  /** A convolution in front of a batch norm, whose shift makes a bias useless; padded to keep the size. */
  public static Conv2d bare(int outChannels, int kernelSize, int stride) {
    return bare(outChannels, kernelSize, stride, 1);
  }

  /** The same in groups. */
  static Conv2d bare(int outChannels, int kernelSize, int stride, int groups) {
    Pair padding = Pair.of((kernelSize - 1) / 2);
    return conv(outChannels, Pair.of(kernelSize), stride, padding, groups, false);
  }

  /** A convolution in front of a batch norm without padding. */
  static Conv2d valid(int outChannels, int kernelSize, int stride) {
    return conv(outChannels, Pair.of(kernelSize), stride, Pair.of(0), 1, false);
  }

  /** A convolution in front of a batch norm with a kernel that is not square, padded to keep the size. */
  static Conv2d oblong(int outChannels, int height, int width) {
    Pair padding = new Pair((height - 1) / 2, (width - 1) / 2);
    return conv(outChannels, new Pair(height, width), 1, padding, 1, false);
  }

  private static Conv2d conv(
      int outChannels, Pair kernelSize, int stride, Pair padding, int groups, boolean bias) {
    return new Conv2d(outChannels, kernelSize, Pair.of(stride), new Padding.Explicit(padding),
        Pair.of(1), groups, bias, PaddingMode.ZEROS);
  }

  public static MaxPool2d maxPool(int kernelSize, int stride, int padding) {
    return new MaxPool2d(
        Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), Pair.of(1), false);
  }

  /** A pool whose last window may stick out. */
  static MaxPool2d ceilMaxPool(int kernelSize, int stride, int padding) {
    return new MaxPool2d(
        Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), Pair.of(1), true);
  }

  public static AvgPool2d avgPool(int kernelSize, int stride, int padding) {
    return new AvgPool2d(
        Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), false, true);
  }

  public static AdaptiveAvgPool2d adaptiveAvgPool(int outputSize) {
    return new AdaptiveAvgPool2d(OutputSize.of(outputSize));
  }

  public static Linear linear(int outFeatures) {
    return new Linear(outFeatures, true);
  }

  public static BatchNorm2d batchNorm() {
    return new BatchNorm2d(1e-5);
  }

  /** Torchvision rounds scaled channels to multiples of eight, never down by more than a tenth. */
  static int divisibleByEight(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  /**
   * Torchvision's {@code SqueezeExcitation}: the mean of each map decides, through two small
   * layers, by how much that map counts.
   */
  static void squeezeExcitation(
      NetworkBuilder net, int channels, int squeezed, Layer activation, Layer scale) {
    String maps = net.last();
    net.add("avgpool", adaptiveAvgPool(1))
        .add("fc1", conv(squeezed, 1))
        .add("activation", activation)
        .add("fc2", conv(channels, 1))
        .add("scale_activation", scale);
    net.call("mul", new Layer.Multiply(), net.last(), maps);
  }
}
