package fovea.engine.reading;

import static fovea.engine.reading.Expression.input;
import static fovea.engine.reading.Expression.kernel;
import static fovea.engine.reading.Expression.number;
import static fovea.engine.reading.Expression.output;
import static fovea.engine.reading.Expression.product;
import static fovea.engine.reading.Expression.sum;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerType;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.Oddity.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is legal but odd about a network; takes time linear in its layers. */
public final class OddityReading {

  /** How large a share of all parameters is remarkable, in percent. */
  private static final long MOST_OF_ALL = 90;

  /** A handful of numbers is no matter of shares. */
  private static final long FEW_PARAMETERS = 10_000;

  private final NetworkReading network;
  private final Map<String, List<LayerReading>> readers = new HashMap<>();
  private final List<Oddity> found = new ArrayList<>();
  private boolean pastThePicture;

  private OddityReading(NetworkReading network) {
    this.network = network;
    for (LayerReading layer : network.layers()) {
      layer.inputs().stream().distinct()
          .forEach(id -> readers.computeIfAbsent(id, _ -> new ArrayList<>()).add(layer));
    }
  }

  /** What is odd, in order of computation. */
  public static List<Oddity> of(NetworkReading network) {
    OddityReading reading = new OddityReading(network);
    network.layers().forEach(reading::look);
    return List.copyOf(reading.found);
  }

  private void look(LayerReading layer) {
    switch (layer.node().layer()) {
      case Windowed windowed -> {
        window(layer, windowed.window());
        bias(layer, windowed);
      }
      case ConvTranspose2d conv -> bias(layer, conv);
      case Linear _ -> linear(layer);
      case Activation _ -> activation(layer);
      case AdaptiveAvgPool2d _, AdaptiveMaxPool2d _ -> copies(layer);
      case BatchNorm2d _, Flatten _, Dropout _, Softmax _, Upsample _, Merge _ -> {
        // Nothing about them alone is odd.
      }
    }
    field(layer);
    boolean isLast = layer.node().equals(network.network().nodes().getLast());
    if (network.isLegal() && !isLast && !readers.containsKey(layer.id())) {
      add(layer, Kind.IS_NOT_READ, Formula.words("number of readers ≥ 1", "number of readers = 0"));
    }
  }

  private void add(LayerReading layer, Kind kind, Formula formula, long... figures) {
    found.add(new Oddity(layer.id(), kind, Arrays.stream(figures).boxed().toList(),
        formula));
  }

  private void window(LayerReading layer, Window window) {
    boolean pools = layer.node().layer() instanceof MaxPool2d
        || layer.node().layer() instanceof AvgPool2d;
    if (pools && window.kernel().equals(Pair.of(1)) && window.stride().equals(Pair.of(1))) {
      add(layer, Kind.POOLS_NOTHING, Formula.of("",
          product(kernel("k_h", window.kernel().height()),
              kernel("k_w", window.kernel().width()))));
      return;
    }
    Maps in = (Maps) layer.inputShape();
    Maps out = (Maps) layer.output();
    Axis padded = onlyPadding(window, Axis.HEIGHT) ? Axis.HEIGHT : Axis.WIDTH;
    if (onlyPadding(window, padded)) {
      long reach = window.reach(padded) + 1;
      add(layer, Kind.SEES_ONLY_PADDING,
          Formula.of("", kernel("padding", window.before().along(padded)).minus(
              sum(WindowArithmetic.reach(window, padded), number(1)))),
          window.before().along(padded), reach);
    }
    Axis sparse = skips(window, Axis.HEIGHT) ? Axis.HEIGHT : Axis.WIDTH;
    if (skips(window, sparse)) {
      add(layer, Kind.SKIPS_CELLS,
          Formula.of("", kernel("stride", window.stride().along(sparse))
              .minus(kernel("kernel_size", window.kernel().along(sparse)))),
          window.stride().along(sparse), window.kernel().along(sparse));
      return;
    }
    long rows = unread(window, in, out, Axis.HEIGHT);
    long columns = unread(window, in, out, Axis.WIDTH);
    if (rows > 0 || columns > 0) {
      Axis axis = rows > 0 ? Axis.HEIGHT : Axis.WIDTH;
      add(layer, Kind.DROPS_THE_EDGE,
          Formula.of("", unreadFormula(window, in, out, axis)), rows, columns);
    }
  }

  private void copies(LayerReading layer) {
    Maps in = (Maps) layer.inputShape();
    Maps out = (Maps) layer.output();
    if (out.height() > in.height() || out.width() > in.width()) {
      add(layer, Kind.COPIES_CELLS,
          Formula.of("", product(output("H_{out}", out.height()), output("W_{out}", out.width()))
              .minus(product(input("H", in.height()), input("W", in.width())))),
          (long) out.height() * out.width(), (long) in.height() * in.width());
    }
  }

  private static boolean onlyPadding(Window window, Axis axis) {
    return window.before().along(axis) >= window.reach(axis) + 1;
  }

  /** Where taps lie apart the next windows fill the gaps; only gaps between windows are meant. */
  private static boolean skips(Window window, Axis axis) {
    return window.dilation().along(axis) == 1
        && window.stride().along(axis) > window.kernel().along(axis);
  }

  private static long unread(Window window, Maps in, Maps out, Axis axis) {
    return Math.max(0, unreadFormula(window, in, out, axis).value());
  }

  /** {@code H + padding − ((H_out − 1) · stride + dilation · (kernel_size − 1) + 1)}. */
  private static Expression unreadFormula(Window window, Maps in, Maps out, Axis axis) {
    return sum(input(axis.symbol(), in.along(axis)), kernel("padding", window.before().along(axis)))
        .minus(sum(
            product(output(axis.symbol() + "_{out}", out.along(axis)).minus(number(1)),
                kernel("stride", window.stride().along(axis))),
            WindowArithmetic.reach(window, axis), number(1)));
  }

  /** Batch norm subtracts the mean, and with it whatever was added to every place alike. */
  private void bias(LayerReading layer, Layer convolution) {
    boolean biased = switch (convolution) {
      case Conv2d conv -> conv.bias();
      case ConvTranspose2d conv -> conv.bias();
      default -> false;
    };
    List<LayerReading> behind = readers.getOrDefault(layer.id(), List.of());
    if (biased && behind.size() == 1
        && behind.getFirst().node().layer() instanceof BatchNorm2d) {
      long count = ((Maps) layer.output()).channels();
      add(layer, Kind.BIAS_WITHOUT_USE,
          Formula.of("bias", output("out_channels", count)), count);
    }
  }

  private void linear(LayerReading layer) {
    long own = layer.cost().parameterCount().value();
    long all = network.totals().parameters();
    if (all >= FEW_PARAMETERS && network.layers().size() > 3
        && own / (double) all >= MOST_OF_ALL / 100.0) {
      add(layer, Kind.HOLDS_ALMOST_ALL, layer.cost().parameterCount().formula(), own, all);
    }
    if (source(layer) instanceof Linear) {
      add(layer, Kind.LINEAR_TWICE, Formula.words("W_2 (W_1 x + b_1) + b_2",
          "W_2 · W_1 is one matrix"));
    }
  }

  private void activation(LayerReading layer) {
    if (source(layer) instanceof Activation before) {
      String outer = LayerType.of(layer.node().layer()).name();
      String inner = LayerType.of(before).name();
      add(layer, Kind.ACTIVATES_TWICE,
          Formula.words("f(g(x))", outer + "(" + inner + "(x))"));
    }
  }

  /** What a layer reads, behind dropout, which changes nothing here. Null for the picture. */
  private @Nullable Layer source(LayerReading layer) {
    LayerReading source = network.layer(layer.inputs().getFirst()).orElse(null);
    while (source != null && source.node().layer() instanceof Dropout) {
      source = network.layer(source.inputs().getFirst()).orElse(null);
    }
    return source == null ? null : source.node().layer();
  }

  private void field(LayerReading layer) {
    Maps picture = network.network().input();
    if (pastThePicture || layer.field().seesAll()) {
      return;
    }
    for (Axis axis : Axis.values()) {
      BigInteger size = layer.field().along(axis).size();
      if (size.compareTo(BigInteger.valueOf(picture.along(axis))) > 0 && !pastThePicture) {
        pastThePicture = true;
        add(layer, Kind.SEES_PAST_THE_PICTURE, layer.fieldFormula(axis),
            size.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(), picture.along(axis));
      }
    }
  }
}
