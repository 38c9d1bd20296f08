package fovea.engine.train;

/**
 * How gradients change weights: {@code torch.optim}'s optimisers with their names, formulas and defaults.
 * How fast is the {@link Rate}'s business.
 */
public sealed interface Optimiser {

  /**
   * Stochastic gradient descent: {@code b = momentum · b + g}, then {@code w −= lr · b}, with Nesterov's
   * {@code lr · (g + momentum · b)}; g is the gradient and {@code weight_decay · w}. Dampening is 0, and the
   * first b is g.
   *
   * @param momentum 0 to below 1
   * @param nesterov needs a momentum
   * @param weightDecay 0 or more
   * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
   */
  record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimiser {

    public Sgd {
      InvalidOption.requireWithin("momentum", 0, 1, momentum);
      InvalidOption.requireAtLeast("weight_decay", 0, weightDecay);
      if (nesterov && momentum == 0) {
        throw new InvalidOption("momentum", "more than 0 with nesterov", momentum);
      }
    }

    /** PyTorch's defaults. */
    public Sgd() {
      this(0, false, 0);
    }
  }

  /**
   * Adam: {@code m = β₁ m + (1 − β₁) g} and {@code v = β₂ v + (1 − β₂) g²}, both corrected for having begun
   * at 0, then {@code w −= lr · m̂ / (√v̂ + eps)}; g is the gradient and {@code weight_decay · w}.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   * @param eps 0 or more
   * @param weightDecay 0 or more
   * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam</a>
   */
  record Adam(double beta1, double beta2, double eps, double weightDecay) implements Optimiser {

    public Adam {
      requireMoments(beta1, beta2, eps, weightDecay);
    }

    /** PyTorch's defaults. */
    public Adam() {
      this(0.9, 0.999, 1e-8, 0);
    }
  }

  /**
   * Adam whose weight decay is not part of the gradient: before each step {@code w −= lr · weight_decay · w}.
   *
   * @param beta1 0 to below 1
   * @param beta2 0 to below 1
   * @param eps 0 or more
   * @param weightDecay 0 or more
   * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter: Decoupled Weight Decay</a>
   */
  record AdamW(double beta1, double beta2, double eps, double weightDecay) implements Optimiser {

    public AdamW {
      requireMoments(beta1, beta2, eps, weightDecay);
    }

    /** PyTorch's defaults. */
    public AdamW() {
      this(0.9, 0.999, 1e-8, 0.01);
    }
  }

  private static void requireMoments(double beta1, double beta2, double eps, double weightDecay) {
    InvalidOption.requireWithin("betas", 0, 1, beta1);
    InvalidOption.requireWithin("betas", 0, 1, beta2);
    InvalidOption.requireAtLeast("eps", 0, eps);
    InvalidOption.requireAtLeast("weight_decay", 0, weightDecay);
  }

  /** How many numbers it remembers for each weight. */
  default int memories() {
    return switch (this) {
      case Sgd sgd -> sgd.momentum == 0 ? 0 : 1;
      case Adam _, AdamW _ -> 2;
    };
  }
}
