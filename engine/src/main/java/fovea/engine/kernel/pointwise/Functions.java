package fovea.engine.kernel.pointwise;

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

/** The functions of the activation layers, number by number, as PyTorch defines them. */
public final class Functions {

  private Functions() {}

  /** f(x). */
  public static double apply(Activation function, double x) {
    return switch (function) {
      case ReLU _ -> Math.max(0, x);
      case ReLU6 _ -> Math.clamp(x, 0.0, 6.0);
      case LeakyReLU leaky -> x > 0 ? x : leaky.negativeSlope() * x;
      case ELU elu -> x > 0 ? x : elu.alpha() * Math.expm1(x);
      case GELU _ -> x / 2 * (1 + erf(x / Math.sqrt(2)));
      case SiLU _ -> x * sigmoid(x);
      case Hardswish _ -> x * hardsigmoid(x);
      case Hardsigmoid _ -> hardsigmoid(x);
      case Sigmoid _ -> sigmoid(x);
      case Tanh _ -> Math.tanh(x);
    };
  }

  /** f′(x); at a kink what PyTorch takes, which is the slope to the left of it. */
  public static double derivative(Activation function, double x) {
    return switch (function) {
      case ReLU _ -> x > 0 ? 1 : 0;
      case ReLU6 _ -> x > 0 && x < 6 ? 1 : 0;
      case LeakyReLU leaky -> x > 0 ? 1 : leaky.negativeSlope();
      case ELU elu -> x > 0 ? 1 : elu.alpha() * Math.exp(x);
      case GELU _ ->
        (1 + erf(x / Math.sqrt(2))) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case SiLU _ -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
      case Hardswish _ -> x < -3 ? 0 : x <= 3 ? x / 3 + 0.5 : 1;
      case Hardsigmoid _ -> x > -3 && x < 3 ? 1.0 / 6 : 0;
      case Sigmoid _ -> sigmoid(x) * (1 - sigmoid(x));
      case Tanh _ -> 1 - Math.tanh(x) * Math.tanh(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double hardsigmoid(double x) {
    return Math.clamp(x + 3, 0.0, 6.0) / 6;
  }

  /**
   * The error function, to 1.5e-7.
   *
   * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_299.htm">Abramowitz and Stegun,
   *     7.1.26</a>
   */
  static double erf(double x) {
    double t = 1 / (1 + 0.3275911 * Math.abs(x));
    double polynomial = t * (0.254829592
        + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.copySign(1 - polynomial * Math.exp(-x * x), x);
  }
}
