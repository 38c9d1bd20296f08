package fovea.engine.gradient;

import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.backward.Patch;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Crew;
import fovea.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The way back through a convolution, which is the other convolution with the same weights: every
 * number of the gradient paints its kernel onto the input; and back through a transposed one, every
 * input sums up what it has painted. Only the patch of the gradient that is not zero is painted, so a
 * unit's gradient costs what the unit sees.
 *
 * @param patch the gradient's part that is not zero
 * @param twin the other convolution
 * @param top where the first row of what it gives lies on the input
 * @param left the same for columns
 * @param mode to whom belongs what lies past the border
 */
record BackwardConvolution(
    Patch patch, Layer twin, long top, long left, PaddingMode mode) {

  static BackwardConvolution of(
      Conv2d conv, LayerReading reading, Volume gradient, Kernels kernels) {
    Maps in = (Maps) reading.inputShape();
    Window window = conv.window();
    Patch patch = Patch.of(gradient, kernels.lanes());
    boolean isSmall = painted(window, Axis.HEIGHT, patch.height()) <= in.height()
        && painted(window, Axis.WIDTH, patch.width()) <= in.width();
    if (conv.paddingMode() != PaddingMode.ZEROS || isSmall) {
      return new BackwardConvolution(patch, twin(conv, in, Pair.of(0), Pair.of(0)),
          (long) patch.top() * window.stride().height() - window.before().height(),
          (long) patch.left() * window.stride().width() - window.before().width(),
          conv.paddingMode());
    }
    // Padding may be far larger than the picture: it is cut away before it takes memory.
    Pair rest = new Pair(
        rest(conv, in, (Maps) reading.output(), Axis.HEIGHT),
        rest(conv, in, (Maps) reading.output(), Axis.WIDTH));
    return new BackwardConvolution(
        Patch.whole(gradient), twin(conv, in, window.before(), rest), 0, 0, PaddingMode.ZEROS);
  }

  static BackwardConvolution of(ConvTranspose2d conv, LayerReading reading, Volume gradient) {
    Maps in = (Maps) reading.inputShape();
    Conv2d twin = new Conv2d(in.channels(), conv.kernelSize(), conv.stride(),
        new Padding.Explicit(conv.padding()), conv.dilation(), conv.groups(), false,
        PaddingMode.ZEROS);
    return new BackwardConvolution(Patch.whole(gradient), twin, 0, 0, PaddingMode.ZEROS);
  }

  private static ConvTranspose2d twin(Conv2d conv, Maps in, Pair padding, Pair rest) {
    return new ConvTranspose2d(in.channels(), conv.kernelSize(), conv.stride(), padding, rest,
        conv.groups(), false, conv.dilation());
  }

  /** How many rows so many rows of a gradient paint. */
  private static long painted(Window window, Axis axis, int rows) {
    return (rows - 1L) * window.stride().along(axis) + window.reach(axis) + 1;
  }

  /** Rows at the end of the padded input that no window reaches. */
  private static int rest(Conv2d conv, Maps in, Maps out, Axis axis) {
    Window window = conv.window();
    long padded = (long) in.along(axis) + window.before().along(axis) + window.after().along(axis);
    return (int) (padded - painted(window, axis, out.along(axis)));
  }

  /**
   * The memory that the way back through a layer takes beside the gradients.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  static long bytesNeeded(LayerReading layer, int lanes) {
    if (!(layer.node().layer() instanceof Conv2d conv)) {
      return 0;
    }
    Maps in = (Maps) layer.inputShape();
    Maps out = (Maps) layer.output();
    long height = in.height();
    long width = in.width();
    if (conv.paddingMode() != PaddingMode.ZEROS) {
      height = painted(conv.window(), Axis.HEIGHT, out.height());
      width = painted(conv.window(), Axis.WIDTH, out.width());
    }
    Shape painted = new Maps(
        in.channels(), Math.toIntExact(height), Math.toIntExact(width));
    return Math.addExact(Volume.bytes(painted, lanes), Volume.bytes(out, lanes));
  }

  /** Adds the gradient of the input to what stands there. */
  void compute(Map<String, Tensor> parameters, Volume into, Kernels kernels, Crew crew) {
    Tensor weight = Objects.requireNonNull(parameters.get("weight"));
    Maps shape = new Maps(patch.channels(), patch.height(), patch.width());
    LayerReading reading = NetworkReading
        .of(new Network("twin", shape, List.of(new Node("twin", twin))))
        .layers()
        .getFirst();
    Kernel kernel = kernels.kernel(reading, Map.of("weight", weight));
    Volume painted = Volume.of(reading.output(), kernels.lanes());
    crew.compute(kernel, List.of(patch.volume()), painted, reading.cost().macs().value());
    int inChannels = ((Maps) reading.output()).channels();
    crew.compute(Patch.adding(top, left, inChannels, mode), List.of(painted), into,
        reading.output().elements());
  }
}
