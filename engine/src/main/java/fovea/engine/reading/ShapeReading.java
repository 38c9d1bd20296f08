package fovea.engine.reading;

import static fovea.engine.reading.Expression.floor;
import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.number;
import static fovea.engine.reading.Expression.product;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What shape a layer gives, or what keeps it from giving any. */
sealed interface ShapeReading {

  /** A shape and one formula for each of its dimensions. */
  record Known(Shape output, List<Formula> formulas) implements ShapeReading {}

  /** No shape, for that reason. */
  record Broken(Problem problem) implements ShapeReading {}

  /**
   * The shape that a layer gives for these inputs.
   *
   * @param id the layer's id, for its problems
   * @param inputs one shape, or two and more for a merge
   * @throws Overflow past 2^63 − 1
   */
  static ShapeReading of(String id, Layer layer, List<String> inputIds, List<Shape> inputs) {
    Optional<Problem> broken = ArgumentRule.brokenBy(id, layer);
    if (broken.isPresent()) {
      return new Broken(broken.get());
    }
    Shape first = inputs.getFirst();
    return switch (layer) {
      case Merge merge -> MergeShapes.of(id, merge, inputIds, inputs);
      case Flatten _ -> flatten(first);
      case Activation _, Dropout _, Softmax _ -> like(first);
      case Linear linear ->
        first instanceof Features
            ? features(kernel("out_features", linear.outFeatures()))
            : wrongRank(id, layer, false, first);
      case Windowed _, ConvTranspose2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, BatchNorm2d _, Upsample _ ->
        first instanceof Maps maps ? ofMaps(id, layer, maps) : wrongRank(id, layer, true, first);
    };
  }

  private static ShapeReading ofMaps(String id, Layer layer, Maps in) {
    return switch (layer) {
      case Conv2d conv -> convolution(id, conv, in);
      case LocallyConnected2d local ->
        windowed(id, local, in, kernel("out_channels", local.outChannels()));
      case ConvTranspose2d conv -> transposed(id, conv, in);
      case MaxPool2d pool -> pooled(id, pool, pool.padding(), in);
      case AvgPool2d pool -> pooled(id, pool, pool.padding(), in);
      case AdaptiveAvgPool2d pool -> adaptive(id, in, pool.outputSize());
      case AdaptiveMaxPool2d pool -> adaptive(id, in, pool.outputSize());
      case BatchNorm2d _ -> like(in);
      case Upsample up ->
        maps(id, input("C", in.channels()),
            product(input("H", in.height()), kernel("scale_factor", up.scaleFactor().height())),
            product(input("W", in.width()), kernel("scale_factor", up.scaleFactor().width())));
      case Merge _, Flatten _, Activation _, Dropout _, Softmax _, Linear _ ->
        throw new IllegalArgumentException(layer + " does not need maps");
    };
  }

  private static ShapeReading convolution(String id, Conv2d conv, Maps in) {
    Problem uneven = ungrouped(id, conv.groups(), in.channels(), conv.outChannels());
    if (uneven != null) {
      return new Broken(uneven);
    }
    for (Axis axis : Axis.values()) {
      long most = switch (conv.paddingMode()) {
        case ZEROS, REPLICATE -> Long.MAX_VALUE;
        case REFLECT -> in.along(axis) - 1L;
        case CIRCULAR -> in.along(axis);
      };
      Window window = conv.window();
      long found = Math.max(window.before().along(axis), window.after().along(axis));
      if (found > most) {
        String because = "padding_mode \"" + LayerArgument.plain(conv.paddingMode())
            + "\" takes its cells from the input";
        return new Broken(
            tooMuchPadding(id, found, most, because, input(axis.symbol(), in.along(axis))));
      }
    }
    return windowed(id, conv, in, kernel("out_channels", conv.outChannels()));
  }

  /** PyTorch: pooling may be padded by at most half of its kernel, whatever the dilation. */
  private static ShapeReading pooled(String id, Windowed pool, Pair padding, Maps in) {
    for (Axis axis : Axis.values()) {
      int kernel = pool.window().kernel().along(axis);
      if (padding.along(axis) > kernel / 2) {
        return new Broken(tooMuchPadding(id, padding.along(axis), kernel / 2,
            "PyTorch pads pooling by half of the kernel at most, whatever the dilation",
            floor(kernel("kernel_size", kernel), number(2))));
      }
    }
    return windowed(id, pool, in, input("C", in.channels()));
  }

  private static ShapeReading windowed(String id, Windowed layer, Maps in, Expression channels) {
    List<Expression> sizes = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      Expression size = WindowArithmetic.outputSize(layer, in, axis);
      if (size.value() < 1) {
        return new Broken(new Problem.DoesNotFit(id, LayerType.of(layer), axis, in,
            Formula.of(axis.symbol() + "_{out}", size).breaking("≥ 1")));
      }
      sizes.add(size);
    }
    return maps(id, channels, sizes.get(0), sizes.get(1));
  }

  private static ShapeReading transposed(String id, ConvTranspose2d conv, Maps in) {
    Problem uneven = ungrouped(id, conv.groups(), in.channels(), conv.outChannels());
    if (uneven != null) {
      return new Broken(uneven);
    }
    List<Expression> sizes = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      Expression size = WindowArithmetic.transposedSize(conv, in, axis);
      if (size.value() < 1) {
        return new Broken(new Problem.DoesNotFit(id, LayerType.of(conv), axis, in,
            Formula.of(axis.symbol() + "_{out}", size).breaking("≥ 1")));
      }
      sizes.add(size);
    }
    return maps(id, kernel("out_channels", conv.outChannels()), sizes.get(0), sizes.get(1));
  }

  private static ShapeReading adaptive(String id, Maps in, OutputSize size) {
    return maps(id, input("C", in.channels()), side(in, size, Axis.HEIGHT),
        side(in, size, Axis.WIDTH));
  }

  private static Expression side(Maps in, OutputSize size, Axis axis) {
    Integer cells = size.along(axis);
    return cells == null
        ? input(axis.symbol(), in.along(axis))
        : kernel("output_size", cells);
  }

  private static ShapeReading flatten(Shape in) {
    return switch (in) {
      case Maps(int channels, int height, int width) -> {
        Expression count = product(input("C", channels), input("H", height), input("W", width));
        yield features(count);
      }
      case Features(long count) -> features(input("N", count));
    };
  }

  /** The output is like this input. */
  static ShapeReading like(Shape in) {
    return switch (in) {
      case Maps maps ->
        new Known(maps, List.of(
            Formula.of("C_{out}", input("C", maps.channels())),
            Formula.of("H_{out}", input("H", maps.height())),
            Formula.of("W_{out}", input("W", maps.width()))));
      case Features(long count) -> features(input("N", count));
    };
  }

  /** That many features. */
  static ShapeReading features(Expression count) {
    Quantity features = Quantity.of("N_{out}", count);
    return new Known(new Features(features.value()), List.of(features.formula()));
  }

  /** Maps of these sizes, if each fits into 31 bits as a dimension must. */
  static ShapeReading maps(String id, Expression channels, Expression height, Expression width) {
    List<Formula> formulas = List.of(Formula.of("C_{out}", channels),
        Formula.of("H_{out}", height), Formula.of("W_{out}", width));
    for (Formula formula : formulas) {
      if (formula.expression().value() > Integer.MAX_VALUE) {
        return new Broken(new Problem.TooLarge(id, "a dimension of the output",
            "2,147,483,647", formula.breaking("≤ 2147483647")));
      }
    }
    return new Known(
        new Maps((int) channels.value(), (int) height.value(), (int) width.value()), formulas);
  }

  private static @Nullable Problem ungrouped(
      String id, int groups, int inChannels, int outChannels) {
    if (inChannels % groups != 0) {
      return notDivisible(id, "in_channels", inChannels, groups, input("in_channels", inChannels));
    }
    return outChannels % groups == 0
        ? null
        : notDivisible(id, "out_channels", outChannels, groups,
            kernel("out_channels", outChannels));
  }

  private static Problem notDivisible(
      String id, String name, int channels, int groups, Expression shown) {
    Expression remainder = new Expression.Remainder(shown, kernel("groups", groups));
    return new Problem.NotDivisible(
        id, name, channels, groups, Formula.of("", remainder).breaking("0"));
  }

  private static Problem tooMuchPadding(
      String id, long found, long most, String because, Expression bound) {
    Formula formula = new Formula("", kernel("padding", found), null, "")
        .breaking("≤ " + bound.text(true) + (bound.value() == most ? "" : " − 1 = " + most));
    return new Problem.TooMuchPadding(id, "padding", found, most, because, formula);
  }

  private static ShapeReading wrongRank(String id, Layer layer, boolean needsMaps, Shape found) {
    return new Broken(new Problem.WrongRank(id, LayerType.of(layer), needsMaps, found,
        Formula.words(needsMaps ? "input = [C, H, W]" : "input = [N]",
            "input = " + found.dimensions()
                + ", must be " + (needsMaps ? "[C, H, W]" : "[N]"))));
  }
}
