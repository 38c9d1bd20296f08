package fovea.engine.reading;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What the units of a layer hear of the picture along one axis on paths that move alike, the borders
 * infinitely far away: from a first to a last pixel, both of which come again {@code advance} pixels
 * further after {@code period} units.
 */
sealed interface Strand permits Straight, Table {

  /** After so many units the pattern repeats. */
  BigInteger period();

  /** So many pixels further, ≥ 0. */
  BigInteger advance();

  /** Whether first and last pixels are known unit by unit, and not about. */
  boolean isExact();

  /** Whether a unit hears anything on these paths. */
  boolean hears(long unit);

  /** The first pixel that a unit hears. */
  BigInteger start(long unit);

  /** The last one. */
  BigInteger end(long unit);

  /**
   * The first pixel that a unit hears, quickly.
   *
   * @throws ArithmeticException past 2^63 pixels
   */
  long first(long unit);

  /** The last one, under the same terms. */
  long last(long unit);

  /** Whether every unit hears something, and the next one from no pixel on that is before. */
  boolean isSteady();

  /** The same in closed form, which may be a little wider. */
  Straight around();

  /** Twice the middle of what unit 0 would see if all units looked to their places alike. */
  Fraction middle();

  /** How far two neighbours are apart on average, in pixels. */
  default Fraction jump() {
    return new Fraction(advance(), period());
  }

  /** What the units of a layer hear that slides over these. */
  default Strand through(Slide slide) {
    if (slide.equals(Slide.IN_PLACE)) {
      return this;
    }
    if (this instanceof Straight straight && straight.staysStraight(slide)) {
      return straight.through(slide, true);
    }
    Optional<Table> table = isExact() ? Table.of(this, slide) : Optional.empty();
    return table.isPresent() ? table.get() : around().through(slide, false);
  }

  /** Whether two move alike and look to the same places. */
  default boolean isConcentric(Strand other) {
    return jump().equals(other.jump()) && middle().equals(other.middle());
  }
}
