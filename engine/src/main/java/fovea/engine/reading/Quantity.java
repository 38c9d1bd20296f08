package fovea.engine.reading;

import java.util.Objects;

/**
 * A number that can say where it comes from.
 *
 * @param value the number
 * @param formula its formula; the formula's result is the value
 */
public record Quantity(long value, Formula formula) {

  /**
   * The value of that expression under that name.
   *
   * @throws Overflow past 2^63 − 1
   */
  static Quantity of(String name, Expression expression) {
    Formula formula = Formula.of(name, expression);
    return new Quantity(Objects.requireNonNull(formula.result()).longValue(), formula);
  }
}
