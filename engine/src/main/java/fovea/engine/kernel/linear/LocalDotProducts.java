package fovea.engine.kernel.linear;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Lanes;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * A locally connected layer: at each position the window's numbers are laid side by side once, in the
 * order of the weights, and every output channel is their dot product with weights of its own.
 */
public final class LocalDotProducts implements Kernel {

  private final LocalConnection local;

  /** Reads the weights where they are. */
  public LocalDotProducts(LocalConnection local) {
    this.local = local;
  }

  @Override
  public String description() {
    return "dot products at each position, %d-bit".formatted(Lanes.BITS);
  }

  @Override
  public long bytes() {
    return (long) Float.BYTES * local.weight.length;
  }

  /** A slice is a position. */
  @Override
  public int slices() {
    return local.positions;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    float[] window = new float[local.terms];
    for (int position = from; position < to; position++) {
      int y = position / output.width;
      int x = position % output.width;
      local.collect(inputs.getFirst(), y, x, window);
      for (int o = 0; o < output.channels; o++) {
        float sum = DotProducts.dotLoop(local.weight, local.weightAt(o, position), window, 0,
            local.terms);
        output.set(o, y, x, sum + local.bias(o, position));
      }
    }
  }
}
