package fovea.engine.kernel.pointwise;

import static fovea.engine.kernel.volume.Lanes.SPECIES;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.ELU;
import fovea.engine.network.Layer.GELU;
import fovea.engine.network.Layer.Hardsigmoid;
import fovea.engine.network.Layer.Hardswish;
import fovea.engine.network.Layer.LeakyReLU;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.Layer.ReLU6;
import fovea.engine.network.Layer.SiLU;
import fovea.engine.network.Layer.Sigmoid;
import fovea.engine.network.Layer.Tanh;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector twin of {@link Functions}. An enum and no lambdas: in a hot loop a vector must never pass
 * through a call that the compiler cannot see through, or it becomes an object.
 */
public enum VectorFunction {
  IDENTITY, RELU, RELU6, LEAKY_RELU, ELU, GELU, SILU, HARDSWISH, HARDSIGMOID, SIGMOID, TANH;

  public static VectorFunction of(Activation layer) {
    return switch (layer) {
      case ReLU _ -> RELU;
      case ReLU6 _ -> RELU6;
      case LeakyReLU _ -> LEAKY_RELU;
      case ELU _ -> ELU;
      case GELU _ -> GELU;
      case SiLU _ -> SILU;
      case Hardswish _ -> HARDSWISH;
      case Hardsigmoid _ -> HARDSIGMOID;
      case Sigmoid _ -> SIGMOID;
      case Tanh _ -> TANH;
    };
  }

  /** The number that some functions have: LeakyReLU's slope, ELU's alpha. */
  public static float argument(Activation layer) {
    return switch (layer) {
      case LeakyReLU leaky -> (float) leaky.negativeSlope();
      case ELU elu -> (float) elu.alpha();
      case ReLU _, ReLU6 _, GELU _, SiLU _, Hardswish _, Hardsigmoid _, Sigmoid _, Tanh _ -> 0;
    };
  }

  /** Its name, as people write it. */
  String words() {
    return switch (this) {
      case IDENTITY -> "";
      case RELU -> "ReLU";
      case RELU6 -> "ReLU6";
      case LEAKY_RELU -> "LeakyReLU";
      case ELU -> "ELU";
      case GELU -> "GELU";
      case SILU -> "SiLU";
      case HARDSWISH -> "Hardswish";
      case HARDSIGMOID -> "Hardsigmoid";
      case SIGMOID -> "Sigmoid";
      case TANH -> "Tanh";
    };
  }

  /**
   * f(x). One is compared after the other, since what a switch reads is no constant to the compiler, even in a loop
   * in which the function is one.
   */
  FloatVector apply(FloatVector x, float argument) {
    if (this == RELU || this == RELU6) {
      return clamp(x, broadcast(bottom()), broadcast(top()));
    }
    if (this == LEAKY_RELU) {
      return x.blend(x.mul(argument), x.lt(0));
    }
    if (this == ELU) {
      return x.blend(VectorExp.expm1(x).mul(argument), x.lt(0));
    }
    if (this == GELU) {
      return x.mul(0.5f).mul(erf(x.mul((float) Math.sqrt(0.5))).add(1));
    }
    if (this == SILU) {
      return x.mul(VectorExp.sigmoid(x));
    }
    if (this == HARDSWISH) {
      return x.mul(hardsigmoid(x));
    }
    if (this == HARDSIGMOID) {
      return hardsigmoid(x);
    }
    if (this == SIGMOID) {
      return VectorExp.sigmoid(x);
    }
    return this == TANH ? VectorExp.tanh(x) : x;
  }

  /** Whether the slope follows from what the function gives, so that what it has read may be forgotten. */
  public boolean isSlopeOfOutput(float argument) {
    return switch (this) {
      case IDENTITY, RELU, RELU6, HARDSIGMOID, SIGMOID, TANH -> true;
      case LEAKY_RELU, ELU -> argument >= 0;
      case GELU, SILU, HARDSWISH -> false;
    };
  }

  /** f′(x), with y = f(x); the vector twin of {@link Functions#derivative}, one compared after the other as well. */
  public FloatVector slope(FloatVector x, FloatVector y, float argument) {
    if (this == RELU) {
      return broadcast(0).blend(1, y.compare(VectorOperators.GT, 0));
    }
    if (this == RELU6) {
      return broadcast(0).blend(
          1, y.compare(VectorOperators.GT, 0).and(y.compare(VectorOperators.LT, 6)));
    }
    if (this == LEAKY_RELU) {
      return broadcast(argument).blend(1, x.compare(VectorOperators.GT, 0));
    }
    if (this == ELU) {
      return y.add(argument).blend(1, x.compare(VectorOperators.GT, 0));
    }
    if (this == GELU) {
      return geluSlope(x);
    }
    if (this == SILU) {
      return siluSlope(x);
    }
    if (this == HARDSWISH) {
      return hardswishSlope(x);
    }
    if (this == HARDSIGMOID) {
      return broadcast(0).blend(
          1f / 6, y.compare(VectorOperators.GT, 0).and(y.compare(VectorOperators.LT, 1)));
    }
    if (this == SIGMOID) {
      return y.mul(one().sub(y));
    }
    return this == TANH ? one().sub(y.mul(y)) : one();
  }

  private static FloatVector geluSlope(FloatVector x) {
    return erf(x.mul((float) Math.sqrt(0.5))).add(1).mul(0.5f)
        .add(x.mul(VectorExp.exp(x.mul(x).mul(-0.5f))).mul((float) (1 / Math.sqrt(2 * Math.PI))));
  }

  private static FloatVector siluSlope(FloatVector x) {
    FloatVector s = VectorExp.sigmoid(x);
    return s.mul(x.mul(one().sub(s)).add(1));
  }

  private static FloatVector hardswishSlope(FloatVector x) {
    return broadcast(0).blend(x.div(3).add(0.5f), x.compare(VectorOperators.GE, -3))
        .blend(1, x.compare(VectorOperators.GT, 3));
  }

  /** Whether it is the nearest number between {@link #bottom} and {@link #top}. */
  public boolean isClamp() {
    return this == IDENTITY || this == RELU || this == RELU6;
  }

  /** The least value of a clamp; of any other function, none. */
  public float bottom() {
    return this == RELU || this == RELU6 ? 0 : Float.NEGATIVE_INFINITY;
  }

  /** The largest value of a clamp; of any other function, none. */
  public float top() {
    return this == RELU6 ? 6 : Float.POSITIVE_INFINITY;
  }

  /** Compares and blends: Java's max must tell 0 from −0, which takes five instructions. */
  public static FloatVector clamp(FloatVector x, FloatVector bottom, FloatVector top) {
    FloatVector raised = x.blend(bottom, x.compare(VectorOperators.LT, bottom));
    return raised.blend(top, raised.compare(VectorOperators.GT, top));
  }

  private static FloatVector hardsigmoid(FloatVector x) {
    return clamp(x.add(3), broadcast(0), broadcast(6)).div(6);
  }

  /** Abramowitz and Stegun 7.1.26, as in {@link Functions#erf}. */
  private static FloatVector erf(FloatVector x) {
    FloatVector t = one().div(x.abs().mul(0.3275911f).add(1));
    FloatVector polynomial = t.mul(1.0614054f).add(-1.4531521f).mul(t).add(1.4214138f).mul(t)
        .add(-0.28449672f)
        .mul(t).add(0.2548296f).mul(t);
    FloatVector magnitude = one().sub(polynomial.mul(VectorExp.exp(x.mul(x).neg())));
    return magnitude.blend(magnitude.neg(), x.lt(0));
  }

  private static FloatVector one() {
    return broadcast(1);
  }

  private static FloatVector broadcast(float x) {
    return FloatVector.broadcast(SPECIES, x);
  }
}
