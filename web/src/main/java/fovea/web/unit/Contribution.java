package fovea.web.unit;

import fovea.engine.explain.Term;
import fovea.engine.explain.UnitTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one input map adds to a unit.
 *
 * @param from the layer that it comes from
 * @param channel its map there
 * @param terms its numbers in the unit's window
 * @param sum of their products
 */
record Contribution(String from, int channel, List<Term> terms, double sum) {

  private static final int COLOURS = 3;

  private record Source(String from, int channel) {}

  /** Of every input map, the largest first; of a picture's colours, in their order. */
  static List<Contribution> of(UnitTrace trace) {
    Map<Source, List<Term>> sources = new LinkedHashMap<>();
    for (Term term : trace.terms()) {
      sources.computeIfAbsent(
          new Source(term.from(), term.input().getFirst()), _ -> new ArrayList<>()).add(term);
    }
    List<Contribution> all = new ArrayList<>();
    sources.forEach((source, terms) -> all.add(new Contribution(source.from, source.channel, terms,
        terms.stream().mapToDouble(Term::product).sum())));
    if (all.size() <= COLOURS) {
      return all;
    }
    double largest = all.stream().mapToDouble(one -> Math.abs(one.sum)).max().orElse(0);
    // What differs only by rounding stays in the order of the maps.
    all.sort(Comparator.comparingDouble(
        one -> largest == 0 ? 0 : -Math.rint(1e6 * Math.abs(one.sum) / largest)));
    return all;
  }

  /** What the same input map adds to another unit of the layer. */
  double in(List<Contribution> others) {
    return others.stream()
        .filter(other -> other.channel == channel && other.from.equals(from))
        .mapToDouble(Contribution::sum)
        .findFirst()
        .orElse(0);
  }

  String name() {
    return from + "[" + channel + "]";
  }
}
