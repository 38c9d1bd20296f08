package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Lookup;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;

/**
 * The way back through a convolution for its input, which is a convolution as well: the other one with the
 * same weights, and at stride 1 a plain one with every kernel turned by half a turn. Where the padding
 * repeats cells, it gives the padded input's gradient, which has to be folded onto the input.
 *
 * @param conv reads the gradient of the output
 * @param gives the shape of what comes out: the input's, or the padded input's
 * @param top where the first row of it lies on the input
 * @param left the same for columns
 * @param mode to whom what lies past the border belongs
 */
public record WayBack(Convolution conv, Maps gives, int top, int left, PaddingMode mode) {

  /** Back through a legal convolution whose weights lie in an array from {@code weightAt} on. */
  public static WayBack of(Conv2d layer, LayerReading reading, float[] weight, int weightAt) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Window window = layer.window();
    boolean folds = layer.paddingMode() != PaddingMode.ZEROS;
    Pair before = folds ? Pair.of(0) : window.before();
    Maps gives = folds
        ? new Maps(in.channels(), painted(window, Axis.HEIGHT, out), painted(window, Axis.WIDTH,
            out))
        : in;
    int inPerGroup = out.channels() / layer.groups();
    int outPerGroup = in.channels() / layer.groups();
    int taps = layer.kernelSize().height() * layer.kernelSize().width();
    boolean slides = window.stride().equals(Pair.of(1));
    WeightOrder order = WeightOrder.inFirst(weightAt, outPerGroup, inPerGroup, taps);
    Convolution conv = new Convolution(
        rows(layer, before, slides, Axis.HEIGHT, out, gives),
        rows(layer, before, slides, Axis.WIDTH, out, gives),
        inPerGroup, outPerGroup, layer.groups(), slides ? order.turned(taps) : order, weight,
        new float[0], 0, null);
    return new WayBack(conv, gives, folds ? -window.before().height() : 0,
        folds ? -window.before().width() : 0, layer.paddingMode());
  }

  /** Back through a legal transposed convolution. */
  public static WayBack of(
      ConvTranspose2d layer, LayerReading reading, float[] weight, int weightAt) {
    Maps in = (Maps) reading.inputShape();
    Maps out = (Maps) reading.output();
    Window window = new Window(layer.kernelSize(), layer.stride(), layer.padding(),
        layer.padding(), layer.dilation(), false);
    int inPerGroup = out.channels() / layer.groups();
    int outPerGroup = in.channels() / layer.groups();
    int taps = layer.kernelSize().height() * layer.kernelSize().width();
    Convolution conv = new Convolution(
        Lookup.of(window, PaddingMode.ZEROS, Axis.HEIGHT, out.height(), in.height()),
        Lookup.of(window, PaddingMode.ZEROS, Axis.WIDTH, out.width(), in.width()),
        inPerGroup, outPerGroup, layer.groups(),
        WeightOrder.outFirst(weightAt, outPerGroup, inPerGroup, taps), weight, new float[0], 0,
        null);
    return new WayBack(conv, in, 0, 0, PaddingMode.ZEROS);
  }

  /** Whether what comes out has to be folded onto the input. */
  public boolean folds() {
    return mode != PaddingMode.ZEROS;
  }

  /** How many rows of the padded input all windows reach over. */
  private static int painted(Window window, Axis axis, Maps out) {
    return Math.toIntExact(
        (out.along(axis) - 1L) * window.stride().along(axis) + window.reach(axis) + 1);
  }

  private static Lookup rows(Conv2d layer, Pair before, boolean slides, Axis axis, Maps from,
      Maps to) {
    if (!slides) {
      ConvTranspose2d twin = new ConvTranspose2d(to.channels(), layer.kernelSize(),
          layer.stride(), before, Pair.of(0), layer.groups(), false, layer.dilation());
      return Lookup.of(twin, axis, from.along(axis), to.along(axis));
    }
    Window window = layer.window();
    // Negative where the padding is wider than the kernel reaches: then the window begins inside.
    Pair rest = new Pair((int) window.reach(Axis.HEIGHT) - before.height(),
        (int) window.reach(Axis.WIDTH) - before.width());
    Window turned = new Window(
        window.kernel(), Pair.of(1), rest, rest, window.dilation(), false);
    return Lookup.of(turned, PaddingMode.ZEROS, axis, from.along(axis), to.along(axis));
  }
}
