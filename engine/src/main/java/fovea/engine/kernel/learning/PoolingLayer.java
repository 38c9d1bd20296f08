package fovea.engine.kernel.learning;

import fovea.engine.kernel.pooling.Pooling;
import fovea.engine.kernel.pooling.VectorPooling;
import fovea.engine.kernel.volume.Lookup;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pooling while the layers around it learn, volume by volume. */
final class PoolingLayer implements LearningLayer<Batch> {

  private final Pooling pooling;
  private final VectorPooling kernel;
  private final boolean isMax;
  private final long work;

  /** What numbers have to be above to get a gradient, where the pooling does a ReLU as well; else NaN. */
  private final float bottom;

  /** {@code raises}: whether it does a ReLU as well. */
  PoolingLayer(Pooling pooling, LayerReading reading, boolean raises) {
    this.bottom = raises ? 0 : Float.NaN;
    this.pooling = pooling;
    this.kernel = new VectorPooling(pooling);
    this.isMax = pooling.kind == Pooling.Kind.MAX;
    this.work = reading.inputShape().elements() + reading.output().elements();
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    round.workers().compute(output.volumes(round.images()), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        kernel.compute(
            List.of(inputs.getFirst().image(n)), output.image(n), 0, kernel.slices());
        if (bottom == 0) {
          Volume out = output.image(n);
          VectorLoops.raiseLoop(out.data, out.at(0), out.pixels() * out.pitch);
        }
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      int volumes = output.volumes(round.images());
      round.workers().compute(volumes, work * round.images(), (from, to) -> {
        for (int n = from; n < to; n++) {
          back(inputs.getFirst().image(n), output.image(n), gradient.image(n),
              share.gradient().image(n), share.adds());
        }
      });
    }
  }

  private void back(Volume in, Volume output, Volume gradient, Volume into, boolean adds) {
    if (!adds) {
      Arrays.fill(into.data, into.at(0), into.zeros(), 0);
    }
    // The input and its gradient are of one shape, so their pixels begin at the same places.
    int[] places = new int[pooling.rows.taps() * pooling.columns.taps()];
    for (int y = 0; y < gradient.height; y++) {
      int end;
      for (int x = 0; x < gradient.width; x = end) {
        end = pooling.alike(x);
        int step = pooling.apart(x) * in.pitch;
        int count = places(into, y, x, places);
        if (isMax) {
          VectorLoops.largestLoop(in.data, places, count, step, bottom, output.data,
              gradient.data, gradient.at(y, x), gradient.pitch, end - x, into.data);
        } else {
          VectorLoops.meanLoop(places, count, step, 1 / pooling.divisor(y, x), gradient.data,
              gradient.at(y, x), gradient.pitch, end - x, into.data);
        }
      }
    }
  }

  private int places(Volume in, int y, int x, int[] places) {
    int count = 0;
    for (int ky = 0; ky < pooling.rows.taps(); ky++) {
      int iy = pooling.rows.source(y, ky);
      for (int kx = 0; iy != Lookup.OUTSIDE && kx < pooling.columns.taps(); kx++) {
        int ix = pooling.columns.source(x, kx);
        if (ix != Lookup.OUTSIDE) {
          places[count++] = in.at(iy, ix);
        }
      }
    }
    return count;
  }
}
