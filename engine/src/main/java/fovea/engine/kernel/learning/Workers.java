package fovea.engine.kernel.learning;

/** Who does work that comes in slices: the threads of a crew, or the one that asks. */
public interface Workers {

  /** The thread that asks. */
  Workers ALONE = (slices, _, job) -> job.compute(0, slices);

  /** Slices {@code from} (inclusive) to {@code to} (exclusive) of some work. */
  interface Job {

    /** Does them; others may be done at the same time. */
    void compute(int from, int to);
  }

  /**
   * Has all slices done, in any order, and waits for them. What comes out must not depend on who does
   * which.
   *
   * @param work about how much it is, in multiply-accumulates
   */
  void compute(int slices, long work, Job job);
}
