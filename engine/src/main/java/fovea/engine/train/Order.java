package fovea.engine.train;

import java.util.Random;
import java.util.stream.IntStream;

/** Which pictures a step learns from: one after the other, or every epoch in an order of its own. */
final class Order {

  private final int pictures;
  private final TrainingOptions options;
  private final int[] order;
  private int epoch = -1;

  Order(int pictures, TrainingOptions options) {
    this.pictures = pictures;
    this.options = options;
    this.order = IntStream.range(0, pictures).toArray();
  }

  /** Steps of an epoch; the last one may have fewer pictures. */
  int stepsOfEpoch() {
    return Math.ceilDiv(pictures, options.batchSize());
  }

  /** In which epoch a step is, both counted from 0. */
  int epoch(int step) {
    return step / stepsOfEpoch();
  }

  int largestBatch() {
    return Math.min(pictures, options.batchSize());
  }

  /** Pictures of the smallest batch that the training will come to. */
  int smallestBatch() {
    int rest = pictures % options.batchSize();
    return rest == 0 || options.steps() < stepsOfEpoch() ? largestBatch() : rest;
  }

  /** The pictures of a step, counted from 0. */
  int[] batch(int step) {
    if (options.shuffle() && epoch != epoch(step)) {
      epoch = epoch(step);
      shuffle();
    }
    int first = step % stepsOfEpoch() * options.batchSize();
    int count = Math.min(options.batchSize(), pictures - first);
    return IntStream.range(first, first + count).map(at -> order[at]).toArray();
  }

  /** Every order is as likely as any other (Fisher and Yates), and follows from seed and epoch alone. */
  private void shuffle() {
    Random random = new Random(options.seed() * 1_000_003 + epoch);
    for (int i = 0; i < pictures; i++) {
      order[i] = i;
    }
    for (int i = pictures - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  /** What a step's Dropout is drawn from. */
  long seedOf(int step) {
    return options.seed() * 1_000_003 + step;
  }
}
