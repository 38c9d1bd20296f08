package fovea.engine.dataset;

import fovea.engine.tensor.Tensor;

/**
 * What is done to a picture each time before it is learned from, so that no two times are alike: how far
 * chance may shift, mirror, turn and disturb it. What becomes of a picture follows from the seed, the
 * epoch and its place.
 *
 * @param shift the most pixels along each axis, whole ones, so that nothing blurs
 * @param flip how often left and right change places, from 0 to 1; of no use where they have a meaning,
 *     as for digits
 * @param turn the most degrees, either way
 * @param noise the deviation of what is added to each number, a bell's
 */
public record Augmentation(int shift, double flip, double turn, double noise) {

  /** Leaves every picture as it is. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0);

  public Augmentation {
    if (shift < 0 || !(flip >= 0 && flip <= 1) || !(turn >= 0 && turn <= 180)
        || !(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException(
          "expected a shift from 0, a flip from 0 to 1, a turn from 0 to 180 and a noise from 0 to 1"
              + " but found %d, %s, %s and %s".formatted(shift, flip, turn, noise));
    }
  }

  /** What becomes of a picture, {@code [C, H, W]} from 0 to 1, in an epoch; another picture, as large. */
  public Tensor of(Tensor picture, long seed, int epoch, int index) {
    Chance chance = Chance.of(seed, epoch, index);
    Tensor moved = new Warp(
        chance.below(2 * shift + 1) - shift,
        chance.below(2 * shift + 1) - shift,
        chance.between(-turn, turn),
        chance.happens(flip)).of(picture);
    return noise == 0 ? moved : noisy(moved, chance);
  }

  private Tensor noisy(Tensor picture, Chance chance) {
    float[] numbers = picture.data().clone();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.clamp(numbers[i] + noise * chance.bell(), 0, 1);
    }
    return Tensor.of(numbers, picture.shape());
  }
}
