package fovea.engine.explain;

import fovea.engine.kernel.pointwise.Functions;
import fovea.engine.network.Layer.Activation;
import java.util.List;
import java.util.stream.IntStream;

/** The function of an activation layer, to be drawn. */
public final class FunctionGraph {

  private FunctionGraph() {}

  /** Its values at {@code steps + 1} places from one end to the other, both included. */
  public static List<Double> of(Activation function, double from, double to, int steps) {
    return IntStream.rangeClosed(0, steps)
        .mapToObj(i -> Functions.apply(function, from + (to - from) * i / steps))
        .toList();
  }

  /** f(x). */
  public static double at(Activation function, double x) {
    return Functions.apply(function, x);
  }
}
