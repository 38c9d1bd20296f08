package fovea.engine.kernel.convolution;

/**
 * Where a convolution's weights lie in an array: how far apart two of them are that differ in one thing
 * only. A convolution, a transposed one and the ways back through both read the same tensor in different
 * orders, so nothing is ever copied for them.
 *
 * @param first where the first output channel's first tap of the first input channel lies
 * @param group how far apart two groups are
 * @param out how far apart two output channels of a group are
 * @param in how far apart two input channels of a group are
 * @param tap how far apart two taps are; −1 where the kernel is read from its end
 */
record WeightOrder(int first, int group, int out, int in, int tap) {

  /** {@code [out, in / groups, kh, kw]}. */
  static WeightOrder outFirst(int first, int outPerGroup, int inPerGroup, int taps) {
    return new WeightOrder(first, outPerGroup * inPerGroup * taps, inPerGroup * taps, taps, 1);
  }

  /** {@code [in, out / groups, kh, kw]}, a transposed convolution's. */
  static WeightOrder inFirst(int first, int outPerGroup, int inPerGroup, int taps) {
    return new WeightOrder(first, outPerGroup * inPerGroup * taps, taps, outPerGroup * taps, 1);
  }

  /** The same with every kernel turned by half a turn. */
  WeightOrder turned(int taps) {
    return new WeightOrder(first + taps - 1, group, out, in, -tap);
  }
}
