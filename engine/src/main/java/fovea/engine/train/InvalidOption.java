package fovea.engine.train;

/** An option of a training that is out of its limits; says which and what is allowed. */
public final class InvalidOption extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidOption(String field, String limits, Object found) {
    super("%s must be %s, but is %s".formatted(field, limits, found));
    this.field = field;
  }

  /** The option's name, PyTorch's. */
  public String field() {
    return field;
  }

  /** Refuses what is not a number or smaller than {@code least}. */
  static void requireAtLeast(String field, double least, double found) {
    if (!(found >= least) || Double.isInfinite(found)) {
      throw new InvalidOption(field, "%s or more".formatted(words(least)), found);
    }
  }

  /** Refuses what is not between two numbers, of which the larger one is out. */
  static void requireWithin(String field, double least, double most, double found) {
    if (!(found >= least && found < most)) {
      throw new InvalidOption(field, "from %s to below %s".formatted(words(least), words(most)),
          found);
    }
  }

  /** Refuses what is not a whole number from {@code least} to {@code most}. */
  static void requireCount(String field, long least, long most, long found) {
    if (found < least || found > most) {
      throw new InvalidOption(field, "from %d to %d".formatted(least, most), found);
    }
  }

  private static String words(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
