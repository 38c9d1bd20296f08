package fovea.engine.kernel.learning;

import fovea.engine.network.Layer.Dropout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dropout in training mode: numbers are left out at random, and all others grow to make up for them. */
record DropoutLayer(Dropout dropout, String id, int numbers) implements LearningLayer<Batch> {

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    multiply(inputs.getFirst(), output, false, round);
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      multiply(gradient, share.gradient(), share.adds(), round);
    }
  }

  private void multiply(Batch from, Batch into, boolean adds, Round round) {
    long work = (long) round.images() * numbers;
    round.workers().compute(round.images(), work, (first, end) -> {
      for (int n = first; n < end; n++) {
        Mask mask = new Mask(
            round.seed(), id, n, round.isTraining() ? dropout.p() : 0);
        for (int place = 0; place < numbers; place++) {
          int at = from.at(n, place);
          float found = from.data[at] * mask.factor(place);
          into.data[at] = adds ? into.data[at] + found : found;
        }
      }
    });
  }
}
