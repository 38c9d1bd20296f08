package fovea.engine.network;

/** The two axes of a picture, in the order in which shapes name them. */
public enum Axis {
  HEIGHT("H"), WIDTH("W");

  private final String symbol;

  Axis(String symbol) {
    this.symbol = symbol;
  }

  /** The letter that stands for the axis in formulas. */
  public String symbol() {
    return symbol;
  }
}
