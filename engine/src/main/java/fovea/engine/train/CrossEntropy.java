package fovea.engine.train;

/**
 * The loss: how surprised a network is by the right answers, {@code −Σ target · log softmax(numbers)}, its
 * mean over a batch. With label smoothing the target is {@code 1 − s + s / K} for the right class and {@code
 * s / K} for all others of the K, as PyTorch's {@code cross_entropy} has it.
 *
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al., section 7</a> for label smoothing
 */
final class CrossEntropy {

  private final double loss;
  private final int correct;
  private final double[][] gradient;

  private CrossEntropy(double loss, int correct, double[][] gradient) {
    this.loss = loss;
    this.correct = correct;
    this.gradient = gradient;
  }

  /** The mean over the batch. */
  double loss() {
    return loss;
  }

  /** For how many pictures the right class has the largest number. */
  int correct() {
    return correct;
  }

  /** For each picture the derivative of the loss with respect to its numbers. */
  double[][] gradient() {
    return gradient;
  }

  static CrossEntropy of(double[][] numbers, int[] labels, double labelSmoothing) {
    double loss = 0;
    int correct = 0;
    double[][] gradient = new double[numbers.length][];
    for (int n = 0; n < numbers.length; n++) {
      double[] shares = softmax(numbers[n]);
      double logSum = logSum(numbers[n]);
      double rest = labelSmoothing / shares.length;
      for (int k = 0; k < shares.length; k++) {
        double target = rest + (k == labels[n] ? 1 - labelSmoothing : 0);
        // Nothing is lost by 0 · ∞: a class without a target may be as unlikely as it likes.
        loss += target == 0 ? 0 : target * (logSum - numbers[n][k]);
        shares[k] = (shares[k] - target) / numbers.length;
      }
      correct += largest(numbers[n]) == labels[n] ? 1 : 0;
      gradient[n] = shares;
    }
    return new CrossEntropy(loss / numbers.length, correct, gradient);
  }

  /** The shares of all classes. */
  static double[] softmax(double[] numbers) {
    double logSum = logSum(numbers);
    double[] shares = new double[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      shares[k] = Math.exp(numbers[k] - logSum);
    }
    return shares;
  }

  private static double logSum(double[] numbers) {
    double largest = numbers[largest(numbers)];
    double sum = 0;
    for (double number : numbers) {
      sum += Math.exp(number - largest);
    }
    return largest + Math.log(sum);
  }

  /** The first of the largest. */
  static int largest(double[] numbers) {
    int largest = 0;
    for (int k = 1; k < numbers.length; k++) {
      if (numbers[k] > numbers[largest]) {
        largest = k;
      }
    }
    return largest;
  }
}
