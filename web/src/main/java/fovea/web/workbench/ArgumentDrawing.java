package fovea.web.workbench;

import fovea.engine.network.Layer;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws what an argument does, with the layer's own values as far as there is room for them. */
final class ArgumentDrawing {

  /** More cells than these say no more. */
  private static final int MOST = 12;

  private static final int FEW = 6;
  private static final Pair NONE = Pair.of(0);
  private static final Pair ONE = Pair.of(1);

  private final Layer layer;
  private final Optional<Shape.Maps> input;
  private final Pair kernel;
  private final Pair stride;
  private final Pair dilation;
  private final Pair padding;

  /** The input's shape is empty where it is not known, or is no map. */
  ArgumentDrawing(Layer layer, Optional<Shape.Maps> input) {
    this.layer = layer;
    this.input = input;
    this.kernel = atLeastOne(pair("kernel_size", Pair.of(3)));
    this.stride = atLeastOne(pair("stride", ONE));
    this.dilation = atLeastOne(pair("dilation", ONE));
    this.padding = padding();
  }

  /** The picture of an argument, by its name; empty where a sentence says all. */
  Optional<Drawing> of(String argument) {
    return Optional.ofNullable(switch (argument) {
      case "kernel_size" -> window(kernel, ONE);
      case "dilation" -> window(kernel, dilation);
      case "stride" -> layer instanceof Layer.ConvTranspose2d ? spread() : steps();
      case "padding" -> layer instanceof Layer.ConvTranspose2d
          ? grown(padding, "off")
          : padded();
      case "output_padding" -> grown(pair(argument, NONE), "field");
      case "padding_mode" -> borders(value(argument).toString());
      case "groups" -> groups(Math.max(1, number(argument)));
      case "out_channels", "out_features" -> fan(number(argument));
      case "bias" -> bias(value(argument).equals(true));
      case "ceil_mode" -> lastWindow(value(argument).equals(true));
      case "count_include_pad" -> divisor(value(argument).equals(true));
      case "output_size" -> parts(pair(argument, ONE));
      case "scale_factor" -> enlarged(pair(argument, ONE));
      case "mode" -> between(value(argument).toString().equalsIgnoreCase("nearest"));
      case "negative_slope" -> {
        double slope = ((Double) value(argument));
        yield curve(x -> x > 0 ? x : slope * x);
      }
      case "alpha" -> {
        double alpha = ((Double) value(argument));
        yield curve(x -> x > 0 ? x : alpha * Math.expm1(x));
      }
      case "p" -> dropped((Double) value(argument));
      default -> null;
    });
  }

  private Object value(String argument) {
    return LayerType.of(layer).arguments().stream()
        .filter(it -> it.name().equals(argument))
        .map(it -> it.of(layer))
        .findFirst().orElseThrow();
  }

  private boolean has(String argument) {
    return LayerType.of(layer).arguments().stream().map(LayerArgument::name)
        .anyMatch(argument::equals);
  }

  private int number(String argument) {
    return (Integer) value(argument);
  }

  private Pair pair(String argument, Pair otherwise) {
    return has(argument) && value(argument) instanceof Pair pair
        ? new Pair(few(pair.height()), few(pair.width()))
        : otherwise;
  }

  /** What is typed may be illegal, and is drawn all the same. */
  private static Pair atLeastOne(Pair pair) {
    return new Pair(Math.max(1, pair.height()), Math.max(1, pair.width()));
  }

  private static int few(int count) {
    return Math.max(0, Math.min(MOST, count));
  }

  private static int reach(int kernel, int dilation) {
    return Math.min(MOST, dilation * (kernel - 1) + 1);
  }

  /** On the first side of each axis; "same" puts half of what the window overhangs there. */
  private Pair padding() {
    if (!has("padding")) {
      return NONE;
    }
    return switch (value("padding")) {
      case Padding.Explicit(Pair cells) -> new Pair(few(cells.height()), few(cells.width()));
      case Padding.Same _ -> new Pair((reach(kernel.height(), dilation.height()) - 1) / 2,
          (reach(kernel.width(), dilation.width()) - 1) / 2);
      default -> pair("padding", NONE);
    };
  }

  /** A window on its input and the one number that it makes, or the other way round. */
  private Drawing window(Pair size, Pair apart) {
    boolean isTransposed = layer instanceof Layer.ConvTranspose2d;
    int columns = reach(size.width(), apart.width()) + 2;
    int rows = reach(size.height(), apart.height()) + 2;
    double left = isTransposed ? 3.2 : 0;
    Drawing drawing = new Drawing()
        .cells(isTransposed ? "output" : "input", left, 0, columns, rows);
    for (int y = 1; y <= reach(size.height(), apart.height()); y += apart.height()) {
      for (int x = 1; x <= reach(size.width(), apart.width()); x += apart.width()) {
        drawing.cells("kernel", left + x, y, 1, 1);
      }
    }
    return isTransposed
        ? drawing.cells("input", 0, rows / 2.0 - 0.5, 1, 1).arrow(1.5, rows / 2.0)
        : drawing.arrow(columns + 0.5, rows / 2.0)
            .cells("output", columns + 2.2, rows / 2.0 - 0.5, 1, 1);
  }

  /** Where the window stands first, and after one step to the right and one down. */
  private Drawing steps() {
    int columns = reach(kernel.width(), dilation.width()) + stride.width();
    int rows = reach(kernel.height(), dilation.height()) + stride.height();
    double right = columns + 2.2;
    double middle = rows / 2.0 - 1;
    return new Drawing().cells("input", 0, 0, columns, rows)
        .frame("other", 0, stride.height(), columns - stride.width(), rows - stride.height())
        .frame("field", stride.width(), 0, columns - stride.width(), rows - stride.height())
        .frame("kernel", 0, 0, columns - stride.width(), rows - stride.height())
        .line("field", 0.5, 0.5, stride.width() + 0.5, 0.5)
        .arrow(columns + 0.5, rows / 2.0)
        .cells("kernel", right, middle, 1, 1).cells("field", right + 1, middle, 1, 1)
        .cells("other", right, middle + 1, 1, 1).cells("output", right + 1, middle + 1, 1, 1);
  }

  /** A transposed convolution moves by the stride on its output. */
  private Drawing spread() {
    Drawing drawing = new Drawing().cells("input", 0, 0, 2, 2).arrow(2.5, 1)
        .cells("other", 4.2, 0, kernel.width() + stride.width(), kernel.height() + stride.height());
    return drawing.frame("field", 4.2 + stride.width(), 0, kernel.width(), kernel.height())
        .frame("kernel", 4.2, 0, kernel.width(), kernel.height());
  }

  /** The input with what is added around it, and the first window. */
  private Drawing padded() {
    int inside = 4;
    return new Drawing()
        .cells("padding", 0, 0, inside + 2 * padding.width(), inside + 2 * padding.height())
        .cells("input", padding.width(), padding.height(), inside, inside)
        .frame("kernel", 0, 0, reach(kernel.width(), dilation.width()),
            reach(kernel.height(), dilation.height()));
  }

  /** What a transposed convolution cuts off its output, or adds behind it. */
  private Drawing grown(Pair cells, String look) {
    boolean isCut = look.equals("off");
    int inside = 4;
    int before = isCut ? 1 : 0;
    return new Drawing()
        .cells(look, 0, 0, inside + (1 + before) * cells.width(),
            inside + (1 + before) * cells.height())
        .cells("output", before * cells.width(), before * cells.height(), inside, inside);
  }

  private static Drawing borders(String mode) {
    String row = switch (mode.toLowerCase(Locale.ROOT)) {
      case "reflect" -> "cbabcdedc";
      case "replicate" -> "aaabcdeee";
      case "circular" -> "deabcdeab";
      default -> "00abcde00";
    };
    Drawing drawing = new Drawing().cells("padding", 0, 0, 2, 1).cells("input", 2, 0, 5, 1)
        .cells("padding", 7, 0, 2, 1);
    IntStream.range(0, row.length())
        .forEach(i -> drawing.text(row.substring(i, i + 1), i + 0.5, 0.5));
    return drawing;
  }

  /** Which maps read which: all of them, or those of their own group. */
  private Drawing groups(int groups) {
    int in = input.map(Shape.Maps::channels).orElse(groups);
    int out = number("out_channels");
    boolean fits = in <= FEW && out <= MOST && in % groups == 0 && out % groups == 0;
    int drawn = fits ? groups : Math.min(groups, FEW / 2);
    int left = fits ? in / groups : 2;
    int right = fits ? out / groups : 2;
    Drawing drawing = new Drawing();
    for (int group = 0; group < drawn; group++) {
      for (int from = group * left; from < (group + 1) * left; from++) {
        for (int to = group * right; to < (group + 1) * right; to++) {
          drawing.line("kernel", 1, 1.3 * from + 0.5, 5, 1.3 * to + 0.5);
        }
      }
    }
    for (int from = 0; from < drawn * left; from++) {
      drawing.cells("input", 0, 1.3 * from, 1, 1);
    }
    for (int to = 0; to < drawn * right; to++) {
      drawing.cells("output", 5, 1.3 * to, 1, 1);
    }
    return drawing;
  }

  /** Everything goes into each of the outputs, by weights of its own. */
  private static Drawing fan(int outputs) {
    int drawn = Math.max(1, Math.min(outputs, FEW));
    double middle = 1.3 * (drawn - 1) / 2;
    Drawing drawing = new Drawing().cells("input", 0, middle, 1, 1);
    for (int i = 0; i < drawn; i++) {
      drawing.line("kernel", 1, middle + 0.5, 3, 1.3 * i + 0.5)
          .cells("kernel", 3, 1.3 * i, 1, 1).arrow(4.3, 1.3 * i + 0.5)
          .cells("output", 5.8, 1.3 * i, 1, 1);
    }
    return outputs > drawn ? drawing.text("… " + outputs, 6.3, 1.3 * drawn + 0.5) : drawing;
  }

  private static Drawing bias(boolean isThere) {
    Drawing drawing = new Drawing().cells("other", 0, 0, 3, 1).text("+", 3.6, 0.5)
        .cells(isThere ? "kernel" : "off", 4.2, 0, 1, 1).text(isThere ? "b" : "0", 4.7, 0.5);
    return drawing.arrow(5.6, 0.5).cells("output", 7.2, 0, 3, 1);
  }

  /** Windows of one row; the last one would overhang. */
  private Drawing lastWindow(boolean isKept) {
    int reach = reach(kernel.width(), dilation.width());
    int step = Math.max(1, stride.width());
    int cells = reach + step + Math.max(0, step - 1);
    Drawing drawing = new Drawing().cells("input", 0, 0, cells, 1);
    for (int window = 0; window < 3; window++) {
      boolean overhangs = window * step + reach > cells;
      drawing.cells(!overhangs ? "kernel" : isKept ? "field" : "off",
          window * step, 1.4 + 1.2 * window, reach, 1);
    }
    return drawing;
  }

  private Drawing divisor(boolean countsPadding) {
    int inside = Math.max(1, kernel.width() - padding.width())
        * Math.max(1, kernel.height() - padding.height());
    int divisor = countsPadding ? kernel.width() * kernel.height() : inside;
    return padded().text("÷ " + divisor,
        4 + 2 * padding.width() + 1.5, 2.0 + padding.height());
  }

  /** The parts of the input that become one cell each. */
  private Drawing parts(Pair size) {
    int columns = few(input.map(Shape.Maps::width).orElse(8));
    int rows = few(input.map(Shape.Maps::height).orElse(8));
    Drawing drawing = new Drawing().cells("input", 0, 0, columns, rows);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        double left = Math.floorDiv(x * columns, size.width());
        double top = Math.floorDiv(y * rows, size.height());
        drawing.frame("kernel", left, top, Math.ceilDiv((x + 1) * columns, size.width()) - left,
            Math.ceilDiv((y + 1) * rows, size.height()) - top);
      }
    }
    return drawing.arrow(columns + 0.5, rows / 2.0).cells("output", columns + 2.2, 0,
        size.width(), size.height());
  }

  private static Drawing enlarged(Pair factor) {
    int columns = Math.max(1, Math.min(FEW, factor.width()));
    int rows = Math.max(1, Math.min(FEW, factor.height()));
    return new Drawing().cells("kernel", 0, 0, 1, 1).cells("input", 1, 0, 1, 1)
        .arrow(2.5, 0.5).cells("kernel", 4.2, 0, columns, rows)
        .cells("output", 4.2 + columns, 0, columns, rows);
  }

  /** What stands between two numbers of the input: the nearer one, or a straight line. */
  private static Drawing between(boolean isNearest) {
    Drawing drawing = new Drawing();
    return (isNearest
        ? drawing.line("output", 0, 3, 4, 3, 4, 0.5, 8, 0.5)
        : drawing.line("output", 0, 3, 2, 3, 6, 0.5, 8, 0.5))
        .cells("input", 1.5, 2.5, 1, 1).cells("input", 5.5, 0, 1, 1);
  }

  private static Drawing curve(DoubleUnaryOperator function) {
    double[] points = DoubleStream.iterate(-3, x -> x <= 3, x -> x + 0.25)
        .flatMap(x -> DoubleStream.of(
            x + 3, 3 - Math.max(-3, Math.min(3, function.applyAsDouble(x)))))
        .toArray();
    return new Drawing().line("other", 0, 3, 6, 3).line("other", 3, 0, 3, 6)
        .line("output", points);
  }

  private static Drawing dropped(double share) {
    int off = (int) Math.round(10 * Math.max(0, Math.min(1, share)));
    Drawing drawing = new Drawing().cells("input", 0, 0, 10, 1);
    // Scattered, as chance would: 7 and 10 have no divisor in common.
    IntStream.range(0, off).forEach(i -> drawing.cells("off", (3 + 7 * i) % 10, 0, 1, 1));
    return drawing;
  }
}
