package fovea.engine.kernel.volume;

import java.util.List;

/**
 * One layer, made ready to be computed: the algorithm is chosen, its tables are made, its weights are
 * packed. It knows nothing of threads; its work comes in slices that may be computed in any order and
 * at the same time. Immutable, so that one kernel serves every run with the same weights.
 */
public interface Kernel {

  /** The algorithm, in the words that the layer's inspector shows. */
  String description();

  /** The memory that packed weights and tables take. */
  long bytes();

  /** How many slices of about equal work the layer has. */
  int slices();

  /** How many neighbouring slices share what has to be prepared for them; they are best kept together. */
  default int together() {
    return 1;
  }

  /**
   * Computes the slices {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param inputs what the layer reads, only read
   * @param output where the layer's values go; other slices are left alone
   */
  void compute(List<Volume> inputs, Volume output, int from, int to);
}
