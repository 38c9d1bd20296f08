package fovea.engine.reading;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What the units of a layer see of the picture along one axis, in whole pixels, the borders infinitely
 * far away. Immutable; two are equal if their figures are.
 */
public final class Extent {

  /** Paths that move in more ways than that are read about. */
  private static final int MOST_STRANDS = 16;

  /** So many units are looked at to see whether they all see the same. */
  private static final int MOST_LOOKED_AT = 4_096;

  private final List<Strand> strands;
  private final long units;
  private final Sizes sizes;
  private final boolean isStill;
  private final Fraction jump;
  private final BigInteger padding;

  /** From a first to a last pixel, both included; some may lie past the border. */
  public record Stretch(BigInteger first, BigInteger last) {}

  private Extent(List<Strand> strands, long units) {
    this.strands = List.copyOf(strands);
    this.units = units;
    this.sizes = Sizes.of(strands, units);
    this.isStill = units > 1 && isStill();
    this.jump = isStill ? Fraction.ZERO : largestJump();
    this.padding = seenBy(0).map(Stretch::first).orElse(BigInteger.ZERO).negate();
  }

  /** A picture of that many pixels: each sees itself. An illegal one has none. */
  static Extent ofInput(long units) {
    return new Extent(List.of(Straight.OF_INPUT), Math.max(1, units));
  }

  /** What so many units see of a layer that slides over these. */
  Extent through(Slide slide, long units) {
    return slide.equals(Slide.IN_PLACE) && units == this.units
        ? this
        : new Extent(joined(strands.stream().map(strand -> strand.through(slide)).toList()), units);
  }

  /** What so many units see that all hear unit 0 of this. */
  Extent spread(long units) {
    return new Extent(
        seenBy(0).<Strand>map(it -> Straight.constant(it.first(), it.last())).stream().toList(),
        units);
  }

  /** Every unit sees the same: going from one to the next moves nothing. */
  Extent still() {
    return new Extent(
        List.of(Straight.constant(BigInteger.ZERO, size().subtract(BigInteger.ONE))), 1);
  }

  /** What each unit sees of all paths that meet here: from the first pixel of any to the last. */
  static Extent meeting(List<Extent> paths, long units) {
    return new Extent(joined(paths.stream().flatMap(path -> path.strands.stream()).toList()),
        units);
  }

  /** The same with fewer strands: without those that another one covers. */
  private static List<Strand> joined(List<Strand> strands) {
    List<Strand> joined = new ArrayList<>();
    for (Strand strand : strands) {
      Strand added = strand;
      for (Strand other : List.copyOf(joined)) {
        Optional<Strand> both = both(added, other);
        if (both.isPresent()) {
          joined.remove(other);
          added = both.get();
        }
      }
      joined.add(added);
    }
    return joined.size() <= MOST_STRANDS
        ? joined
        : joined.subList(0, MOST_STRANDS).stream().<Strand>map(it -> it.around().about()).toList();
  }

  private static Optional<Strand> both(Strand a, Strand b) {
    if (a.equals(b)) {
      return Optional.of(a);
    }
    if (!(a instanceof Straight one && b instanceof Straight other)) {
      return Optional.empty();
    }
    return one.joins(other)
        ? Optional.of(one.with(other))
        : one.covers(other)
            ? Optional.of(one)
            : other.covers(one) ? Optional.of(other) : Optional.empty();
  }

  /** Whether what stands behind sees the same along this axis as it would along that one. */
  boolean isLike(Extent other) {
    return units == other.units && strands.equals(other.strands);
  }

  /** Whether all paths of these look to the same places, whatever their sizes. */
  static boolean areConcentric(List<Extent> paths) {
    List<Strand> all = paths.stream().flatMap(path -> path.strands.stream()).toList();
    return all.stream().allMatch(strand -> strand.isConcentric(all.getFirst()));
  }

  /** Closed forms never go back: if the first and the last unit see the same, all do. */
  private boolean isStill() {
    boolean isSteady = strands.stream().allMatch(Straight.class::isInstance);
    long different = isSteady ? 0 : period();
    Optional<Stretch> first = seenBy(0);
    return first.isPresent() && different <= MOST_LOOKED_AT && first.equals(seenBy(units - 1))
        && LongStream.range(0, different).mapToObj(this::seenBy).allMatch(first::equals);
  }

  private Fraction largestJump() {
    return strands.stream().map(Strand::jump).max(Comparator.naturalOrder())
        .orElse(Fraction.ZERO);
  }

  /** How many pixels a unit sees from the first to the last that it hears: the most of any unit. */
  public BigInteger size() {
    return sizes.largest();
  }

  /** What the unit sees that sees least. */
  public BigInteger smallest() {
    return sizes.smallest();
  }

  /** Whether there are sizes between {@link #smallest} and {@link #size}. */
  public boolean hasSizesBetween() {
    return sizes.different() > 2;
  }

  /** Whether that is so; else it was too irregular to be followed and is about right. */
  public boolean isExact() {
    return sizes.isExact();
  }

  /** The first pixel that a unit hears which sees most. */
  BigInteger widestFirst() {
    return sizes.first();
  }

  /**
   * How far apart two neighbouring units look, in pixels: on the mean; 0 if all see the same; where
   * paths move unlike, those that move most.
   */
  public Fraction jump() {
    return jump;
  }

  /** Whether all neighbours are as far apart. */
  public boolean isEven() {
    return isStill || units == 1
        || (strands.size() == 1 && strands.getFirst() instanceof Straight straight
            && straight.isPlain());
  }

  /** How far before the picture unit 0 begins to see. */
  public BigInteger padding() {
    return padding;
  }

  /** How many units there are. */
  public long units() {
    return units;
  }

  /** After so many units what they see repeats, as many pixels further as they have jumped. */
  public long period() {
    return Sizes.different(strands, units);
  }

  /** What a unit sees; empty if it hears nothing. */
  public Optional<Stretch> seenBy(long unit) {
    return strands.stream().filter(strand -> strand.hears(unit))
        .map(strand -> new Stretch(strand.start(unit), strand.end(unit)))
        .reduce((a, b) -> new Stretch(a.first.min(b.first), a.last.max(b.last)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extent extent && sizes.equals(extent.sizes) && jump.equals(extent.jump)
        && padding.equals(extent.padding);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sizes, jump, padding);
  }
}
