package fovea.engine.kernel;

import static fovea.engine.kernel.Lanes.LENGTH;
import static fovea.engine.kernel.Lanes.SPECIES;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * A convolution in which every channel keeps to itself: a vector of channels is multiplied with a
 * vector of weights, tap by tap. There is nothing to share between channels, so no tiles are needed.
 */
final class DepthwiseConvolution implements Kernel {

  /** Pixels that stay in the cache until the epilogue. */
  private static final int BLOCK = 16;

  private final Convolution conv;
  private final Epilogue epilogue;
  private final int width;
  private final int pixels;

  /** For each tap, one weight a channel. */
  private final float[] weights;

  private final float[] bias;
  private final int pitch;

  DepthwiseConvolution(Convolution conv, Epilogue epilogue) {
    this.conv = conv;
    this.epilogue = epilogue;
    this.width = conv.columns.length();
    this.pixels = conv.rows.length() * width;
    this.pitch = Math.ceilDiv(conv.out(), LENGTH) * LENGTH;
    this.weights = new float[conv.taps() * pitch];
    this.bias = conv.paddedBias();
    for (int c = 0; c < conv.out(); c++) {
      for (int tap = 0; tap < conv.taps(); tap++) {
        weights[tap * pitch + c] = conv.weight(c, 0, tap / conv.columns.taps(),
            tap % conv.columns.taps());
      }
    }
  }

  /** Whether a convolution is of this kind. */
  static boolean fits(Convolution conv) {
    return conv.inPerGroup == 1 && conv.outPerGroup == 1;
  }

  @Override
  public String description() {
    return "depthwise %d×%d, %d-bit".formatted(conv.rows.taps(), conv.columns.taps(), Lanes.BITS)
        + epilogue.description();
  }

  @Override
  public long bytes() {
    return epilogue.bytes() + (long) Float.BYTES * (weights.length + bias.length);
  }

  /** A slice is a pixel. */
  @Override
  public int slices() {
    return pixels;
  }

  @Override
  public void compute(List<Volume> inputs, Volume output, int from, int to) {
    Volume in = inputs.getFirst();
    int[] sources = new int[conv.taps()];
    for (int first = from; first < to; first += BLOCK) {
      int end = Math.min(first + BLOCK, to);
      for (int pixel = first; pixel < end; pixel++) {
        WindowSources.fill(
            conv.rows, conv.columns, in, pixel / width, pixel % width, sources, 0, 1);
        convolve(in.data, sources, output.data, pixel * pitch);
      }
      epilogue.apply(inputs, output, first, end, 0, pitch);
    }
  }

  private void convolve(float[] in, int[] sources, float[] out, int target) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, bias, c);
      for (int tap = 0; tap < sources.length; tap++) {
        FloatVector weight = FloatVector.fromArray(SPECIES, weights, tap * pitch + c);
        sum = FloatVector.fromArray(SPECIES, in, sources[tap] + c).fma(weight, sum);
      }
      sum.intoArray(out, target + c);
    }
  }
}
