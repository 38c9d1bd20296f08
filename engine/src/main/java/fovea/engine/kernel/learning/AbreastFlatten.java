package fovea.engine.kernel.learning;

import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Shape;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Flatten behind which pictures that lay abreast have their numbers side by side; and back. */
final class AbreastFlatten implements LearningLayer<Batch> {

  private final int channels;
  private final int pixels;

  AbreastFlatten(LayerReading reading) {
    Shape in = reading.inputShape();
    this.channels = Volume.channels(in);
    this.pixels = Volume.pixels(in);
  }

  /** A slice is a channel of the pictures that lie abreast. */
  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    Batch in = inputs.getFirst();
    int volumes = in.volumes(round.images());
    round.workers().compute(volumes, work(round), (from, to) -> {
      for (int v = from; v < to; v++) {
        Volume volume = in.image(v);
        int first = v / channels * Lanes.LENGTH;
        int end = Math.min(round.images(), first + Lanes.LENGTH);
        for (int n = first; n < end; n++) {
          int target = output.image(n).at(0) + v % channels * pixels;
          int source = volume.at(0) + n - first;
          for (int pixel = 0; pixel < pixels; pixel++) {
            output.data[target + pixel] = in.data[source + pixel * Lanes.LENGTH];
          }
        }
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share == null) {
      return;
    }
    Batch into = share.gradient();
    round.workers().compute(into.volumes(round.images()), work(round), (from, to) -> {
      for (int v = from; v < to; v++) {
        Volume volume = into.image(v);
        if (!share.adds()) {
          // Lanes without a picture too: whatever is multiplied with them must not count.
          Arrays.fill(volume.data, volume.at(0), volume.zeros(), 0);
        }
        int first = v / channels * Lanes.LENGTH;
        int end = Math.min(round.images(), first + Lanes.LENGTH);
        for (int n = first; n < end; n++) {
          int source = gradient.image(n).at(0) + v % channels * pixels;
          int target = volume.at(0) + n - first;
          for (int pixel = 0; pixel < pixels; pixel++) {
            into.data[target + pixel * Lanes.LENGTH] += gradient.data[source + pixel];
          }
        }
      }
    });
  }

  private long work(Round round) {
    return (long) channels * pixels * round.images();
  }
}
