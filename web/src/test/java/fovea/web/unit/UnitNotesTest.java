package fovea.web.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.explain.Term;
import fovea.engine.network.Axis;
import fovea.engine.network.Layer;
import fovea.engine.network.Layer.AvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.ConvTranspose2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Layer.Windowed;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.network.Window;
import fovea.engine.reading.LayerReading;
import fovea.web.Pages;
import fovea.web.Unheard;
import fovea.web.Visit;
import fovea.web.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the page of a unit says of its window is what a walk over its cells finds. */
class UnitNotesTest {

  private static final Words ENGLISH = Words.in(Locale.ENGLISH);

  @Test
  void theNotesOf3000DrawnWindowsSayWhatIsThere() {
    Random random = new Random(12);
    Map<String, Integer> met = new HashMap<>();
    for (int drawn = 0; drawn < 3_000;) {
      Optional<TracedUnit> legal = DrawnUnits.draw(random);
      if (legal.isPresent()) {
        TracedUnit traced = legal.get();
        List<String> expected = expected(traced);
        assertEquals(expected, new UnitNotes(ENGLISH).of(traced),
            () -> DrawnUnits.describe(traced));
        expected.forEach(note -> met.merge(note.replaceAll("\\d+", "#"), 1, Integer::sum));
        drawn++;
      }
    }
    assertTrue(met.size() > 60, "the draws meet most of what can be said: " + met);
  }

  @Test
  void nothingOfItIsSaidInEnglishElsewhere() {
    Visit visit = Unheard.visit();
    Random random = new Random(2);
    for (int drawn = 0; drawn < 30;) {
      Optional<TracedUnit> legal = DrawnUnits.draw(random);
      if (legal.isPresent()) {
        String html = new Pages("/static").html("unit",
            new UnitPresenter(visit.words()).of(legal.get(), Optional.empty()), visit);
        assertEquals(Set.of(), Unheard.english(html, "input", "English"),
            DrawnUnits.describe(legal.get()));
        drawn++;
      }
    }
  }

  // --- the notes in English, from a walk over cells

  private static List<String> expected(TracedUnit traced) {
    LayerReading layer = traced.layer().orElseThrow();
    List<String> notes = new ArrayList<>();
    switch (layer.node().layer()) {
      case ConvTranspose2d conv -> {
        both(notes, conv.stride(), "Stride %d: neighbouring inputs paint %d cell%s apart.",
            "Stride %d × %d: neighbouring inputs paint %s apart downwards and %s apart to the right.");
        both(notes, taken(conv.kernelSize(), conv.dilation()),
            "Dilation %d: one input paints its numbers %d cell%s apart.",
            "Dilation %d × %d: one input"
                + " paints its numbers %s apart downwards and %s apart to the right.");
      }
      case Windowed windowed -> {
        both(notes, windowed.window().stride(),
            "Stride %d: the window of the next unit starts %d cell%s further.",
            "Stride %d × %d: the"
                + " window of the next unit starts %s further down, or %s further to the right.");
        Pair dilation = taken(windowed.window().kernel(), windowed.window().dilation());
        if (dilation.height() != dilation.width()) {
          notes.add("Dilation " + dilation.height() + " × " + dilation.width()
              + ": the window takes " + every(dilation.height(), "row") + " and "
              + every(dilation.width(), "column") + ".");
        } else if (dilation.height() > 1) {
          notes.add("Dilation " + dilation.height() + ": of every " + dilation.height()
              + " cells the window takes one.");
        }
      }
      default -> throw new AssertionError(layer);
    }
    Map<Ground, Set<List<Integer>>> cells = new HashMap<>();
    for (Term term : traced.trace().terms()) {
      List<Integer> place = term.input().subList(1, 3);
      cells
          .computeIfAbsent(DrawnUnits.ground(layer, place.get(0), place.get(1)),
              _ -> new HashSet<>())
          .add(place);
    }
    for (Ground ground : List.of(Ground.COPY, Ground.PADDING, Ground.OVERHANG, Ground.NOWHERE)) {
      int count = cells.getOrDefault(ground, Set.of()).size();
      if (count > 0) {
        notes.add(said(ground, count, layer.node().layer()));
      }
    }
    if (layer.node().layer() instanceof ConvTranspose2d conv && !cells.containsKey(Ground.MAP)) {
      notes.add(conv.bias()
          ? "No input paints on this place; it has only the bias."
          : "No input paints on this place, and the layer has no bias: it is 0.");
    }
    unread(notes, layer);
    return notes;
  }

  private static Pair taken(Pair kernel, Pair dilation) {
    return new Pair(kernel.height() > 1 ? dilation.height() : 1,
        kernel.width() > 1 ? dilation.width() : 1);
  }

  private static void both(List<String> notes, Pair pair, String one, String two) {
    if (pair.height() != pair.width()) {
      notes.add(two.formatted(pair.height(), pair.width(), cells(pair.height()),
          cells(pair.width())));
    } else if (pair.height() > 1) {
      notes.add(one.formatted(pair.height(), pair.height(), "s"));
    }
  }

  private static String cells(int count) {
    return count + (count == 1 ? " cell" : " cells");
  }

  private static String every(int step, String what) {
    return step == 1 ? "every " + what : "one of every " + step + " " + what + "s";
  }

  private static String said(Ground ground, int count, Layer layer) {
    boolean one = count == 1;
    String dots = ground == Ground.OVERHANG ? "dotted" : "hatched";
    String start = count + " " + dots + (one ? " cell lies " : " cells lie ");
    String where = switch (ground) {
      case OVERHANG -> "beyond the padding, because ceil_mode lets the last window stick out: ";
      case NOWHERE -> "outside the map: ";
      default -> "in the padding: ";
    };
    return start + where + switch (layer) {
      case MaxPool2d _ -> "nothing there can be the largest.";
      case AvgPool2d pool when pool.countIncludePad() && ground == Ground.PADDING ->
        (one
            ? "it adds nothing, but the mean counts it."
            : "they add nothing, but the mean counts them.");
      case AvgPool2d _ -> "the mean does not count " + (one ? "it." : "them.");
      case ConvTranspose2d _ -> "there is no input to paint from there.";
      case Conv2d conv -> switch (conv.paddingMode()) {
        case ZEROS -> "nothing is added there.";
        case REFLECT ->
          (one ? "it copies a cell" : "they copy cells") + " of the map, mirrored at its border.";
        case REPLICATE ->
          (one ? "it copies the nearest cell" : "they copy the nearest cells") + " of the border.";
        case CIRCULAR ->
          (one ? "it copies a cell" : "they copy cells") + " from the other side of the map.";
      };
      default -> "nothing is added there.";
    };
  }

  /** Marks every row and column that some window spans, and looks what is left at the end. */
  private static void unread(List<String> notes, LayerReading layer) {
    if (!(layer.node().layer() instanceof Windowed windowed)) {
      return;
    }
    List<String> left = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      Window window = windowed.window();
      int before = window.before().along(axis);
      int length = ((Maps) layer.inputShape()).along(axis);
      boolean[] read = new boolean[before + length + window.after().along(axis)];
      for (int place = 0; place < ((Maps) layer.output()).along(axis); place++) {
        for (int cell = 0; cell <= window.reach(axis); cell++) {
          int at = place * window.stride().along(axis) + cell;
          if (at < read.length) {
            read[at] = true;
          }
        }
      }
      int map = 0;
      int padding = 0;
      for (int at = read.length - 1; at >= 0 && !read[at]; at--) {
        if (at >= before + length) {
          padding++;
        } else {
          map++;
        }
      }
      String what = axis == Axis.HEIGHT ? "row" : "column";
      if (map > 0) {
        left.add(last(map, what) + " of the map");
      }
      if (padding > 0) {
        left.add(last(padding, "padded " + what)
            + (axis == Axis.HEIGHT ? " below the map" : " to the right of the map"));
      }
    }
    if (!left.isEmpty()) {
      notes.add("No window reads " + String.join(", ", left) + ".");
    }
  }

  private static String last(int count, String what) {
    return count == 1 ? "the last " + what : "the last " + count + " " + what + "s";
  }
}
