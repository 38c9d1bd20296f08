package fovea.web.unit;

import fovea.engine.explain.Term;
import fovea.engine.explain.Unit;
import fovea.engine.network.Layer.MaxPool2d;
import fovea.engine.reading.LayerReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.unit.ArithmeticView.Bar;
import fovea.web.unit.ArithmeticView.Cell;
import fovea.web.unit.ArithmeticView.Grid;
import fovea.web.unit.ArithmeticView.Patch;
import fovea.web.unit.ArithmeticView.Scales;
import fovea.web.workbench.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Makes views of windows on input maps: numbers where they stand, kernels beside them. */
final class Patches {

  /** Wider windows are shown as a list of their largest terms. */
  static final int MAX_SIDE = 15;

  private final Place place;
  private final LayerReading layer;
  private final Words words;
  private final List<Term> all;
  private final DoubleFunction<String> inputs;
  private final DoubleFunction<String> weights;
  private final DoubleFunction<String> products;

  /** Views of a unit's terms, all printed alike. */
  Patches(TracedUnit traced, Words words) {
    this.place = traced.open().place();
    this.layer = traced.layer().orElseThrow();
    this.words = words;
    this.all = traced.trace().terms();
    Numbers numbers = words.numbers();
    this.inputs = numbers.alike(3, values(Term::inputValue));
    this.weights = numbers.alike(3, values(Term::weight));
    this.products = numbers.alike(3, values(Term::product));
  }

  private double[] values(ToDoubleFunction<Term> of) {
    return all.stream().mapToDouble(of).toArray();
  }

  /** Whether windows of this size can be read. */
  static boolean fit(List<Term> window) {
    return places(window, 1).size() <= MAX_SIDE && places(window, 2).size() <= MAX_SIDE;
  }

  Scales scales() {
    double low = all.stream().mapToDouble(Term::inputValue).min().orElse(0);
    double high = all.stream().mapToDouble(Term::inputValue).max().orElse(0);
    return new Scales((float) low, (float) high, reach(Term::weight), reach(Term::product));
  }

  private float reach(ToDoubleFunction<Term> of) {
    return (float) all.stream().mapToDouble(of).map(Math::abs).max().orElse(0);
  }

  /** A window times its kernel. */
  Patch weighted(Contribution map, String sum, double largest, String pinned) {
    return new Patch(map.name(), middle(map), words.say("unit.map", map.channel()), input(map, ""),
        grid(map, words.say("unit.grid.kernel", map.name()), this::kernel),
        grid(map, words.say("unit.grid.product", map.name()), this::product),
        sum, Bar.of(map.sum(), largest), pinned);
  }

  /** A window of which the largest number wins, or all count the same. */
  Patch plain(Contribution map, boolean marksWinner) {
    return new Patch(map.name(), middle(map), words.say("unit.map", map.channel()),
        input(map, marksWinner ? "winner" : ""), null, null, "", Bar.of(0, 0), "");
  }

  private Grid input(Contribution map, String winner) {
    List<Term> terms = map.terms();
    SortedSet<Integer> rows = places(terms, 1);
    SortedSet<Integer> columns = places(terms, 2);
    return grid(map, words.say("unit.grid.input", map.name(), rows.first(), rows.last(),
        columns.first(), columns.last()), term -> input(term, winner));
  }

  private static SortedSet<Integer> places(Collection<Term> terms, int axis) {
    SortedSet<Integer> places = new TreeSet<>();
    terms.forEach(term -> places.add(term.input().get(axis)));
    return places;
  }

  private interface Drawn {
    Cell of(Term term);
  }

  private static Grid grid(Contribution map, String name, Drawn drawn) {
    Map<List<Integer>, Term> at = new HashMap<>();
    map.terms().forEach(term -> at.put(term.input(), term));
    SortedSet<Integer> columns = places(map.terms(), 2);
    List<List<Cell>> rows = new ArrayList<>();
    for (int y : places(map.terms(), 1)) {
      List<Cell> row = new ArrayList<>();
      for (int x : columns) {
        Term term = at.get(List.of(map.channel(), y, x));
        row.add(term == null ? new Cell("", "", "", "", "hole") : drawn.of(term));
      }
      rows.add(row);
    }
    return new Grid(name, rows);
  }

  private Cell input(Term term, String winner) {
    Ground ground = Ground.of(term, layer);
    // What a maximum could take from where nothing is would be less than every number.
    boolean isLeast = term.source().isEmpty() && layer.node().layer() instanceof MaxPool2d;
    String number = isLeast ? "−∞" : inputs.apply(term.inputValue());
    return new Cell(number, isLeast ? "" : "" + (float) term.inputValue(), address(term, place),
        words.say("unit.cell." + ground.name(), number, name(term), source(term)),
        ground != Ground.MAP ? ground.mark() : term.weight() == 1 ? winner : "");
  }

  private Cell kernel(Term term) {
    return new Cell(weights.apply(term.weight()), "" + (float) term.weight(), "",
        term.weightIndex().isEmpty()
            ? ""
            : words.say("unit.cell.weight", weights.apply(term.weight()), term.weightIndex()),
        "");
  }

  private Cell product(Term term) {
    Numbers numbers = words.numbers();
    return new Cell(products.apply(term.product()), "" + (float) term.product(), "",
        words.say("unit.cell.product", numbers.significant(term.inputValue()),
            numbers.significant(term.weight()), numbers.significant(term.product())),
        Ground.of(term, layer).mark());
  }

  private String middle(Contribution map) {
    List<Term> inside = map.terms().stream().filter(Term::inside).toList();
    return inside.isEmpty() ? "" : place.unit(unit(inside.get(inside.size() / 2)));
  }

  /** The unit that a term's number comes from, which padding may have copied. */
  static Unit unit(Term term) {
    List<Integer> at = term.source();
    return at.size() == 1
        ? new Unit(term.from(), at.getFirst(), 0, 0)
        : new Unit(term.from(), at.get(0), at.get(1), at.get(2));
  }

  /** Such as {@code relu3[4, 16, 10]}. */
  static String name(Term term) {
    return term.from() + term.input();
  }

  /** The same of the unit that its number comes from. */
  static String source(Term term) {
    return term.from() + term.source();
  }

  /** Where that unit has its page; empty where there is none. */
  static String address(Term term, Place place) {
    return term.source().isEmpty() ? "" : place.unit(unit(term));
  }
}
