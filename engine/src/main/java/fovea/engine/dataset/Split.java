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
   * picture is only trained on, one of several is in both.
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
      Chance.of(seed, label).shuffle(places);
      long count = Math.clamp(Math.round(share * places.length), 1, Math.max(1, places.length - 1));
      if (places.length > 1) {
        IntStream.of(places).limit(count).forEach(validates::set);
      }
    }
    return validates;
  }
}
