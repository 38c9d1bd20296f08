package fovea.engine.exercise;

import java.util.List;

/** What became of a number that somebody gave. */
public sealed interface Mark {

  /** What was asked for, with its answer and the formulas that lead to it. */
  Asked asked();

  /** Whether it is the answer. */
  default boolean isRight() {
    return this instanceof Right;
  }

  /** It is the answer. */
  record Right(Asked asked) implements Mark {}

  /**
   * It is what a usual mistake leads to.
   *
   * @param misses what it may have been, at least one, the most usual first
   */
  record Mistaken(Asked asked, List<Miss> misses) implements Mark {
    public Mistaken {
      misses = List.copyOf(misses);
    }
  }

  /** It is wrong in a way of its own. */
  record Wrong(Asked asked) implements Mark {}
}
