package fovea.web.sets;

import fovea.engine.dataset.Augmentation;

/**
 * What of a set somebody looks at.
 *
 * @param label the one class that is shown; -1 for all
 * @param from the place of the first picture of it
 * @param shift the most pixels along each axis
 * @param flip whether left and right change places half of the times
 * @param turn the most degrees
 * @param noise the deviation, in hundredths
 * @param of how many pictures the files have of which the set was made just now; 0 if it was not
 * @param others how many files among them were none
 */
public record Looked(
    int label, int from, int shift, boolean flip, int turn, int noise, int of, int others) {

  public static final int MOST_SHIFT = 16;
  public static final int MOST_TURN = 180;
  public static final int MOST_NOISE = 50;

  /** What is done to each picture each time. */
  public Augmentation augmentation() {
    return new Augmentation(shift, flip ? 0.5 : 0, turn, noise / 100.0);
  }

  /** The same in an address. */
  String query() {
    return "shift=%d&flip=%d&turn=%d&noise=%d".formatted(shift, flip ? 1 : 0, turn, noise);
  }
}
