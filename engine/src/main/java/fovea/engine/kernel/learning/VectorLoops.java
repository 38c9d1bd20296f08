package fovea.engine.kernel.learning;

import static fovea.engine.kernel.volume.Lanes.LENGTH;
import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.kernel.pointwise.VectorFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The small loops of gradients, a vector of channels at a time. */
final class VectorLoops {

  private VectorLoops() {}

  /** {@code into += from}, {@code length} a multiple of a vector. */
  static void addLoop(float[] from, int at, float[] into, int to, int length) {
    for (int i = 0; i < length; i += LENGTH) {
      FloatVector.fromArray(SPECIES, into, to + i).add(FloatVector.fromArray(SPECIES, from, at + i))
          .intoArray(into, to + i);
    }
  }

  /** {@code into += factor · from}, of any length. */
  static void addProductLoop(float factor, float[] from, int at, float[] into, int to,
      int length) {
    int i = 0;
    for (; i <= length - LENGTH; i += LENGTH) {
      FloatVector.fromArray(SPECIES, from, at + i)
          .fma(FloatVector.broadcast(SPECIES, factor), FloatVector.fromArray(SPECIES, into, to + i))
          .intoArray(into, to + i);
    }
    for (; i < length; i++) {
      into[to + i] += factor * from[at + i];
    }
  }

  /** {@code sums += Σ from} over pixels. */
  static void sumLoop(float[] from, int at, int pitch, int pixels, float[] sums, int to) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector even = FloatVector.fromArray(SPECIES, sums, to + c);
      FloatVector odd = FloatVector.zero(SPECIES);
      int i = at + c;
      int pixel = 0;
      for (; pixel < pixels - 1; pixel += 2) {
        even = even.add(FloatVector.fromArray(SPECIES, from, i));
        odd = odd.add(FloatVector.fromArray(SPECIES, from, i + pitch));
        i += 2 * pitch;
      }
      for (; pixel < pixels; pixel++) {
        even = even.add(FloatVector.fromArray(SPECIES, from, i));
      }
      even.add(odd).intoArray(sums, to + c);
    }
  }

  /** {@code Σ (x − shift)} and {@code Σ (x − shift)²} over pixels, one behind the other. */
  static void momentsLoop(float[] x, int at, int pitch, int pixels, float[] shift, float[] sums,
      int to) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector centre = FloatVector.fromArray(SPECIES, shift, c);
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector squares = FloatVector.zero(SPECIES);
      for (int pixel = 0; pixel < pixels; pixel++) {
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + c + pixel * pitch).sub(centre);
        sum = sum.add(d);
        squares = d.fma(d, squares);
      }
      sum.intoArray(sums, to + c);
      squares.intoArray(sums, to + pitch + c);
    }
  }

  /** {@code Σ dy} and {@code Σ dy · (x − mean)} over pixels, one behind the other. */
  static void normSumsLoop(float[] dy, float[] x, int at, int pitch, int pixels, float[] mean,
      float[] sums, int to) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector centre = FloatVector.fromArray(SPECIES, mean, c);
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector products = FloatVector.zero(SPECIES);
      for (int pixel = 0; pixel < pixels; pixel++) {
        int i = at + c + pixel * pitch;
        FloatVector g = FloatVector.fromArray(SPECIES, dy, i);
        sum = sum.add(g);
        products = FloatVector.fromArray(SPECIES, x, i).sub(centre).fma(g, products);
      }
      sum.intoArray(sums, to + c);
      products.intoArray(sums, to + pitch + c);
    }
  }

  /** {@code out = x · scale + shift}. */
  static void scaleLoop(float[] x, int at, int pitch, int pixels, float[] scale, float[] shift,
      float[] out) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector factor = FloatVector.fromArray(SPECIES, scale, c);
      FloatVector offset = FloatVector.fromArray(SPECIES, shift, c);
      for (int pixel = 0; pixel < pixels; pixel++) {
        int i = at + c + pixel * pitch;
        FloatVector.fromArray(SPECIES, x, i).fma(factor, offset).intoArray(out, i);
      }
    }
  }

  /** {@code dx = dy · scale + x · slope + shift}; dx may be dy. */
  static void normBackLoop(float[] dy, float[] x, int at, int pitch, int pixels, float[] scale,
      float[] slope, float[] shift, float[] dx) {
    for (int c = 0; c < pitch; c += LENGTH) {
      FloatVector a = FloatVector.fromArray(SPECIES, scale, c);
      FloatVector b = FloatVector.fromArray(SPECIES, slope, c);
      FloatVector offset = FloatVector.fromArray(SPECIES, shift, c);
      for (int pixel = 0; pixel < pixels; pixel++) {
        int i = at + c + pixel * pitch;
        FloatVector.fromArray(SPECIES, dy, i)
            .fma(a, FloatVector.fromArray(SPECIES, x, i).fma(b, offset)).intoArray(dx, i);
      }
    }
  }

  /** {@code dx = dy} where y lies between two bounds, and elsewhere {@code dy · slope}; dx may be dy. */
  static void clampBackLoop(float bottom, float top, float slope, float[] dy, float[] y,
      float[] dx, int at, int length) {
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    FloatVector high = FloatVector.broadcast(SPECIES, top);
    FloatVector outside = FloatVector.broadcast(SPECIES, slope);
    for (int i = at; i < at + length; i += LENGTH) {
      FloatVector given = FloatVector.fromArray(SPECIES, y, i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, i);
      FloatVector flat = g.mul(outside);
      g.blend(flat, given.compare(VectorOperators.LE, low))
          .blend(flat, given.compare(VectorOperators.GE, high)).intoArray(dx, i);
    }
  }

  /** {@code x = max(x, 0)}. */
  static void raiseLoop(float[] x, int at, int length) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = at; i < at + length; i += LENGTH) {
      FloatVector given = FloatVector.fromArray(SPECIES, x, i);
      given.blend(zero, given.compare(VectorOperators.LT, zero)).intoArray(x, i);
    }
  }

  /**
   * {@code dx = dy · f′}; dx may be dy, and x may be y where f′ follows from y alone. Each function has a loop of its
   * own, in which it is a constant: where a loop has seen several, the compiler makes an object of every vector.
   */
  static void slope(VectorFunction function, float argument, float[] dy, float[] x, float[] y,
      float[] dx, int at, int length) {
    switch (function) {
      case ELU -> eluSlopeLoop(argument, dy, x, y, dx, at, length);
      case GELU -> geluSlopeLoop(argument, dy, x, y, dx, at, length);
      case SILU -> siluSlopeLoop(argument, dy, x, y, dx, at, length);
      case HARDSWISH -> hardswishSlopeLoop(argument, dy, x, y, dx, at, length);
      case HARDSIGMOID -> hardsigmoidSlopeLoop(argument, dy, x, y, dx, at, length);
      case SIGMOID -> sigmoidSlopeLoop(argument, dy, x, y, dx, at, length);
      case TANH -> tanhSlopeLoop(argument, dy, x, y, dx, at, length);
      case IDENTITY, RELU, RELU6, LEAKY_RELU ->
        clampBackLoop(function == VectorFunction.LEAKY_RELU ? 0 : function.bottom(), function.top(),
            argument, dy, function == VectorFunction.LEAKY_RELU ? x : y, dx, at, length);
    }
  }

  private static void eluSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.ELU, argument, dy, x, y, dx, at, length);
  }

  private static void geluSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.GELU, argument, dy, x, y, dx, at, length);
  }

  private static void siluSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.SILU, argument, dy, x, y, dx, at, length);
  }

  private static void hardswishSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.HARDSWISH, argument, dy, x, y, dx, at, length);
  }

  private static void hardsigmoidSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.HARDSIGMOID, argument, dy, x, y, dx, at, length);
  }

  private static void sigmoidSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.SIGMOID, argument, dy, x, y, dx, at, length);
  }

  private static void tanhSlopeLoop(float argument, float[] dy, float[] x,
      float[] y, float[] dx, int at, int length) {
    slopeInline(VectorFunction.TANH, argument, dy, x, y, dx, at, length);
  }

  private static void slopeInline(VectorFunction function, float argument, float[] dy,
      float[] x, float[] y, float[] dx, int at, int length) {
    for (int i = at; i < at + length; i += LENGTH) {
      FloatVector slope = function.slope(FloatVector.fromArray(SPECIES, x, i),
          FloatVector.fromArray(SPECIES, y, i), argument);
      FloatVector.fromArray(SPECIES, dy, i).mul(slope).intoArray(dx, i);
    }
  }

  /**
   * Some neighbouring windows of a max pooling: of each the first number that is the largest gets the
   * gradient.
   *
   * @param places where the pixels of the first window begin in {@code in} and {@code into}
   * @param step how far apart two windows are
   * @param bottom windows whose largest number is not above have no gradient; NaN if all have
   * @param at where the first window's pixel begins in {@code output} and {@code gradient}
   */
  static void largestLoop(float[] in, int[] places, int count, int step, float bottom,
      float[] output, float[] gradient, int at, int pitch, int windows, float[] into) {
    FloatVector none = FloatVector.zero(SPECIES);
    FloatVector low = FloatVector.broadcast(SPECIES, bottom);
    for (int window = 0; window < windows; window++) {
      for (int c = 0; c < pitch; c += LENGTH) {
        int given = at + window * pitch + c;
        FloatVector largest = FloatVector.fromArray(SPECIES, output, given);
        FloatVector rest = FloatVector.fromArray(SPECIES, gradient, given)
            .blend(none, largest.compare(VectorOperators.LE, low));
        for (int i = 0; i < count; i++) {
          int place = places[i] + window * step + c;
          var wins = FloatVector.fromArray(SPECIES, in, place)
              .compare(VectorOperators.EQ, largest);
          FloatVector.fromArray(SPECIES, into, place).add(none.blend(rest, wins))
              .intoArray(into, place);
          rest = rest.blend(none, wins);
        }
      }
    }
  }

  /** The same of a mean: each number of a window gets a share. */
  static void meanLoop(int[] places, int count, int step, float share, float[] gradient, int at,
      int pitch, int windows, float[] into) {
    for (int window = 0; window < windows; window++) {
      for (int c = 0; c < pitch; c += LENGTH) {
        FloatVector part = FloatVector.fromArray(SPECIES, gradient, at + window * pitch + c)
            .mul(share);
        for (int i = 0; i < count; i++) {
          int place = places[i] + window * step + c;
          FloatVector.fromArray(SPECIES, into, place).add(part).intoArray(into, place);
        }
      }
    }
  }
}
