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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The way back through a convolution for its input, by convolutions of the gradient with the same weights.
 * Where neighbouring windows are {@code stride} apart, every {@code stride}-th row of the input meets the same
 * taps: these rows, and columns likewise, are a <em>phase</em>, which is a plain convolution of stride 1 with
 * those taps from the last to the first. Where the padding repeats cells, what comes out is the padded input's
 * gradient, which has to be folded onto the input.
 *
 * @param phases those that meet any taps; what belongs to none, nothing moves
 * @param stride how far apart the rows and columns of a phase are
 * @param gives the shape of what comes out: the input's, or the padded input's
 * @param top where the first row of it lies on the input
 * @param left the same for columns
 * @param mode to whom what lies past the border belongs
 */
public record WayBack(List<Phase> phases, Pair stride, Maps gives, int top, int left,
    PaddingMode mode) {

  /**
   * Every so many rows and columns.
   *
   * @param conv gives them, side by side
   * @param top the first of the rows
   * @param left the first of the columns
   */
  public record Phase(Convolution conv, int top, int left) {

    /** The shape of its rows and columns, side by side. */
    public Maps shape() {
      return new Maps(conv.out(), conv.rows.length(), conv.columns.length());
    }
  }

  public WayBack {
    phases = List.copyOf(phases);
  }

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
    WeightOrder order = WeightOrder.inFirst(weightAt, in.channels() / layer.groups(),
        out.channels() / layer.groups(), window.kernel().height(), window.kernel().width());
    List<Phase> phases = new ArrayList<>();
    for (Taps rows : Taps.of(window, Axis.HEIGHT, before, gives)) {
      for (Taps columns : Taps.of(window, Axis.WIDTH, before, gives)) {
        Convolution conv = new Convolution(
            rows.lookup(out.height(), Math.ceilDiv(gives.height() - rows.place, rows.stride)),
            columns.lookup(out.width(),
                Math.ceilDiv(gives.width() - columns.place, columns.stride)),
            out.channels() / layer.groups(), in.channels() / layer.groups(), layer.groups(),
            order.of(rows.last, columns.last, -rows.step, -columns.step), weight, new float[0], 0,
            null);
        phases.add(new Phase(conv, rows.place, columns.place));
      }
    }
    return new WayBack(phases, window.stride(), gives, folds ? -window.before().height() : 0,
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
    Convolution conv = new Convolution(
        Lookup.of(window, PaddingMode.ZEROS, Axis.HEIGHT, out.height(), in.height()),
        Lookup.of(window, PaddingMode.ZEROS, Axis.WIDTH, out.width(), in.width()),
        inPerGroup, outPerGroup, layer.groups(),
        WeightOrder.outFirst(weightAt, outPerGroup, inPerGroup, layer.kernelSize().height(),
            layer.kernelSize().width()),
        weight, new float[0], 0, null);
    return new WayBack(
        List.of(new Phase(conv, 0, 0)), Pair.of(1), in, 0, 0, PaddingMode.ZEROS);
  }

  /** Whether what comes out has to be folded onto the input. */
  public boolean folds() {
    return mode != PaddingMode.ZEROS;
  }

  /** Whether one convolution gives all of it. */
  public boolean isWhole() {
    return stride.equals(Pair.of(1));
  }

  /** Whether there are rows or columns that nothing moves. */
  public boolean hasGaps() {
    return phases.size() < (long) Math.min(stride.height(), gives.height())
        * Math.min(stride.width(), gives.width());
  }

  /** How many rows of the padded input all windows reach over. */
  private static int painted(Window window, Axis axis, Maps out) {
    return Math.toIntExact(
        (out.along(axis) - 1L) * window.stride().along(axis) + window.reach(axis) + 1);
  }

  /**
   * The taps that a phase meets along an axis: {@code i + before − k · dilation} of its rows i must be a
   * multiple of the stride, and then is {@code stride} times the row of the gradient.
   *
   * @param place the first of its rows
   * @param count how many there are
   * @param last the last one, with which the window begins
   * @param step how far apart two of them are
   * @param first the gradient's row that the phase's first row reads there; may be outside
   * @param dilation how far apart the gradient's rows are that two of them read
   */
  private record Taps(int place, int count, int last, int step, long first, int dilation,
      int stride) {

    /** Of all phases that meet any. */
    static List<Taps> of(Window window, Axis axis, Pair before, Maps gives) {
      return IntStream.range(0, Math.min(window.stride().along(axis), gives.along(axis)))
          .mapToObj(place -> of(window, axis, before, place)).filter(taps -> taps.count > 0)
          .toList();
    }

    private static Taps of(Window window, Axis axis, Pair before, int top) {
      int stride = window.stride().along(axis);
      long dilation = window.dilation().along(axis);
      int count = 0;
      int last = 0;
      int step = 0;
      for (int k = 0; k < window.kernel().along(axis); k++) {
        if ((top + before.along(axis) - k * dilation) % stride == 0) {
          step = count == 0 ? 0 : k - last;
          last = k;
          count++;
        }
      }
      long first = (top + before.along(axis) - last * dilation) / stride;
      return new Taps(
          top, count, last, step, first, Math.max(1, (int) (step * dilation / stride)), stride);
    }

    Lookup lookup(int from, int to) {
      Window window = new Window(Pair.of(count), Pair.of(1), Pair.of((int) -first),
          Pair.of((int) -first), Pair.of(dilation), false);
      return Lookup.of(window, PaddingMode.ZEROS, Axis.HEIGHT, from, to);
    }
  }
}
