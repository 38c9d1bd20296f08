package fovea.engine.network;

/** How far a window may reach past the border: so many cells on each side, or "same". */
public sealed interface Padding {

  /** The output is as large as the input; PyTorch allows it for stride 1 only. */
  record Same() implements Padding {
    @Override
    public String toString() {
      return "same";
    }
  }

  /** The same number of cells before and after, for each axis. */
  record Explicit(Pair cells) implements Padding {
    @Override
    public String toString() {
      return cells.toString();
    }
  }

  /** So many cells on every side. */
  static Padding of(int cells) {
    return new Explicit(Pair.of(cells));
  }
}
