package fovea.engine.exercise;

import fovea.engine.reading.LayerReading;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the usual mistakes that can be told from the answer. Not thread safe. */
final class Misses {

  private final BigInteger answer;
  private final List<Miss> found = new ArrayList<>();

  Misses(BigInteger answer) {
    this.answer = answer;
  }

  /** A mistake that leads to that value, if it is a wrong one. */
  void add(Mistake mistake, String layer, BigInteger value) {
    boolean isKnown = found.stream().anyMatch(
        miss -> miss.mistake() == mistake && miss.value().equals(value));
    if (value.signum() > 0 && !value.equals(answer) && !isKnown) {
      found.add(new Miss(mistake, layer, value));
    }
  }

  /** The same for what is less usual: only if nothing else leads to that value. */
  void addIfFree(Mistake mistake, String layer, BigInteger value) {
    if (found.stream().noneMatch(miss -> miss.value().equals(value))) {
      add(mistake, layer, value);
    }
  }

  /**
   * The layer at which values that were worked out layer by layer first are not the right ones.
   *
   * @param path the layers up to the one asked about, which both have a value for
   */
  static String firstWrong(
      List<LayerReading> path, Map<String, Long> wrong, Map<String, Long> right) {
    return path.stream().map(LayerReading::id)
        .filter(id -> !Objects.equals(wrong.get(id), right.get(id)))
        .findFirst().orElse(path.getLast().id());
  }

  List<Miss> list() {
    return List.copyOf(found);
  }
}
