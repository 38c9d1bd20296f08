package fovea.engine.dataset;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A set in two parts that share no picture: what a network learns from, and what shows whether it has
 * learned more than those by heart.
 */
public record Split(Dataset training, Dataset validation) {

  /** Where an endless set's pictures for validation begin, about: training never comes as far. */
  private static final int VALIDATION = 1_000_000_000;

  /** 3 / 0.3 is to be 10, whatever the last place of a double says. */
  private static final double EPSILON = 1e-9;

  /**
   * Parts of an endless set. The pictures for validation are the same however many are trained on.
   *
   * @param training from 0 to 1,000,000 pictures; their classes are equally frequent where it is a
   *     multiple of their number
   * @param validation likewise
   */
  public static Split ofEndless(Dataset endless, int training, int validation) {
    if (endless.count() != Dataset.ENDLESS) {
      throw new IllegalArgumentException("expected an endless set but found " + endless.count());
    }
    if (Math.min(training, validation) < 0 || Math.max(training, validation) > 1_000_000) {
      throw new IllegalArgumentException(
          "expected 0 to 1000000 pictures but found %d and %d".formatted(training, validation));
    }
    int begin = VALIDATION - VALIDATION % endless.classes().size();
    return new Split(Subset.of(endless, IntStream.range(0, training)),
        Subset.of(endless, IntStream.range(begin, begin + validation)));
  }

  /**
   * Parts of a set that ends, drawn class by class, so that each has its share in both. A class of one
   * picture is only trained on, one of several is in both. Where pictures are added behind the others, each
   * stays in the part where it was: what was learned from is never validated on.
   *
   * @param share of the pictures for validation, above 0 and below 1
   */
  public static Split stratified(Dataset all, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("expected a share above 0 and below 1 but found " + share);
    }
    int[] labels = IntStream.range(0, all.count()).map(all::label).toArray();
    BitSet validates = validation(labels, all.classes().size(), share, seed);
    return new Split(
        Subset.of(all, IntStream.range(0, labels.length).filter(i -> !validates.get(i))),
        Subset.of(all, validates.stream()));
  }

  /** The places of the pictures for validation, by their labels alone: {@link #stratified}. */
  public static BitSet validation(int[] labels, int classes, double share, long seed) {
    BitSet validates = new BitSet(labels.length);
    for (int label = 0; label < classes; label++) {
      int wanted = label;
      int[] places = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      // One of as many in a row as the share asks for, drawn by itself; of the first ones always the second.
      int begin = 0;
      for (int row = 0; begin < places.length; row++) {
        int end = (int) Math.min(Math.ceil((row + 1) / share - EPSILON), Integer.MAX_VALUE);
        int drawn = row == 0 ? 1 : begin + Chance.of(seed, label, row).below(end - begin);
        if (drawn < places.length) {
          validates.set(places[drawn]);
        }
        begin = end;
      }
    }
    return validates;
  }
}
