package fovea.engine.reading;

import fovea.engine.network.OutputSize;
import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.product;
import static fovea.engine.reading.Expression.sum;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.UpsampleMode;
import fovea.engine.reading.ReceptiveField.Extent;
import java.util.List;

/**
 * How a layer widens what a unit sees. Araujo, Norris, Sim, "Computing Receptive Fields of
 * Convolutional Neural Networks", Distill 2019: {@code size += reach · stride}, {@code stride *=
 * step}, {@code padding += pad · stride}.
 */
final class ReceptiveFieldReading {

  private ReceptiveFieldReading() {}

  /**
   * A layer's window along one axis, in cells of its input.
   *
   * @param reach how far a unit looks past one cell
   * @param step how far apart two units look
   * @param pad how far before the input the first unit starts
   */
  private record Hop(double reach, double step, double pad) {
    static final Hop NONE = new Hop(0, 1, 0);
  }

  /** What the inputs' units see: of one input, or of the largest path where several meet. */
  static ReceptiveField before(List<ReceptiveField> inputs) {
    return inputs.size() == 1 ? inputs.getFirst() : largest(inputs);
  }

  /** The field of a layer that is legal for this input. */
  static ReceptiveField of(Layer layer, ReceptiveField before, Shape in, Shape out) {
    if (layer instanceof Linear || (layer instanceof Softmax && out instanceof Shape.Features)) {
      // Every unit sees the same: going from one to the next moves nothing.
      return new ReceptiveField(
          new Extent(before.vertical().size(), 0, 0),
          new Extent(before.horizontal().size(), 0, 0),
          true,
          before.pathsDisagree());
    }
    if (seesAll(layer)) {
      // The extent stays: a squeeze-and-excitation block must not swell the path that it weighs.
      return new ReceptiveField(
          before.vertical(), before.horizontal(), true, before.pathsDisagree());
    }
    if (!(in instanceof Maps from) || !(out instanceof Maps to)) {
      return before;
    }
    return new ReceptiveField(
        extent(before.vertical(), hop(layer, from, to, Axis.HEIGHT)),
        extent(before.horizontal(), hop(layer, from, to, Axis.WIDTH)),
        before.seesAll(),
        before.pathsDisagree());
  }

  private static Extent extent(Extent before, Hop hop) {
    return new Extent(
        before.size() + hop.reach * before.stride(),
        before.stride() * hop.step,
        before.padding() + hop.pad * before.stride());
  }

  private static boolean seesAll(Layer layer) {
    return switch (layer) {
      case AdaptiveAvgPool2d pool -> pool.outputSize().equals(OutputSize.of(1));
      case AdaptiveMaxPool2d pool -> pool.outputSize().equals(OutputSize.of(1));
      default -> false;
    };
  }

  private static Hop hop(Layer layer, Maps in, Maps out, Axis axis) {
    return switch (layer) {
      case Windowed windowed -> {
        var window = windowed.window();
        yield new Hop(
            window.reach(axis), window.stride().along(axis), window.before().along(axis));
      }
      case ConvTranspose2d conv -> transposed(conv, axis);
      case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ ->
        adaptive(in.along(axis), out.along(axis));
      case Upsample up -> {
        double scale = up.scaleFactor().along(axis);
        boolean mixes = up.mode() == UpsampleMode.BILINEAR && scale > 1;
        yield new Hop(mixes ? 1 : 0, 1 / scale, mixes ? 1 : 0);
      }
      case Merge _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Linear _, Activation _ ->
        Hop.NONE;
    };
  }

  /** Output o hears of inputs {@code (o + padding − tap · dilation) / stride} where that is whole. */
  private static Hop transposed(ConvTranspose2d conv, Axis axis) {
    double stride = conv.stride().along(axis);
    double taps = (double) conv.dilation().along(axis) * (conv.kernelSize().along(axis) - 1);
    double pad = (taps - conv.padding().along(axis)) / stride;
    return new Hop(Math.floor(taps / stride), 1 / stride, pad);
  }

  /**
   * Part i spans ⌊i · in / out⌋ to ⌈(i + 1) · in / out⌉; the widest counts. Where out does not divide
   * in, a part overlaps a cell at one end or, if the remainder passes their common divisor, at both.
   */
  private static Hop adaptive(int in, int out) {
    int remainder = in % out;
    int overlapped = remainder == 0 ? 0 : remainder > commonDivisor(in, out) ? 2 : 1;
    return new Hop(in / out + overlapped - 1, (double) in / out, 0);
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  /** Where paths meet: the largest, axis by axis. */
  private static ReceptiveField largest(List<ReceptiveField> fields) {
    boolean disagree = false;
    boolean all = false;
    Extent vertical = fields.getFirst().vertical();
    Extent horizontal = fields.getFirst().horizontal();
    for (ReceptiveField field : fields) {
      all |= field.seesAll();
      disagree |= field.pathsDisagree() || !meets(field, fields.getFirst());
      vertical = larger(vertical, field.vertical());
      horizontal = larger(horizontal, field.horizontal());
    }
    return new ReceptiveField(vertical, horizontal, all, disagree);
  }

  private static boolean meets(ReceptiveField a, ReceptiveField b) {
    return a.seesAll() || b.seesAll() || (meets(a.vertical(), b.vertical())
        && meets(a.horizontal(), b.horizontal()));
  }

  /** Paths agree where their units stay centred on one another, whatever their sizes. */
  private static boolean meets(Extent a, Extent b) {
    return a.stride() == b.stride() && a.centre() == b.centre();
  }

  private static Extent larger(Extent a, Extent b) {
    boolean wider = b.size() > a.size() || (b.size() == a.size() && b.padding() > a.padding());
    return wider ? b : a;
  }

  /** {@code size + dilation · (kernel_size − 1) · stride}, for a layer that slides a window. */
  static Formula formula(Layer layer, Extent before, Extent after, Axis axis) {
    Expression size = new Expression.Value("r", before.size(), Expression.Role.FIELD);
    Expression jump = new Expression.Value("j", before.stride(), Expression.Role.FIELD);
    Expression grown = layer instanceof Windowed windowed
        ? sum(size, product(WindowArithmetic.reach(windowed.window(), axis), jump))
        : after.size() == before.size()
            ? size
            : sum(size, product(
                input("cells", (after.size() - before.size()) / before.stride()), jump));
    return new Formula("r_{out}", grown, after.size(), "");
  }

  /** {@code stride · step}. */
  static Formula jumpFormula(Layer layer, Extent before, Extent after, Axis axis) {
    Expression jump = new Expression.Value("j", before.stride(), Expression.Role.FIELD);
    Expression product = layer instanceof Windowed windowed
        ? product(jump, kernel("stride", windowed.window().stride().along(axis)))
        : after.stride() == before.stride()
            ? jump
            : product(jump, kernel("step",
                after.stride() / before.stride()));
    return new Formula("j_{out}", product, after.stride(), "");
  }
}
