package fovea.server.training;

import fovea.engine.dataset.Dataset;
import fovea.engine.reading.NetworkReading;
import fovea.engine.train.Training;
import fovea.engine.train.TrainingOptions;
import fovea.server.http.Refusal;
import fovea.server.storage.WeightStore;

/**
 * Who may be trained here.
 *
 * @param maxBytes the memory that one training may take
 */
record Admission(long maxBytes) {

  /** A hundred trillion multiply-accumulates: about an hour of an ordinary machine. */
  private static final long MAX_WORK = 100_000_000_000_000L;

  /** What a step is beside its way forward: back for the inputs, back for the parameters. */
  private static final int WAYS = 3;

  /**
   * Refuses what cannot be trained, before anything is allocated for it.
   *
   * @throws Refusal 422 with the reason and a way out
   */
  void require(NetworkReading reading, Dataset pictures, TrainingOptions options) {
    requireClasses(reading, pictures.classes().size());
    long own = Float.BYTES * reading.totals().parameters();
    if (own > WeightStore.MAX_BYTES) {
      throw Refusal.overLimit("own_weight_bytes", "The network would have " + own
          + " bytes of weights of its own and may have " + WeightStore.MAX_BYTES
          + "; take fewer channels or features.");
    }
    long bytes = Training.bytesNeeded(reading, options);
    if (bytes > maxBytes) {
      throw Refusal.overLimit("train_bytes", "Training it would take " + bytes + " bytes and "
          + maxBytes + " are allowed; take a smaller batch_size, or a smaller network.");
    }
    double work = (double) WAYS * options.steps() * options.batchSize()
        * reading.totals().macs();
    if (work > MAX_WORK) {
      throw Refusal.overLimit("train_macs", "Training it would take %.3g multiply-accumulates"
          .formatted(work) + " and " + MAX_WORK
          + " are allowed; take fewer epochs or pictures, or a smaller network.");
    }
  }

  /** Refuses a network that does not give a number for each class. */
  static void requireClasses(NetworkReading reading, int classes) {
    if (!reading.isLegal()) {
      throw Refusal.unusable("The network has a problem; mend it first, then it can be trained.");
    }
    long outputs;
    try {
      outputs = Training.classes(reading);
    } catch (IllegalArgumentException cannot) {
      throw Refusal.unusable("This network cannot be trained: " + cannot.getMessage() + ".");
    }
    if (outputs != classes) {
      throw Refusal.unusable("The network ends with " + outputs + " outputs, and the set has "
          + classes + " classes; give the last layer " + classes + " outputs.");
    }
  }
}
