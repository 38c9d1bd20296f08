package fovea.engine.reading;

/** Works out what a formula's text says, as a reader with a pencil would. */
final class Arithmetic {

  private final String text;
  private int at;

  private Arithmetic(String text) {
    this.text = text.replace(" ", "");
  }

  /** The value of such as {@code ⌊(28 + 2 · 0) / 3⌋ + 1}. */
  static double of(String text) {
    Arithmetic reader = new Arithmetic(text);
    double value = reader.sum();
    if (reader.at < reader.text.length()) {
      throw new IllegalArgumentException(text + " stops making sense at " + reader.at);
    }
    return value;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (next("+")) {
        value += product();
      } else if (next("−")) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = factor();
    while (true) {
      if (next("·")) {
        value *= factor();
      } else if (next("/")) {
        value /= factor();
      } else if (next("mod")) {
        value %= factor();
      } else {
        return value;
      }
    }
  }

  private double factor() {
    if (next("−") || next("-")) {
      return -factor();
    } else if (next("(")) {
      return closed(sum(), ")");
    } else if (next("⌊")) {
      return closed(Math.floor(sum()), "⌋");
    } else if (next("⌈")) {
      return closed(Math.ceil(sum()), "⌉");
    }
    int start = at;
    while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.parseDouble(text.substring(start, at));
  }

  private double closed(double value, String bracket) {
    if (!next(bracket)) {
      throw new IllegalArgumentException("no " + bracket + " at " + at + " in " + text);
    }
    return value;
  }

  private boolean next(String symbol) {
    boolean found = text.startsWith(symbol, at);
    at += found ? symbol.length() : 0;
    return found;
  }
}
