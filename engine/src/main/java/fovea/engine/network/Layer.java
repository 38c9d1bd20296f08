package fovea.engine.network;

/**
 * What one step of a network does, with PyTorch's names, arguments and defaults. A layer holds what
 * was asked for, legal or not: whether it fits is a reading's business. Each record is the schema of
 * its type as well: {@link LayerType} derives the document, the editor's form and the checks of
 * single arguments from it, so a new layer type is one record here; the compiler then lists every
 * switch that must learn it.
 */
public sealed interface Layer {

  /** Layers that slide a window over the picture and give one number for each place of it. */
  sealed interface Windowed extends Layer {

    /** Where the window goes. */
    Window window();
  }

  /** Layers that apply one function to every number by itself. */
  sealed interface Activation extends Layer {}

  /** Layers that join two or more inputs. */
  sealed interface Merge extends Layer {}

  /** Every output map is a sum over input maps, each convolved with its own kernel, plus a bias. */
  record Conv2d(
      @Argument(min = 1) int outChannels,
      @Argument(min = 1) Pair kernelSize,
      @Argument(byDefault = "1", min = 1) Pair stride,
      @Argument(byDefault = "0") Padding padding,
      @Argument(byDefault = "1", min = 1) Pair dilation,
      @Argument(byDefault = "1", min = 1) int groups,
      @Argument(byDefault = "true") boolean bias,
      @Argument(byDefault = "zeros") PaddingMode paddingMode) implements Windowed {
    @Override
    public Window window() {
      return Window.of(kernelSize, stride, padding, dilation, false);
    }
  }

  /** A convolution run backwards: every input cell paints a kernel onto the larger output. */
  record ConvTranspose2d(
      @Argument(min = 1) int outChannels,
      @Argument(min = 1) Pair kernelSize,
      @Argument(byDefault = "1", min = 1) Pair stride,
      @Argument(byDefault = "0") Pair padding,
      @Argument(byDefault = "0") Pair outputPadding,
      @Argument(byDefault = "1", min = 1) int groups,
      @Argument(byDefault = "true") boolean bias,
      @Argument(byDefault = "1", min = 1) Pair dilation) implements Layer {}

  /** A convolution that shares nothing: every place of the window has weights of its own. */
  record LocallyConnected2d(
      @Argument(min = 1) int outChannels,
      @Argument(min = 1) Pair kernelSize,
      @Argument(byDefault = "1", min = 1) Pair stride,
      @Argument(byDefault = "0") Padding padding,
      @Argument(byDefault = "1", min = 1) Pair dilation,
      @Argument(byDefault = "true") boolean bias) implements Windowed {
    @Override
    public Window window() {
      return Window.of(kernelSize, stride, padding, dilation, false);
    }
  }

  /** The largest number in each window, map by map. */
  record MaxPool2d(
      @Argument(min = 1) Pair kernelSize,
      @Argument(byDefault = "kernel_size", min = 1) Pair stride,
      @Argument(byDefault = "0") Pair padding,
      @Argument(byDefault = "1", min = 1) Pair dilation,
      @Argument(byDefault = "false") boolean ceilMode) implements Windowed {
    @Override
    public Window window() {
      return Window.of(kernelSize, stride, new Padding.Explicit(padding), dilation, ceilMode);
    }
  }

  /** The mean of each window, map by map. */
  record AvgPool2d(
      @Argument(min = 1) Pair kernelSize,
      @Argument(byDefault = "kernel_size", min = 1) Pair stride,
      @Argument(byDefault = "0") Pair padding,
      @Argument(byDefault = "false") boolean ceilMode,
      @Argument(byDefault = "true") boolean countIncludePad) implements Windowed {
    @Override
    public Window window() {
      return Window.of(
          kernelSize, stride, new Padding.Explicit(padding), Pair.of(1), ceilMode);
    }
  }

  /** The mean over as many even parts as the output has cells; 1 is global average pooling. */
  record AdaptiveAvgPool2d(@Argument(min = 1) OutputSize outputSize) implements Layer {}

  /** The maximum over as many even parts as the output has cells. */
  record AdaptiveMaxPool2d(@Argument(min = 1) OutputSize outputSize) implements Layer {}

  /** Each map shifted and scaled by four numbers of its own; in evaluation mode, as when running. */
  record BatchNorm2d(@Argument(byDefault = "1e-05") double eps) implements Layer {}

  /** Every output is a weighted sum of all inputs, plus a bias. */
  record Linear(
      @Argument(min = 1) int outFeatures,
      @Argument(byDefault = "true") boolean bias) implements Layer {}

  /** The maps laid end to end, channel by channel, row by row. */
  record Flatten() implements Layer {}

  /** Switches numbers off at random while training; running, it changes nothing. */
  record Dropout(@Argument(byDefault = "0.5", max = 1) double p) implements Layer {}

  /** Numbers into shares that add up to one: over the features, or over the channels of each cell. */
  record Softmax() implements Layer {}

  /** A larger picture of the same maps. */
  record Upsample(
      @Argument(min = 1) Pair scaleFactor,
      @Argument(byDefault = "nearest") UpsampleMode mode) implements Layer {}

  /** The sum, cell by cell; 1 × 1 maps are spread over the others. */
  record Add() implements Merge {}

  /** The product, cell by cell; 1 × 1 maps are spread over the others. */
  record Multiply() implements Merge {}

  /** All maps of all inputs, one behind the other. */
  record Concat() implements Merge {}

  /** max(0, x). */
  record ReLU() implements Activation {}

  /** min(max(0, x), 6). */
  record ReLU6() implements Activation {}

  /** x where positive, else negative_slope · x. */
  record LeakyReLU(
      @Argument(byDefault = "0.01", min = Double.NEGATIVE_INFINITY) double negativeSlope) implements Activation {}

  /** x where positive, else alpha · (exp(x) − 1). */
  record ELU(
      @Argument(byDefault = "1.0", min = Double.NEGATIVE_INFINITY) double alpha) implements Activation {}

  /** x · Φ(x), Φ the normal distribution, by the error function. */
  record GELU() implements Activation {}

  /** x · sigmoid(x). */
  record SiLU() implements Activation {}

  /** x · min(max(0, x + 3), 6) / 6. */
  record Hardswish() implements Activation {}

  /** min(max(0, x + 3), 6) / 6. */
  record Hardsigmoid() implements Activation {}

  /** 1 / (1 + exp(−x)). */
  record Sigmoid() implements Activation {}

  /** tanh x. */
  record Tanh() implements Activation {}
}
