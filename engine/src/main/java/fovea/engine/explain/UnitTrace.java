package fovea.engine.explain;

import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arithmetic of one unit: {@code value = bias + Σ input value · weight}, all of it. Layers that
 * are no sum are written as one: an activation as the chord from f(0) to f(x), a maximum as weight
 * one on the winner.
 *
 * @param unit which number
 * @param value what the terms and the bias add up to, summed in double precision
 * @param bias what is added to the terms
 * @param terms every input number, channel by channel
 */
public record UnitTrace(Unit unit, double value, double bias, List<Term> terms) {

  /** Most terms of a trace. */
  public static final int MAX_TERMS = 1 << 20;

  public UnitTrace {
    terms = List.copyOf(terms);
  }

  /**
   * Traces a unit.
   *
   * @param layer the unit's layer, which has such a unit
   * @param parameters the layer's parameters by the last part of their names, such as {@code weight}
   * @param inputs the values that the layer reads, in its order
   * @throws IllegalArgumentException if it has more than {@link #MAX_TERMS} terms
   */
  public static UnitTrace of(
      LayerReading layer, Map<String, Tensor> parameters, List<Tensor> inputs, Unit unit) {
    if (!unit.isIn(layer.output())) {
      throw new IllegalArgumentException(
          "expected a unit of " + layer.output() + " but found " + unit);
    }
    Terms terms = new Terms(layer, parameters, inputs, unit);
    terms.collect();
    double value = terms.bias();
    for (Term term : terms.list()) {
      value += term.product();
    }
    return new UnitTrace(unit, value, terms.bias(), terms.list());
  }

  /** What each input channel adds, in the order of the terms. */
  public List<Double> channelSums() {
    Map<List<Object>, Double> sums = new LinkedHashMap<>();
    for (Term term : terms) {
      sums.merge(List.of(term.from(), term.input().getFirst()), term.product(), Double::sum);
    }
    return new ArrayList<>(sums.values());
  }
}
