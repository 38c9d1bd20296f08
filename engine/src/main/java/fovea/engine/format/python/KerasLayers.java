package fovea.engine.format.python;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Each layer as steps of a functional Keras model. Most are one of Keras' own; where it has no such
 * argument (padding by cells, dilated pooling, groups of a transposed convolution) a few go before
 * or after.
 */
final class KerasLayers {

  private final KerasNames names;
  private final Consumer<String> lines;
  private final Set<KerasPart> needed = EnumSet.noneOf(KerasPart.class);
  private final Set<String> spread = new TreeSet<>();

  KerasLayers(KerasNames names, Consumer<String> lines) {
    this.names = names;
    this.lines = lines;
  }

  /** What the steps use besides Keras. */
  Set<KerasPart> needed() {
    return needed;
  }

  /** The layers whose kernels are upside down. */
  Set<String> spread() {
    return spread;
  }

  /** Writes the steps from the inputs to a value of that name. */
  void step(LayerReading reading, String to, List<String> inputs) {
    Step step = new Step(reading, to, inputs.getFirst());
    switch (reading.node().layer()) {
      case Conv2d conv -> convolution(step, conv);
      case ConvTranspose2d conv -> transposed(step, conv);
      case LocallyConnected2d local -> locallyConnected(step, local);
      case MaxPool2d pool -> maximum(step, pool);
      case AvgPool2d pool -> average(step, pool);
      case AdaptiveAvgPool2d pool -> adaptive(step, "Average", "ops.mean", pool.outputSize());
      case AdaptiveMaxPool2d pool -> adaptive(step, "Max", "ops.max", pool.outputSize());
      case BatchNorm2d norm ->
        step.layer("BatchNormalization", "", "momentum", 0.9, "epsilon", norm.eps());
      case Linear linear ->
        step.layer("Dense", "" + linear.outFeatures(), useBias(linear.bias()));
      case Flatten _ -> {
        if (reading.inputShape() instanceof Maps) {
          step.assign("layers.Permute((3, 1, 2), name=\"" + step.extra("permute") + "\")");
        }
        step.layer("Flatten", "");
      }
      case Dropout dropout -> step.layer("Dropout", Python.of(dropout.p()));
      case Softmax _ -> step.layer("Softmax", "");
      case Upsample up ->
        step.layer("UpSampling2D", Python.pair(up.scaleFactor()), "interpolation", up.mode());
      case Add _ -> step.merge("Add", inputs);
      case Multiply _ -> step.merge("Multiply", inputs);
      case Concat _ -> step.merge("Concatenate", inputs);
      case Activation activation -> activation(step, activation);
    }
  }

  /** One layer while its steps are written: each reads what the one before it has assigned. */
  private final class Step {
    private final LayerReading reading;
    private final String to;
    private String value;

    Step(LayerReading reading, String to, String value) {
      this.reading = reading;
      this.to = to;
      this.value = value;
    }

    Maps in() {
      return (Maps) reading.inputShape();
    }

    Maps out() {
      return (Maps) reading.output();
    }

    String name() {
      return names.of(reading.id());
    }

    /** A free name for a layer beside the one that is meant. */
    String extra(String what) {
      return names.of(reading.id() + "." + what + "/");
    }

    /** Calls a layer on the value so far. */
    void assign(String layer) {
      assignValue(layer + "(" + value + ")");
    }

    void assignValue(String expression) {
      lines.accept(to + " = " + expression);
      value = to;
    }

    /** Calls Keras' layer of that type, under this layer's name. */
    void layer(String type, String positional, Object... named) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      for (int i = 0; i + 1 < named.length; i += 2) {
        arguments.put((String) named[i], named[i + 1]);
      }
      arguments.put("name", name());
      assign(Python.call("layers." + type,
          positional.isEmpty() ? List.of() : List.of(positional), arguments));
    }

    void merge(String type, List<String> inputs) {
      assignValue("layers." + type + "(name=\"" + name() + "\")([" + String.join(", ", inputs)
          + "])");
    }
  }

  private static Object[] useBias(boolean bias) {
    return bias ? new Object[0] : new Object[]{"use_bias", false};
  }

  private void convolution(Step step, Conv2d conv) {
    Window window = conv.window();
    pad(step, window, conv.paddingMode());
    // Keras does not take a stride and dilation at once: compute every place, then leave some out.
    boolean leavesOut = !window.stride().equals(Pair.of(1))
        && !window.dilation().equals(Pair.of(1));
    Pair stride = leavesOut ? Pair.of(1) : window.stride();
    int channels = step.in().channels();
    boolean depthwise = conv.groups() > 1 && conv.groups() == channels
        && stride.height() == stride.width();
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "strides", stride, Pair.of(1));
    put(named, "dilation_rate", window.dilation(), Pair.of(1));
    put(named, "groups", depthwise ? 1 : conv.groups(), 1);
    put(named, "depth_multiplier", depthwise ? conv.outChannels() / channels : 1, 1);
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call(
        depthwise ? "layers.DepthwiseConv2D" : "layers.Conv2D",
        depthwise
            ? List.of(Python.of(conv.kernelSize()))
            : List.of(conv.outChannels(), Python.of(conv.kernelSize())),
        named));
    if (leavesOut) {
      step.assignValue(step.value + "[:, ::" + window.stride().height() + ", ::"
          + window.stride().width() + "]");
    }
  }

  private static void put(Map<String, Object> named, String key, Object value, Object byDefault) {
    if (!value.equals(byDefault)) {
      named.put(key, value);
    }
  }

  private void pad(Step step, Window window, PaddingMode mode) {
    Pair before = window.before();
    Pair after = window.after();
    if (before.equals(Pair.of(0)) && after.equals(Pair.of(0))) {
      return;
    }
    if (mode == PaddingMode.ZEROS) {
      step.assign("layers.ZeroPadding2D(" + pads(before, after) + ", name=\"" + step.extra("pad")
          + "\")");
      return;
    }
    needed.add(KerasPart.PLACES);
    for (Axis axis : Axis.values()) {
      step.assignValue("ops.take(%s, places(%d, %d, %d, \"%s\"), axis=%d)".formatted(
          step.value, step.in().along(axis), before.along(axis), after.along(axis),
          LayerArgument.plain(mode), axis == Axis.HEIGHT ? 1 : 2));
    }
  }

  /** {@code ((top, bottom), (left, right))}. */
  private static String pads(Pair before, Pair after) {
    return "((" + before.height() + ", " + after.height() + "), (" + before.width() + ", "
        + after.width() + "))";
  }

  private void transposed(Step step, ConvTranspose2d conv) {
    Maps out = step.out();
    Pair padding = conv.padding();
    if (conv.groups() > 1 || !conv.dilation().equals(Pair.of(1))) {
      spread(step, conv);
      return;
    }
    // The whole of what the kernels paint, cut out; where the cut reaches further, past a row of zeros.
    Pair beyond = new Pair(conv.outputPadding().height() > padding.height() ? 1 : 0,
        conv.outputPadding().width() > padding.width() ? 1 : 0);
    if (!beyond.equals(Pair.of(0))) {
      step.assign("layers.ZeroPadding2D(" + pads(Pair.of(0), beyond) + ", name=\""
          + step.extra("pad") + "\")");
    }
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "strides", conv.stride(), Pair.of(1));
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("layers.Conv2DTranspose",
        List.of(conv.outChannels(), Python.of(conv.kernelSize())), named));
    step.assignValue("%s[:, %d:%d, %d:%d]".formatted(step.value,
        padding.height(), (long) padding.height() + out.height(),
        padding.width(), (long) padding.width() + out.width()));
  }

  /** Keras has no groups here, and no dilation beside a stride: a convolution of the spread input. */
  private void spread(Step step, ConvTranspose2d conv) {
    needed.add(KerasPart.SPREAD);
    spread.add(step.name());
    step.assignValue("spread(" + step.value + ", " + conv.stride().height() + ", "
        + conv.stride().width() + ")");
    long top = margin(conv, Axis.HEIGHT);
    long left = margin(conv, Axis.WIDTH);
    long bottom = top + conv.outputPadding().height();
    long right = left + conv.outputPadding().width();
    step.assignValue("ops.pad(%s, ((0, 0), (%d, %d), (%d, %d), (0, 0)))".formatted(step.value,
        Math.max(0, top), Math.max(0, bottom), Math.max(0, left), Math.max(0, right)));
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      step.assignValue("%s[:, %d:%s, %d:%s]".formatted(step.value,
          Math.max(0, -top), bottom < 0 ? bottom : "", Math.max(0, -left), right < 0 ? right : ""));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "dilation_rate", conv.dilation(), Pair.of(1));
    put(named, "groups", conv.groups(), 1);
    put(named, "use_bias", conv.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("layers.Conv2D",
        List.of(conv.outChannels(), Python.of(conv.kernelSize())), named));
  }

  private static long margin(ConvTranspose2d conv, Axis axis) {
    return (long) conv.dilation().along(axis) * (conv.kernelSize().along(axis) - 1)
        - conv.padding().along(axis);
  }

  private void locallyConnected(Step step, LocallyConnected2d local) {
    needed.add(KerasPart.TAPS);
    needed.add(KerasPart.LOCALLY_CONNECTED);
    pad(step, local.window(), PaddingMode.ZEROS);
    Map<String, Object> named = new LinkedHashMap<>();
    put(named, "use_bias", local.bias(), true);
    named.put("name", step.name());
    step.assign(Python.call("LocallyConnected2d",
        List.of(local.outChannels(), size(step.out()), Python.pair(local.kernelSize()),
            Python.pair(local.stride()), Python.pair(local.dilation())),
        named));
  }

  private static String size(Maps maps) {
    return "(" + maps.height() + ", " + maps.width() + ")";
  }

  private void maximum(Step step, MaxPool2d pool) {
    Window window = pool.window();
    Pair after = reached(step, window);
    if (!window.before().equals(Pair.of(0)) || !after.equals(Pair.of(0))) {
      step.assignValue(("ops.pad(%s, ((0, 0), (%d, %d), (%d, %d), (0, 0)),"
          + " constant_values=float(\"-inf\"))").formatted(step.value,
              window.before().height(), after.height(), window.before().width(), after.width()));
    }
    if (window.dilation().equals(Pair.of(1))) {
      step.layer("MaxPooling2D", Python.of(window.kernel()), "strides", window.stride());
    } else {
      needed.add(KerasPart.TAPS);
      step.assignValue("ops.max(ops.stack(taps(%s, %s, %s, %s, %s)), axis=0)".formatted(step.value,
          Python.pair(window.kernel()), Python.pair(window.stride()),
          Python.pair(window.dilation()), size(step.out())));
    }
  }

  /** As much padding at the end as the last window reaches into. */
  private static Pair reached(Step step, Window window) {
    return new Pair(reached(step, window, Axis.HEIGHT), reached(step, window, Axis.WIDTH));
  }

  private static int reached(Step step, Window window, Axis axis) {
    long end = (step.out().along(axis) - 1L) * window.stride().along(axis) + window.reach(axis) + 1;
    return (int) Math.max(0, end - step.in().along(axis) - window.before().along(axis));
  }

  private void average(Step step, AvgPool2d pool) {
    Window window = pool.window();
    Pair after = reached(step, window);
    pad(step, new Window(window.kernel(), window.stride(), window.before(), after,
        window.dilation(), false), PaddingMode.ZEROS);
    step.layer("AveragePooling2D", Python.of(window.kernel()), "strides", window.stride());
    boolean sticksOut = after.height() > window.after().height()
        || after.width() > window.after().width();
    boolean padded = !window.before().equals(Pair.of(0)) || !after.equals(Pair.of(0));
    if (sticksOut || (padded && !pool.countIncludePad())) {
      needed.add(KerasPart.SHARES);
      step.assignValue(step.value + " * " + shares(step, pool, Axis.HEIGHT) + "[:, None, None]");
      step.assignValue(step.value + " * " + shares(step, pool, Axis.WIDTH) + "[:, None]");
    }
  }

  private static String shares(Step step, AvgPool2d pool, Axis axis) {
    Window window = pool.window();
    int counted = pool.countIncludePad() ? window.before().along(axis) : 0;
    return "shares(%d, %d, %d, %d, %d, %d)".formatted(window.kernel().along(axis),
        window.stride().along(axis), window.before().along(axis), -counted,
        (long) step.in().along(axis) + counted, step.out().along(axis));
  }

  private void adaptive(Step step, String global, String reduce, Pair size) {
    if (size.equals(Pair.of(1))) {
      step.layer("Global" + global + "Pooling2D", "", "keepdims", true);
    } else {
      needed.add(KerasPart.ADAPTIVE);
      step.assignValue("adaptive(%s, %s, %d, %d)".formatted(reduce, step.value, size.height(),
          size.width()));
    }
  }

  private static void activation(Step step, Layer.Activation activation) {
    switch (activation) {
      case ReLU _ -> step.layer("ReLU", "");
      case ReLU6 _ -> step.layer("ReLU", "", "max_value", 6.0);
      case LeakyReLU leaky -> {
        if (leaky.negativeSlope() >= 0) {
          step.layer("LeakyReLU", "", "negative_slope", leaky.negativeSlope());
        } else {
          // The layer refuses a negative slope, the function does not.
          step.assignValue("ops.leaky_relu(" + step.value + ", negative_slope="
              + Python.of(leaky.negativeSlope()) + ")");
        }
      }
      case ELU elu -> step.layer("ELU", "", "alpha", elu.alpha());
      case GELU _ -> step.layer("Activation", "\"gelu\"");
      case SiLU _ -> step.layer("Activation", "\"silu\"");
      case Hardswish _ -> step.layer("Activation", "\"hard_silu\"");
      case Hardsigmoid _ -> step.layer("Activation", "\"hard_sigmoid\"");
      case Sigmoid _, Tanh _ ->
        step.layer("Activation",
            '"' + LayerType.of(activation).name().toLowerCase(Locale.ROOT) + '"');
    }
  }
}
