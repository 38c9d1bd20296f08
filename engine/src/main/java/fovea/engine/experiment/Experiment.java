package fovea.engine.experiment;

import fovea.engine.tensor.Digest;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A question to networks: arms that differ in one thing, and what is measured of each. A value, from which
 * all numbers follow, to the last digit on the same kind of machine.
 *
 * @param word names it, such as {@code shift}
 * @param arms what is compared, in order
 * @param measures what is measured of every arm; the first one is what the claim is about
 */
public record Experiment(String word, List<Arm> arms, List<Measure> measures) {

  /** How often each arm is trained, from other first weights and with other pictures. */
  public static final int SEEDS = 3;

  /** Counts what changes all numbers and is not said in the value, such as how pictures are drawn. */
  private static final int REVISION = 1;

  public Experiment {
    arms = List.copyOf(arms);
    measures = List.copyOf(measures);
  }

  /** What is to be done, an arm after the other. */
  public List<Trial> trials() {
    return arms.stream()
        .flatMap(arm -> IntStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> new Trial(arm, measures, seed)))
        .toList();
  }

  /** A word that another experiment, or this one with anything changed, does not have. */
  public String key() {
    return Digest.of(REVISION + " " + this);
  }
}
