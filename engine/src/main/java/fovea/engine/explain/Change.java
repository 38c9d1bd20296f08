package fovea.engine.explain;

import fovea.engine.tensor.Tensor;

/** How far apart two sets of numbers are. */
final class Change {

  private Change() {}

  /** ‖b − a‖ / ‖a‖; 0 where both are nothing. */
  static double of(Tensor a, Tensor b) {
    double apart = 0;
    double all = 0;
    for (int i = 0; i < a.size(); i++) {
      double before = a.data()[i];
      double off = between(before, b.data()[i]);
      apart += off * off;
      all += before * before;
    }
    return apart == 0 ? 0 : Math.sqrt(apart / all);
  }

  /** |b − a|, which is 0 between two of the same infinity as well. */
  static double between(double a, double b) {
    return a == b ? 0 : Math.abs(b - a);
  }
}
