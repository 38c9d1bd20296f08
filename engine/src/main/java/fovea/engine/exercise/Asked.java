package fovea.engine.exercise;

import fovea.engine.reading.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One number that an exercise asks for, how it comes about, and how it is usually missed.
 *
 * @param part what it is
 * @param answer the number, as the engine reads it off the network
 * @param steps the formulas that lead to it, layer by layer; the last one gives the answer, or of a
 *     whole network's parameters all together
 * @param misses the usual mistakes, the most usual first; two may lead to the same value
 */
public record Asked(Part part, BigInteger answer, List<Step> steps, List<Miss> misses) {

  /**
   * What one layer has part in.
   *
   * @param layer its id
   * @param formula with its own values
   */
  public record Step(String layer, Formula formula) {}

  public Asked {
    steps = List.copyOf(steps);
    misses = List.copyOf(misses);
  }

  /** What to make of a number that somebody gave, which may be no whole one. */
  Mark mark(BigDecimal given) {
    if (given.compareTo(new BigDecimal(answer)) == 0) {
      return new Mark.Right(this);
    }
    List<Miss> made = misses.stream()
        .filter(miss -> given.compareTo(new BigDecimal(miss.value())) == 0).toList();
    return made.isEmpty() ? new Mark.Wrong(this) : new Mark.Mistaken(this, made);
  }

  /** How many values cannot be told which mistake led to them. */
  long ambiguous() {
    return misses.stream().collect(Collectors.groupingBy(Miss::value)).values().stream()
        .filter(alike -> alike.stream().map(Miss::mistake).distinct().count() > 1).count();
  }
}
