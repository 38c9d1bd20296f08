package fovea.engine.tensor;

import fovea.engine.reading.Parameter;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes the numbers of parameters that nobody gave: He's uniform distribution for weights, zero for
 * biases, and a batch norm that changes nothing.
 *
 * <p>A weight depends on the seed, its parameter's name and its own place only, by a hash of the
 * three. So a layer keeps its weights whatever happens to its neighbours, and many threads can fill
 * one tensor.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al., Delving Deep into Rectifiers</a>: a
 *     bound of √(6 / fan_in) keeps the variance of activations through ReLU layers
 */
final class Initialiser {

  /** Numbers that one task makes: about 0.1 ms of work. */
  private static final int CHUNK = 1 << 16;

  /** 2^64 / φ: multiples of it are spread evenly (Steele et al., SplitMix64). */
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private Initialiser() {}

  /** The parameter's tensor, computed by the threads of the fork-join pool that asks for it. */
  static Tensor tensor(long seed, Parameter parameter) {
    int[] shape = parameter.shape().stream().mapToInt(Math::toIntExact).toArray();
    float[] data = new float[Math.toIntExact(parameter.elements())];
    IntStream.range(0, Math.ceilDiv(data.length, CHUNK))
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * CHUNK;
              fill(seed, parameter, from, data, from, Math.min(from + CHUNK, data.length));
            });
    return Tensor.of(data, shape);
  }

  /** Puts the parameter's numbers from {@code first} on into {@code data[from, to)}. */
  static void fill(long seed, Parameter parameter, long first, float[] data, int from, int to) {
    switch (parameter.kind()) {
      case WEIGHT -> {
        float bound = (float) Math.sqrt(6.0 / parameter.fanIn());
        long stream = mix(mix(seed + GOLDEN_GAMMA) + hash(parameter.name()));
        uniform(first, data, from, to, stream, bound);
      }
      case SCALE, RUNNING_VAR -> Arrays.fill(data, from, to, 1);
      case BIAS, RUNNING_MEAN -> Arrays.fill(data, from, to, 0);
    }
  }

  /** Numbers in [−bound, bound); one hash gives two neighbours, 24 bits each. */
  private static void uniform(
      long first, float[] data, int from, int to, long stream, float bound) {
    float step = bound * 0x1p-23f;
    int i = from;
    if ((first & 1) == 1 && i < to) {
      data[i++] = odd(mix(stream + GOLDEN_GAMMA * (first >>> 1)), step);
    }
    long state = stream + GOLDEN_GAMMA * ((first + i - from) >>> 1);
    for (; i < to - 1; i += 2) {
      long bits = mix(state);
      data[i] = even(bits, step);
      data[i + 1] = odd(bits, step);
      state += GOLDEN_GAMMA;
    }
    if (i < to) {
      data[i] = even(mix(state), step);
    }
  }

  private static float even(long bits, float step) {
    return (int) (bits >> 40) * step;
  }

  private static float odd(long bits, float step) {
    return (int) (bits << 24 >> 40) * step;
  }

  /** The finaliser of SplitMix64: every bit of the input moves about half of the output's. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  private static long hash(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN_GAMMA + name.charAt(i));
    }
    return hash;
  }
}
