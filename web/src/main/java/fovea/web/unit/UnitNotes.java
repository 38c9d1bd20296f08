package fovea.web.unit;

import fovea.engine.network.Layer.*;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.List;

/** What is particular about a unit: how its window lies, and what of it lies in the padding. */
final class UnitNotes {

  private static final Pair ONE = Pair.of(1);

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
      case Conv2d conv -> {
        window(notes, conv.window());
        groups(notes, layer, conv.groups(), conv.outChannels(), traced.unit().channel());
        padding(notes, traced, conv.paddingMode());
      }
      case Windowed windowed -> {
        window(notes, windowed.window());
        padding(notes, traced, PaddingMode.ZEROS);
      }
      case ConvTranspose2d conv -> {
        step(notes, "unit.note.paints", conv.stride());
        step(notes, "unit.note.dilation", conv.dilation());
        groups(notes, layer, conv.groups(), conv.outChannels(), traced.unit().channel());
        padding(notes, traced, PaddingMode.ZEROS);
        if (traced.trace().terms().isEmpty()) {
          notes.add(words.say("unit.note.unpainted"));
        }
      }
      case Dropout dropout ->
        notes.add(words.say("note.dropout", words.numbers().percent(dropout.p())));
      case Linear _, Flatten _, Softmax _, Upsample _, BatchNorm2d _, AdaptiveAvgPool2d _, AdaptiveMaxPool2d _, Merge _, Activation _ ->
        {}
    }
    return notes;
  }

  private void window(List<String> notes, Window window) {
    step(notes, "unit.note.stride", window.stride());
    step(notes, "unit.note.dilation", window.dilation());
  }

  private void step(List<String> notes, String key, Pair step) {
    if (!step.equals(ONE)) {
      notes.add(words.say(key, words.numbers().pair(step.height(), step.width())));
    }
  }

  private void groups(
      List<String> notes, LayerReading layer, int groups, int outChannels, int channel) {
    if (groups > 1) {
      int group = channel / (outChannels / groups);
      long maps = ((Shape.Maps) layer.inputShape()).channels() / groups;
      notes.add(maps == 1
          ? words.say("unit.note.depthwise", group)
          : words.say("unit.note.groups", group + 1, groups, group * maps,
              (group + 1) * maps - 1));
    }
  }

  private void padding(List<String> notes, TracedUnit traced, PaddingMode mode) {
    long outside = traced.trace().terms().stream()
        .filter(term -> !term.inside())
        .map(term -> List.of(term.input().get(1), term.input().get(2)))
        .distinct().count();
    if (outside > 0) {
      notes.add(words.count("unit.note.padding", outside) + " "
          + words.say("unit.note.padding." + mode.name()));
    }
  }
}
