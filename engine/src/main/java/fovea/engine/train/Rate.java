package fovea.engine.train;

/**
 * How large steps are, step by step: {@code torch.optim.lr_scheduler}'s constant rate, {@code StepLR} and
 * {@code CosineAnnealingLR}, each behind a warm-up as {@code LinearLR} does it, from a third of the rate up to
 * all of it.
 */
public sealed interface Rate {

  /** A warm-up begins with this part of the rate: {@code LinearLR}'s default. */
  double START_FACTOR = 1.0 / 3;

  /** The rate that all begins with, behind the warm-up: PyTorch's {@code lr}. */
  double lr();

  /** Steps of the warm-up; 0 for none. */
  int warmUp();

  /**
   * Always the same.
   *
   * @param lr 0 or more
   */
  record Constant(double lr, int warmUp) implements Rate {

    public Constant {
      require(lr, warmUp);
    }
  }

  /**
   * {@code lr · gamma^⌊t / step_size⌋}.
   *
   * @param lr 0 or more
   * @param stepSize steps until the rate becomes smaller, at least 1
   * @param gamma what it is multiplied with then, more than 0
   */
  record Step(double lr, int stepSize, double gamma, int warmUp) implements Rate {

    public Step {
      require(lr, warmUp);
      InvalidOption.requireCount("step_size", 1, Integer.MAX_VALUE, stepSize);
      InvalidOption.requireAtLeast("gamma", Double.MIN_NORMAL, gamma);
    }
  }

  /**
   * {@code eta_min + (lr − eta_min) · (1 + cos(π t / T_max)) / 2}.
   *
   * @param lr 0 or more
   * @param tMax steps from the largest rate to the smallest, at least 1
   * @param etaMin the smallest rate, 0 or more
   */
  record Cosine(double lr, int tMax, double etaMin, int warmUp) implements Rate {

    public Cosine {
      require(lr, warmUp);
      InvalidOption.requireCount("T_max", 1, Integer.MAX_VALUE, tMax);
      InvalidOption.requireAtLeast("eta_min", 0, etaMin);
    }
  }

  private static void require(double lr, int warmUp) {
    InvalidOption.requireAtLeast("lr", 0, lr);
    InvalidOption.requireCount("warm_up", 0, Integer.MAX_VALUE, warmUp);
  }

  /** The rate of a step, counted from 0. */
  default double at(int step) {
    if (step < warmUp()) {
      return lr() * (START_FACTOR + (1 - START_FACTOR) * step / warmUp());
    }
    int t = step - warmUp();
    return switch (this) {
      case Constant constant -> constant.lr;
      case Step falling -> falling.lr * Math.pow(falling.gamma, Math.floorDiv(t, falling.stepSize));
      case Cosine cosine ->
        cosine.etaMin + (cosine.lr - cosine.etaMin) * (1 + Math.cos(Math.PI * t / cosine.tMax)) / 2;
    };
  }
}
