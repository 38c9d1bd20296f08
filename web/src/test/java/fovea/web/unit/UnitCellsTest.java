package fovea.web.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.explain.Term;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.web.Words;
import fovea.web.unit.ArithmeticView.Cell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the page of a unit says of each cell of its window is what lies there. */
class UnitCellsTest {

  private static final Words ENGLISH = Words.in(Locale.ENGLISH);

  @Test
  void aCellPastTheBorderNamesAndLinksThePixelThatItCopies() {
    Random random = new Random(21);
    Set<Ground> met = new HashSet<>();
    for (int drawn = 0; drawn < 600;) {
      Optional<TracedUnit> legal = DrawnUnits.draw(random);
      if (legal.isPresent()) {
        TracedUnit traced = legal.get();
        Map<String, Term> terms = new HashMap<>();
        traced.trace().terms().forEach(term -> terms.put("input" + term.input(), term));
        new Arithmetic(traced, "", ENGLISH).view().patches().stream()
            .flatMap(patch -> patch.input().rows().stream()).flatMap(List::stream)
            .filter(cell -> !cell.mark().equals("hole"))
            .forEach(cell -> met.add(assertCell(cell, terms, traced)));
        drawn++;
      }
    }
    assertEquals(Set.of(Ground.values()), met);
  }

  /** The cell says, marks and links what it stands on. */
  private static Ground assertCell(Cell cell, Map<String, Term> terms, TracedUnit traced) {
    String name = cell.label().replaceAll("^.*?(input\\[[^]]*]).*$", "$1");
    Term term = Objects.requireNonNull(terms.get(name), cell::label);
    LayerReading layer = traced.layer().orElseThrow();
    int row = term.input().get(1);
    int column = term.input().get(2);
    Ground ground = DrawnUnits.ground(layer, row, column);
    switch (ground) {
      case MAP -> assertTrue(cell.label().endsWith(name), cell.label());
      case COPY -> {
        Maps in = (Maps) layer.inputShape();
        String mode = ((Conv2d) layer.node().layer()).paddingMode().name();
        List<Integer> source = List.of(term.input().getFirst(), source(row, in.height(), mode),
            source(column, in.width(), mode));
        assertTrue(cell.label().endsWith("in the padding: a copy of input" + source), cell.label());
        assertEquals("/networks/7/layers/input/units/" + source.get(0) + "/" + source.get(1) + "/"
            + source.get(2), cell.address());
      }
      case PADDING -> assertTrue(cell.label().endsWith("in the padding"), cell.label());
      case OVERHANG -> assertTrue(cell.label().endsWith("beyond the padding"), cell.label());
      case NOWHERE -> assertTrue(cell.label().endsWith("outside the map"), cell.label());
    }
    assertEquals(ground == Ground.MAP || ground == Ground.COPY, !cell.address().isEmpty());
    assertEquals(ground == Ground.OVERHANG, cell.mark().equals("overhang"));
    boolean isNothing = cell.address().isEmpty();
    assertEquals(isNothing && layer.node().layer() instanceof MaxPool2d, cell.text().equals("−∞"));
    return ground;
  }

  /** As NumPy pads. */
  private static int source(int place, int length, String mode) {
    return switch (mode) {
      case "REPLICATE" -> Math.clamp(place, 0, length - 1);
      case "CIRCULAR" -> (place + 100 * length) % length;
      default -> place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
    };
  }
}
