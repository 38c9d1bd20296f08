package fovea.engine.exercise;

import java.util.List;
import java.util.SplittableRandom;

/** Picks at random, and the same for the same seed. Not thread safe. */
final class Draw {

  private final SplittableRandom random;

  Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from the least to the most, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** True so many times of a hundred. */
  boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  /** One of these. */
  int of(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of these. */
  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
