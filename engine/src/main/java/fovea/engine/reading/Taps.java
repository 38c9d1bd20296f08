package fovea.engine.reading;

/**
 * The cells of a layer's input that one of its units hears along an axis: so many, evenly apart.
 *
 * @param first the first of them; may lie past the border
 * @param step from one to the next, ≥ 1
 * @param count how many; 0 if the unit hears nothing
 */
public record Taps(long first, long step, long count) {

  static final Taps NONE = new Taps(0, 1, 0);

  /** The last of them. */
  public long last() {
    return at(count - 1);
  }

  /** The cell of one of them, counted from 0. */
  public long at(long tap) {
    return first + tap * step;
  }
}
