package fovea.engine.reading;

import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.number;
import static fovea.engine.reading.Expression.output;
import static fovea.engine.reading.Expression.product;
import static fovea.engine.reading.Expression.sum;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape.Maps;
import java.math.BigInteger;

/** The arithmetic of a receptive field, as far as one layer has part in it. */
final class FieldFormulas {

  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private FieldFormulas() {}

  /**
   * {@code size + dilation · (kernel_size − 1) · jump} where that is so: windows over what has not been
   * enlarged. Else the ends of what the unit sees that sees most.
   */
  static Formula size(LayerReading layer, Axis axis) {
    Extent before = layer.fieldBefore().along(axis);
    Extent after = layer.field().along(axis);
    if (after.size().max(before.size()).compareTo(LARGEST) > 0) {
      return Formula.words("r_out", "more than " + LARGEST);
    }
    Expression size = field("r", before.size());
    if (layer.node().layer() instanceof Windowed windowed) {
      Expression reach = WindowArithmetic.reach(windowed.window(), axis);
      Fraction grown = before.jump().times(reach.value(), 1);
      if (grown.isWhole() && before.jump().floor().compareTo(LARGEST) <= 0
          && before.size().add(grown.dividend()).equals(after.size())) {
        return new Formula("r_{out}", sum(size, product(reach, jump(before))), after.size(), "");
      }
    }
    BigInteger first = after.widestFirst();
    BigInteger last = first.add(after.size()).subtract(BigInteger.ONE);
    return new Formula("r_{out}",
        after.size().equals(before.size())
            ? size
            : sum(field("last", last).minus(field("first", first)), number(1)),
        after.size(), "");
  }

  /** {@code jump · stride}; 0 where all see the same. */
  static Formula jump(LayerReading layer, Axis axis) {
    Extent before = layer.fieldBefore().along(axis);
    Extent after = layer.field().along(axis);
    Number result = after.jump().toNumber();
    if (after.jump().max(before.jump()).floor().compareTo(LARGEST) > 0) {
      return Formula.words("j_out", "more than " + LARGEST);
    }
    if (layer.inputShape() instanceof Maps in && layer.output() instanceof Maps out) {
      Slide slide = Slide.of(layer.node().layer(), in, out, axis);
      if (before.jump().times(slide.step(), slide.units()).equals(after.jump())) {
        Expression jump = jump(before);
        return new Formula("j_{out}", switch (layer.node().layer()) {
          case Windowed windowed ->
            product(jump, kernel("stride", windowed.window().stride().along(axis)));
          case ConvTranspose2d conv -> by(jump, kernel("stride", conv.stride().along(axis)));
          case Upsample up -> by(jump, kernel("scale_factor", up.scaleFactor().along(axis)));
          case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ ->
            by(product(jump, input(axis.symbol(), in.along(axis))),
                output(axis.symbol() + "_{out}", out.along(axis)));
          case Merge _, BatchNorm2d _, Flatten _, Dropout _, Softmax _, Linear _, Activation _ ->
            jump;
        }, result, "");
      }
    }
    Expression same = before.jump().equals(after.jump())
        ? jump(before)
        : field(result.toString(), result);
    return new Formula("j_{out}", same, result, "");
  }

  private static Expression by(Expression dividend, Expression divisor) {
    return new Expression.Quotient(dividend, divisor, Expression.Rounding.EXACT);
  }

  private static Expression field(String symbol, Number number) {
    return new Expression.Value(symbol, number, Expression.Role.FIELD);
  }

  private static Expression jump(Extent extent) {
    return field("j", extent.jump().toNumber());
  }
}
