package fovea.engine.dataset;

import java.util.Objects;
import java.util.stream.IntStream;

/** Some pictures of a set, in an order of its own. */
public final class Subset implements Derived {

  private final Dataset of;
  private final int[] places;

  private Subset(Dataset of, int[] places) {
    this.of = of;
    this.places = places;
  }

  /**
   * The pictures at these places.
   *
   * @throws IndexOutOfBoundsException if the set has no such place
   */
  public static Subset of(Dataset of, IntStream places) {
    return new Subset(of, places.map(at -> Objects.checkIndex(at, of.count())).toArray());
  }

  @Override
  public Dataset of() {
    return of;
  }

  /** The places of these pictures in the set that they are of. */
  public IntStream places() {
    return IntStream.of(places);
  }

  @Override
  public int count() {
    return places.length;
  }

  @Override
  public int label(int index) {
    return of.label(places[index]);
  }

  @Override
  public void image(int index, float[] into, int from) {
    of.image(places[index], into, from);
  }
}
