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
 * @param down how far apart two rows of taps are; negative where the kernel is read from its end
 * @param right how far apart two columns of taps are
 */
record WeightOrder(int first, int group, int out, int in, int down, int right) {

  /** {@code [out, in / groups, kh, kw]}. */
  static WeightOrder outFirst(int first, int outPerGroup, int inPerGroup, int height, int width) {
    int taps = height * width;
    return new WeightOrder(
        first, outPerGroup * inPerGroup * taps, inPerGroup * taps, taps, width, 1);
  }

  /** {@code [in, out / groups, kh, kw]}, a transposed convolution's. */
  static WeightOrder inFirst(int first, int outPerGroup, int inPerGroup, int height, int width) {
    int taps = height * width;
    return new WeightOrder(
        first, outPerGroup * inPerGroup * taps, taps, outPerGroup * taps, width, 1);
  }

  /** Of some taps only: from one on, so many rows and columns apart. */
  WeightOrder of(int firstRow, int firstColumn, int rowStep, int columnStep) {
    return new WeightOrder(first + firstRow * down + firstColumn * right, group, out, in,
        rowStep * down, columnStep * right);
  }
}
