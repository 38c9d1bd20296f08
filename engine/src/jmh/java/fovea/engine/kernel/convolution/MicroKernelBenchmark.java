package fovea.engine.kernel.convolution;

import fovea.engine.kernel.volume.Lanes;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One tile of the micro-kernel with all its numbers in the cache: the best that a kernel can hope for. */
@State(Scope.Thread)
public class MicroKernelBenchmark {

  /** Input channels and taps. */
  @Param({"256x1", "64x1", "64x9"})
  public String summed;

  private int channels;
  private int taps;
  private float[] in;
  private float[] weights;
  private float[] bias;
  private float[] out;
  private int[] sources;
  private int[] starts;
  private int[] targets;

  @Setup
  public void prepare() {
    channels = channels(summed);
    taps = taps(summed);
    int wide = 2 * Lanes.LENGTH;
    Random random = new Random(1);
    in = random(random, MicroKernel.ROWS * taps * channels);
    weights = random(random, taps * channels * wide);
    bias = random(random, wide);
    out = new float[MicroKernel.ROWS * wide];
    sources = new int[MicroKernel.ROWS * taps];
    Arrays.setAll(sources, i -> i * channels);
    starts = new int[MicroKernel.ROWS];
    targets = new int[MicroKernel.ROWS];
    Arrays.setAll(targets, row -> row * wide);
  }

  @Benchmark
  public float[] wide() {
    MicroKernel.multiply(2, MicroKernel.ROWS, in, sources, taps, 0, taps, 0, channels, weights, 0,
        bias, starts, 0, out, targets, 0);
    return out;
  }

  /** Multiplications and additions of a tile. */
  public static long flops(String summed) {
    return 2L * MicroKernel.ROWS * 2 * Lanes.LENGTH * channels(summed) * taps(summed);
  }

  private static int channels(String summed) {
    return Integer.parseInt(summed.substring(0, summed.indexOf('x')));
  }

  private static int taps(String summed) {
    return Integer.parseInt(summed.substring(summed.indexOf('x') + 1));
  }

  private static float[] random(Random random, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }
}
