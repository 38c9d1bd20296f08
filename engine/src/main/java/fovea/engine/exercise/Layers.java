package fovea.engine.exercise;

import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.Linear;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;

/** The layers of exercises and tasks: a few numbers each, the rest at PyTorch's defaults. */
final class Layers {

  private Layers() {}

  /** A convolution with a square kernel. */
  static Conv2d conv(int outChannels, int kernelSize, int stride, int padding) {
    return conv(outChannels, Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), 1);
  }

  /** A convolution with a bias and one group. */
  static Conv2d conv(
      int outChannels, Pair kernelSize, Pair stride, Pair padding, int dilation) {
    return new Conv2d(outChannels, kernelSize, stride, new Padding.Explicit(padding),
        Pair.of(dilation), 1, true, PaddingMode.ZEROS);
  }

  /** A convolution with a kernel of odd sides, padded so that nothing gets smaller. */
  static Conv2d keeping(int outChannels, Pair kernelSize, int dilation) {
    Pair padding = new Pair(
        dilation * (kernelSize.height() / 2), dilation * (kernelSize.width() / 2));
    return conv(outChannels, kernelSize, Pair.of(1), padding, dilation);
  }

  /** The same in groups, or without a bias. */
  static Conv2d with(Conv2d conv, int groups, boolean bias) {
    return new Conv2d(conv.outChannels(), conv.kernelSize(), conv.stride(), conv.padding(),
        conv.dilation(), groups, bias, conv.paddingMode());
  }

  static ConvTranspose2d transposed(
      int outChannels, int kernelSize, int stride, int padding, int outputPadding) {
    return new ConvTranspose2d(outChannels, Pair.of(kernelSize), Pair.of(stride),
        Pair.of(padding), Pair.of(outputPadding), 1, true, Pair.of(1));
  }

  static MaxPool2d maxPool(int kernelSize, int stride, int padding, boolean ceilMode) {
    return new MaxPool2d(
        Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), Pair.of(1), ceilMode);
  }

  static AvgPool2d avgPool(int kernelSize, int stride) {
    return new AvgPool2d(Pair.of(kernelSize), Pair.of(stride), Pair.of(0), false, true);
  }

  static AdaptiveAvgPool2d globalAvgPool() {
    return new AdaptiveAvgPool2d(OutputSize.of(1));
  }

  static Linear linear(int outFeatures) {
    return new Linear(outFeatures, true);
  }
}
