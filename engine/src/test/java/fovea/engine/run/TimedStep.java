package fovea.engine.run;

import java.util.List;

/**
 * A step of a run and how long it took.
 *
 * @param layer the first layer that it computes
 * @param kernel what computes it
 * @param flops multiplications and additions of the layers' formulas, whatever the kernel makes of
 *     them
 * @param bytes what it reads and writes: inputs, output and weights, as they are laid out
 */
record TimedStep(String layer, String kernel, double millis, long flops, long bytes) {

  /** All steps as one. */
  static TimedStep sum(String name, List<TimedStep> steps) {
    return new TimedStep(name, "all",
        steps.stream().mapToDouble(TimedStep::millis).sum(),
        steps.stream().mapToLong(TimedStep::flops).sum(),
        steps.stream().mapToLong(TimedStep::bytes).sum());
  }

  double gflops() {
    return 1e-6 * flops / millis;
  }

  double gigabytes() {
    return 1e-6 * bytes / millis;
  }
}
