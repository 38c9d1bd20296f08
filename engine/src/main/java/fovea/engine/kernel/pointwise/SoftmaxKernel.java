package fovea.engine.kernel.pointwise;

import fovea.engine.kernel.volume.Kernel;
import fovea.engine.kernel.volume.Volume;
import java.util.List;

/**
 * Numbers into shares that add up to one, over the channels of each pixel. Rare and small, so the
 * textbook's way serves both families of kernels.
 *
 * @param pixels how many pixels there are; a slice is a pixel
 */
public record SoftmaxKernel(int pixels) implements Kernel {

  @Override
  public String description() {
    return "exp, summed up over channels";
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public int slices() {
    return pixels;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    for (int pixel = from; pixel < to; pixel++) {
      int y = pixel / in.width;
      int x = pixel % in.width;
      // Shares stay the same when all numbers are shifted, and exp of at most 0 cannot overflow.
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < in.channels; c++) {
        largest = Math.max(largest, in.get(c, y, x));
      }
      double sum = 0;
      for (int c = 0; c < in.channels; c++) {
        sum += Math.exp(in.get(c, y, x) - largest);
      }
      for (int c = 0; c < in.channels; c++) {
        output.set(c, y, x, (float) (Math.exp(in.get(c, y, x) - largest) / sum));
      }
    }
  }
}
