package fovea.engine.kernel.learning;

import fovea.engine.kernel.linear.LocalConnection;
import fovea.engine.kernel.linear.LocalDotProducts;
import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.network.Layer.LocallyConnected2d;
import fovea.engine.reading.LayerReading;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A locally connected layer while it learns. Each position has weights of its own, so their gradients are
 * shared out by positions, and those of the inputs by pictures.
 */
final class LocalLayer implements LearningLayer<Batch> {

  private final LocalConnection local;
  private final Kernel kernel;
  private final LearnedNumbers numbers;
  private final int biasAt;
  private final int channels;
  private final long work;

  LocalLayer(LocallyConnected2d layer, LayerReading reading, LearnedNumbers numbers) {
    String bias = reading.id() + ".bias";
    this.biasAt = numbers.has(bias) ? numbers.place(bias) : -1;
    this.local = LocalConnection.of(layer, reading, numbers.values,
        numbers.place(reading.id() + ".weight"), biasAt < 0 ? new float[0] : numbers.values,
        Math.max(0, biasAt));
    this.kernel = new LocalDotProducts(local);
    this.numbers = numbers;
    this.channels = Volume.channels(reading.output());
    this.work = reading.cost().macs().value();
  }

  @Override
  public void forward(List<Batch> inputs, Batch output, Round round) {
    round.workers().compute(round.images(), work * round.images(), (from, to) -> {
      for (int n = from; n < to; n++) {
        kernel.compute(
            List.of(inputs.getFirst().image(n)), output.image(n), 0, kernel.slices());
      }
    });
  }

  @Override
  public void backward(List<Batch> inputs, Batch output, Batch gradient,
      List<@Nullable Share<Batch>> shares, Round round) {
    round.workers().compute(local.positions, work * round.images(), (from, to) -> {
      for (int position = from; position < to; position++) {
        learn(position, inputs.getFirst(), gradient, round.images());
      }
    });
    Share<Batch> share = shares.getFirst();
    if (share != null) {
      round.workers().compute(round.images(), work * round.images(), (from, to) -> {
        for (int n = from; n < to; n++) {
          back(gradient.image(n), share.gradient().image(n), share.adds());
        }
      });
    }
  }

  private void learn(int position, Batch in, Batch gradient, int images) {
    float[] window = new float[local.terms];
    for (int o = 0; o < channels; o++) {
      int at = local.weightAt(o, position);
      Arrays.fill(numbers.gradients, at, at + local.terms, 0);
      if (biasAt >= 0) {
        numbers.gradients[biasAt + o * local.positions + position] = 0;
      }
    }
    for (int n = 0; n < images; n++) {
      Volume of = gradient.image(n);
      local.collect(in.image(n), position / of.width, position % of.width, window);
      for (int o = 0; o < channels; o++) {
        float g = of.data[of.at(position) + o];
        VectorLoops.addProductLoop(g, window, 0, numbers.gradients, local.weightAt(o, position),
            local.terms);
        if (biasAt >= 0) {
          numbers.gradients[biasAt + o * local.positions + position] += g;
        }
      }
    }
  }

  private void back(Volume gradient, Volume into, boolean adds) {
    float[] window = new float[local.terms];
    if (!adds) {
      Arrays.fill(into.data, into.at(0), into.zeros(), 0);
    }
    for (int position = 0; position < local.positions; position++) {
      Arrays.fill(window, 0);
      for (int o = 0; o < channels; o++) {
        VectorLoops.addProductLoop(gradient.data[gradient.at(position) + o], local.weight,
            local.weightAt(o, position), window, 0, local.terms);
      }
      local.scatter(window, position / gradient.width, position % gradient.width, into);
    }
  }
}
