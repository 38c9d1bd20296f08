package fovea.engine.run;

/**
 * Compares the best kernels of this process with PyTorch on all golden networks. A program of its
 * own, because a process has one vector width.
 */
final class GoldenCheck {

  private GoldenCheck() {}

  /** Ends with an AssertionError at the first layer that differs; prints which kernels computed. */
  public static void main(String[] args) {
    try (Inference inference = Inference.withDefaults()) {
      Goldens.all().forEach(golden -> Goldens.requireAgreement(golden, inference));
      System.out.println(inference.kernels());
    }
  }
}
