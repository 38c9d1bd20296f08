package fovea.engine.kernel.backward;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.Parameter;
import fovea.engine.tensor.Weights;
import java.util.List;

/**
 * The backward twin of a fully connected layer: the sum of the weight's rows, each times the gradient
 * of its output. Rows of outputs that move nothing, half of them behind a ReLU, are never read, and
 * those of a seed are made a piece at a time.
 */
final class BackwardLinear implements Kernel {

  /** Inputs of a slice: 16 kB of a row. */
  private static final int PIECE = 1 << 12;

  private final Weights weights;
  private final Parameter weight;
  private final int features;

  BackwardLinear(LayerReading reading, Weights weights) {
    this.weights = weights;
    this.weight = reading.cost().parameters().getFirst();
    this.features = Volume.channels(reading.inputShape());
  }

  @Override
  public String description() {
    return "rows of weights, summed";
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public int slices() {
    return Math.ceilDiv(features, PIECE);
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume gradient = inputs.getFirst();
    float[] row = new float[PIECE];
    for (int first = from * PIECE; first < Math.min(to * PIECE, features); first += PIECE) {
      int count = Math.min(PIECE, features - first);
      for (int o = 0; o < gradient.channels; o++) {
        float g = gradient.get(o, 0, 0);
        if (g != 0) {
          weights.copy(weight, (long) o * features + first, row, count);
          for (int i = 0; i < count; i++) {
            output.data[output.at(0) + first + i] += g * row[i];
          }
        }
      }
    }
  }
}
