package fovea.web.unit;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * What is particular about a unit: how its window lies, what of it lies past the border of the map, and
 * what of the map and its padding no window of the layer reads.
 */
final class UnitNotes {

  private final Words words;

  UnitNotes(Words words) {
    this.words = words;
  }

  List<String> of(TracedUnit traced) {
    return traced.layer().map(layer -> of(layer, traced)).orElse(List.of());
  }

  private List<String> of(LayerReading layer, TracedUnit traced) {
    List<String> notes = new ArrayList<>();
    switch (layer.node().layer()) {
      case Windowed windowed -> {
        Window window = windowed.window();
        step(notes, "unit.note.stride", window.stride());
        step(notes, "unit.note.dilation", spread(window.kernel(), window.dilation()));
        if (windowed instanceof Conv2d conv) {
          groups(notes, layer, conv.groups(), conv.outChannels(), traced.unit().channel());
        }
        pastTheBorder(notes, layer, traced);
        unread(notes, layer, window);
      }
      case ConvTranspose2d conv -> {
        step(notes, "unit.note.paints", conv.stride());
        step(notes, "unit.note.spread", spread(conv.kernelSize(), conv.dilation()));
        groups(notes, layer, conv.groups(), conv.outChannels(), traced.unit().channel());
        pastTheBorder(notes, layer, traced);
        if (traced.trace().terms().stream().noneMatch(term -> term.inside())) {
          notes.add(words.say("unit.note.unpainted." + (conv.bias() ? "bias" : "bare")));
        }
      }
      case Dropout dropout ->
        notes.add(words.say("note.dropout", words.numbers().percent(dropout.p())));
      case Linear _, Flatten _, Softmax _, Upsample _, BatchNorm2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Merge _, Activation _ ->
        {}
    }
    return notes;
  }

  /** The distance of taps, where there are two that could have one. */
  private static Pair spread(Pair kernel, Pair dilation) {
    return new Pair(kernel.height() == 1 ? 1 : dilation.height(),
        kernel.width() == 1 ? 1 : dilation.width());
  }

  private void step(List<String> notes, String key, Pair step) {
    String down = words.numbers().whole(step.height());
    String across = words.numbers().whole(step.width());
    if (step.height() != step.width()) {
      notes.add(words.say(key + ".axes", down, across));
    } else if (step.height() > 1) {
      notes.add(words.say(key, down));
    }
  }

  private void groups(
      List<String> notes, LayerReading layer, int groups, int outChannels, int channel) {
    if (groups > 1) {
      int group = channel / (outChannels / groups);
      long maps = ((Maps) layer.inputShape()).channels() / groups;
      notes.add(maps == 1
          ? words.say("unit.note.depthwise", group)
          : words.say("unit.note.groups", group + 1, groups, group * maps,
              (group + 1) * maps - 1));
    }
  }

  private void pastTheBorder(List<String> notes, LayerReading layer, TracedUnit traced) {
    for (Ground ground : Ground.values()) {
      long cells = traced.trace().terms().stream()
          .filter(term -> Ground.of(term, layer) == ground)
          .map(term -> List.of(term.input().get(1), term.input().get(2)))
          .distinct().count();
      if (ground != Ground.MAP && cells > 0) {
        notes.add(words.count(key(ground, layer.node().layer()), cells));
      }
    }
  }

  private static String key(Ground ground, Layer layer) {
    String key = "unit.note." + (ground == Ground.OVERHANG ? "overhang." : "padding.");
    return switch (layer) {
      case MaxPool2d _ -> key + "MAX";
      case AvgPool2d pool ->
        key + (pool.countIncludePad() && ground == Ground.PADDING ? "COUNTED" : "UNCOUNTED");
      case Conv2d conv -> key + conv.paddingMode().name();
      default -> ground == Ground.NOWHERE ? "unit.note.nowhere" : key + "ZEROS";
    };
  }

  private void unread(List<String> notes, LayerReading layer, Window window) {
    List<String> unread = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      long places = ((Maps) layer.output()).along(axis);
      long read = (places - 1) * window.stride().along(axis) + window.reach(axis) + 1;
      long after = window.after().along(axis);
      long left = window.before().along(axis)
          + (long) ((Maps) layer.inputShape()).along(axis) + after - read;
      String key = axis == Axis.HEIGHT ? "unit.unread.rows" : "unit.unread.columns";
      if (left > after) {
        unread.add(words.count(key, left - after));
      }
      if (Math.min(left, after) > 0) {
        unread.add(words.count(key + ".padding", Math.min(left, after)));
      }
    }
    if (!unread.isEmpty()) {
      notes.add(words.say("unit.note.unread", words.list(unread)));
    }
  }
}
