package fovea.engine.explain;

import fovea.engine.network.Axis;
import fovea.engine.network.Layer.*;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.LayerReading;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
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

  /** Most terms of a trace: a fully connected layer on 295 × 295 pixels in colour. */
  public static final int MAX_TERMS = 1 << 18;

  public UnitTrace {
    terms = List.copyOf(terms);
  }

  /**
   * Traces a unit.
   *
   * @param layer the unit's layer, which has such a unit
   * @param weights parameters that fit the layer; only the unit's own are made
   * @param inputs the values that the layer reads, in its order
   * @throws IllegalArgumentException if the layer has no such unit, or one with more than {@link
   *     #MAX_TERMS} terms
   */
  public static UnitTrace of(
      LayerReading layer, Weights weights, List<Tensor> inputs, Unit unit) {
    if (!unit.isIn(layer.output())) {
      throw new IllegalArgumentException(
          "expected a unit of " + layer.output() + " but found " + unit);
    }
    if (mostTerms(layer) > MAX_TERMS) {
      throw new IllegalArgumentException("a unit of " + layer.id() + " has up to "
          + mostTerms(layer) + " terms; at most " + MAX_TERMS + " are traced");
    }
    Terms terms = Terms.of(layer, weights, inputs, unit);
    double value = terms.bias;
    for (Term term : terms.list) {
      value += term.product();
    }
    return new UnitTrace(unit, value, terms.bias, terms.list);
  }

  /**
   * How many terms a unit of this layer may have, known before any is collected.
   *
   * @throws ArithmeticException past 2^63 − 1
   */
  public static long mostTerms(LayerReading layer) {
    List<Long> in = layer.inputShape().dimensions();
    return switch (layer.node().layer()) {
      case Conv2d conv ->
        Math.multiplyExact(in.getFirst() / conv.groups(), area(conv.kernelSize()));
      case ConvTranspose2d conv ->
        Math.multiplyExact(in.getFirst() / conv.groups(), area(conv.kernelSize()));
      case LocallyConnected2d local ->
        Math.multiplyExact(in.getFirst(), area(local.kernelSize()));
      case MaxPool2d pool -> area(pool.kernelSize());
      case AvgPool2d pool -> area(pool.kernelSize());
      case AdaptiveAvgPool2d pool -> part(layer, pool.outputSize().in((Maps) layer.inputShape()));
      case AdaptiveMaxPool2d pool -> part(layer, pool.outputSize().in((Maps) layer.inputShape()));
      case Linear _, Softmax _ -> in.getFirst();
      case Upsample _ -> 4;
      case BatchNorm2d _, Flatten _, Dropout _, Merge _, Activation _ -> layer.inputs().size();
    };
  }

  private static long area(Pair size) {
    return (long) size.height() * size.width();
  }

  private static long part(LayerReading layer, Pair parts) {
    Maps in = (Maps) layer.inputShape();
    return Math.multiplyExact(
        Math.ceilDiv((long) in.along(Axis.HEIGHT), parts.height()) + 1,
        Math.ceilDiv((long) in.along(Axis.WIDTH), parts.width()) + 1);
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
