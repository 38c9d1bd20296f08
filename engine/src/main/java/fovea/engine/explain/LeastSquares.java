package fovea.engine.explain;

/**
 * The weights of a layer that learns in one step: those with the smallest squared error over all
 * samples, and a little weight decay. Not thread-safe.
 */
final class LeastSquares {

  /** In parts of the inputs' mean square: enough that any samples have a solution. */
  private static final double DECAY = 1e-6;

  private final double[][] squares;
  private final double[][] products;

  LeastSquares(int inputs, int outputs) {
    squares = new double[inputs][inputs];
    products = new double[inputs][outputs];
  }

  /** Takes in what belongs together. */
  void add(double[] input, double[] output) {
    for (int i = 0; i < input.length; i++) {
      double value = input[i];
      for (int j = 0; j <= i; j++) {
        squares[i][j] += value * input[j];
      }
      for (int j = 0; j < output.length; j++) {
        products[i][j] += value * output[j];
      }
    }
  }

  /** The weights {@code [inputs][outputs]}, by Cholesky's factors of the normal equations. */
  double[][] solve() {
    int n = squares.length;
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += squares[i][i];
    }
    double decay = Math.max(DECAY * trace / n, Double.MIN_NORMAL);
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = squares[i][j] + (i == j ? decay : 0);
        for (int k = 0; k < j; k++) {
          rest -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(Math.max(rest, decay)) : rest / factor[j][j];
      }
    }
    double[][] weights = new double[n][];
    for (int i = 0; i < n; i++) {
      weights[i] = products[i].clone();
      for (int k = 0; k < i; k++) {
        subtract(weights[i], factor[i][k], weights[k]);
      }
      divide(weights[i], factor[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        subtract(weights[i], factor[k][i], weights[k]);
      }
      divide(weights[i], factor[i][i]);
    }
    return weights;
  }

  private static void subtract(double[] row, double times, double[] other) {
    for (int j = 0; j < row.length; j++) {
      row[j] -= times * other[j];
    }
  }

  private static void divide(double[] row, double by) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= by;
    }
  }

  /** What weights make of an input. */
  static double[] apply(double[][] weights, double[] input) {
    double[] output = new double[weights[0].length];
    for (int i = 0; i < input.length; i++) {
      subtract(output, -input[i], weights[i]);
    }
    return output;
  }
}
