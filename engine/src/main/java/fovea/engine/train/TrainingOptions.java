package fovea.engine.train;

/**
 * How a network is trained.
 *
 * @param labelSmoothing 0 to 1
 * @param batchSize pictures of a step, the last one of an epoch may have fewer; 1 to 4096
 * @param steps how many there are, 1 to 10 million
 * @param shuffle whether every epoch has an order of its own
 * @param seed what orders and Dropout are drawn from
 */
public record TrainingOptions(Optimiser optimiser, Rate rate, double labelSmoothing, int batchSize,
    int steps, boolean shuffle, long seed) {

  /** The most pictures of a batch. */
  public static final int MOST_PICTURES = 4096;

  /** The most steps of a training. */
  public static final int MOST_STEPS = 10_000_000;

  public TrainingOptions {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new InvalidOption("label_smoothing", "from 0 to 1", labelSmoothing);
    }
    InvalidOption.requireCount("batch_size", 1, MOST_PICTURES, batchSize);
    InvalidOption.requireCount("steps", 1, MOST_STEPS, steps);
  }
}
