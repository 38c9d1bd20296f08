package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Functions of one number, over many. Each has a loop of its own, in which it is a constant: where one loop has seen
 * several, the compiler makes an object of every vector.
 */
final class FunctionLoops {

  private FunctionLoops() {}

  /** {@code out = f(source)}; the two may be the same array. */
  static void apply(VectorFunction function, float argument, float[] source, int at, int step,
      float[] out, int to, int outStep, int pixels, int length) {
    switch (function) {
      case LEAKY_RELU ->
        leakyReluLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case ELU -> eluLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case GELU -> geluLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case SILU -> siluLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case HARDSWISH -> hardswishLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case HARDSIGMOID ->
        hardsigmoidLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case SIGMOID -> sigmoidLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case TANH -> tanhLoop(argument, source, at, step, out, to, outStep, pixels, length);
      case IDENTITY, RELU, RELU6 ->
        throw new IllegalArgumentException("expected no clamp but found " + function);
    }
  }

  private static void leakyReluLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.LEAKY_RELU, argument, source, at, step, out, to, outStep, pixels,
        length);
  }

  private static void eluLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.ELU, argument, source, at, step, out, to, outStep, pixels, length);
  }

  private static void geluLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.GELU, argument, source, at, step, out, to, outStep, pixels, length);
  }

  private static void siluLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.SILU, argument, source, at, step, out, to, outStep, pixels, length);
  }

  private static void hardswishLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.HARDSWISH, argument, source, at, step, out, to, outStep, pixels,
        length);
  }

  private static void hardsigmoidLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.HARDSIGMOID, argument, source, at, step, out, to, outStep, pixels,
        length);
  }

  private static void sigmoidLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.SIGMOID, argument, source, at, step, out, to, outStep, pixels,
        length);
  }

  private static void tanhLoop(float argument, float[] source, int at, int step, float[] out,
      int to, int outStep, int pixels, int length) {
    eachInline(VectorFunction.TANH, argument, source, at, step, out, to, outStep, pixels, length);
  }

  private static void eachInline(VectorFunction function, float argument, float[] source, int at,
      int step, float[] out, int to, int outStep, int pixels, int length) {
    for (int c = 0; c < length; c += LENGTH) {
      for (int i = 0; i < pixels; i++) {
        FloatVector x = FloatVector.fromArray(SPECIES, source, at + c + i * step);
        function.apply(x, argument).intoArray(out, to + c + i * outStep);
      }
    }
  }
}
