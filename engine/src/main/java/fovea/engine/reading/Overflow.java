package fovea.engine.reading;

/** A number past 2^63 − 1 came up; becomes a {@link Problem.TooLarge} of its layer. */
final class Overflow extends ArithmeticException {

  private static final long serialVersionUID = 1;

  private final transient Formula formula;

  Overflow(Formula formula) {
    super(formula.text());
    this.formula = formula;
  }

  /** How it came up, with the result in full. */
  Formula formula() {
    return formula;
  }
}
