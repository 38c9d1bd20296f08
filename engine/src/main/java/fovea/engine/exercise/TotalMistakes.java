package fovea.engine.exercise;

import fovea.engine.network.Layer.Linear;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the numbers that a whole network learns are usually miscounted: at every layer alike. */
final class TotalMistakes {

  private TotalMistakes() {}

  /** @param learning the layers that learn any */
  static List<Miss> of(NetworkReading reading, List<LayerReading> learning) {
    Misses misses = new Misses(BigInteger.valueOf(reading.totals().parameters()));
    Map<String, List<Miss>> ofLayers = new HashMap<>();
    for (LayerReading layer : learning) {
      ofLayers.put(layer.id(),
          ParameterMistakes.of(Walk.to(reading, layer), reading.network().input()));
    }
    for (Mistake mistake : Mistake.values()) {
      BigInteger sum = BigInteger.ZERO;
      String first = "";
      for (LayerReading layer : learning) {
        List<Miss> made = ofLayers.getOrDefault(layer.id(), List.of()).stream()
            .filter(miss -> miss.mistake() == mistake).toList();
        sum = sum.add(made.isEmpty() ? count(layer) : made.getFirst().value());
        first = first.isEmpty() && !made.isEmpty() ? layer.id() : first;
      }
      misses.add(mistake, first, sum);
    }
    learning.stream().filter(layer -> layer.node().layer() instanceof Linear).findFirst()
        .ifPresent(linear -> misses.add(Mistake.LINEAR_LAYERS_FORGOTTEN, linear.id(),
            learning.stream().filter(layer -> !(layer.node().layer() instanceof Linear))
                .map(TotalMistakes::count).reduce(BigInteger.ZERO, BigInteger::add)));
    return misses.list();
  }

  private static BigInteger count(LayerReading layer) {
    return BigInteger.valueOf(layer.cost().parameterCount().value());
  }
}
