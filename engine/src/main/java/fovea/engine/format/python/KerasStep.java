package fovea.engine.format.python;

import fovea.engine.network.Axis;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One layer while its steps are written: each reads what the one before it has assigned. */
final class KerasStep {

  private final KerasNames names;
  private final Consumer<String> lines;
  private final Set<KerasPart> needed = EnumSet.noneOf(KerasPart.class);
  private final LayerReading reading;
  private final String to;
  private String value;
  private int lineCount;

  KerasStep(
      KerasNames names, Consumer<String> lines, LayerReading reading, String to, String value) {
    this.names = names;
    this.lines = lines;
    this.reading = reading;
    this.to = to;
    this.value = value;
  }

  /** What the steps use besides Keras. */
  Set<KerasPart> needed() {
    return needed;
  }

  /** How many operations stand behind one another: one a line, and those within our own functions. */
  int depth() {
    return lineCount + needed.size() * KerasPart.DEPTH;
  }

  void needs(KerasPart part) {
    needed.add(part);
  }

  /** The expression for what there is so far. */
  String value() {
    return value;
  }

  Maps in() {
    return (Maps) reading.inputShape();
  }

  Maps out() {
    return (Maps) reading.output();
  }

  /** {@code (height, width)} of the output. */
  String size() {
    return "(" + out().height() + ", " + out().width() + ")";
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
    lineCount++;
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

  /** Puts cells around the value, as far as the window asks for them. */
  void pad(Window window, PaddingMode mode) {
    Pair before = window.before();
    Pair after = window.after();
    if (before.equals(Pair.of(0)) && after.equals(Pair.of(0))) {
      return;
    }
    if (mode == PaddingMode.ZEROS) {
      assign("layers.ZeroPadding2D(" + pads(before, after) + ", name=\"" + extra("pad")
          + "\")");
      return;
    }
    needed.add(KerasPart.PLACES);
    for (Axis axis : Axis.values()) {
      assignValue("ops.take(%s, places(%d, %d, %d, \"%s\"), axis=%d)".formatted(
          value, in().along(axis), before.along(axis), after.along(axis),
          LayerArgument.plain(mode), axis == Axis.HEIGHT ? 1 : 2));
    }
  }

  /** {@code ((top, bottom), (left, right))}. */
  static String pads(Pair before, Pair after) {
    return "((" + before.height() + ", " + after.height() + "), (" + before.width() + ", "
        + after.width() + "))";
  }
}
