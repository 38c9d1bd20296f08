package fovea.engine.kernel.learning;

import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.Dropout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dropout in training mode: numbers are left out at random, and all others grow to make up for them. */
record DropoutLayer(Dropout dropout, String id) implements LearningLayer<Batch> {

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
    long work = (long) round.images() * from.stride;
    round.workers().compute(round.images(), work, (first, end) -> {
      for (int n = first; n < end; n++) {
        Mask mask = new Mask(
            round.seed(), id, n, round.isTraining() ? dropout.p() : 0);
        Volume volume = from.image(n);
        for (int pixel = 0; pixel < volume.pixels(); pixel++) {
          for (int c = 0; c < volume.channels; c++) {
            int at = volume.at(pixel) + c;
            float found = from.data[at] * mask.factor(c * volume.pixels() + pixel);
            into.data[at] = adds ? into.data[at] + found : found;
          }
        }
      }
    });
  }
}
