package fovea.engine.tensor;

import fovea.engine.network.Pair;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The classic filters, in any size. A kernel is laid over the picture as it stands here, row by row
 * (PyTorch's convolution does not turn it), so a positive answer of {@code SOBEL} at 0° means that the
 * picture gets brighter from left to right.
 *
 * <p>What is made of neighbours (all from {@code SOBEL} to {@code EMBOSS}) is 3 × 3; a larger one is
 * the 3 × 3 one on a blurred picture, its convolution with the binomial kernel of what is left: so
 * grow Sobel's and Laplace's kernels in OpenCV, too.
 */
public enum Filter {
  /** One in the middle, zero elsewhere: the picture itself. */
  IDENTITY(false),
  /** The mean of the window: {@code 1 / (h·w)} everywhere. */
  BOX(false),
  /**
   * A weighted mean, bell-shaped: the binomial coefficients {@code C(n−1, k) / 2^(n−1)} of both axes,
   * multiplied; σ = √(n−1) / 2. In 3 × 3: {@code 1 2 1, 2 4 2, 1 2 1}, each / 16.
   *
   * @see <a href="https://doi.org/10.1109/TCOM.1983.1095851">Burt and Adelson, The Laplacian Pyramid
   *     as a Compact Image Code</a>
   */
  GAUSSIAN(false),
  /**
   * How fast the picture gets brighter in a direction, smoothed across it: cos θ · {@code −1 0 1, −2 0
   * 2, −1 0 1} + sin θ · its transpose. 0° looks to the right, 90° down.
   *
   * @see <a href="https://doi.org/10.1109/34.93808">Freeman and Adelson, The Design and Use of
   *     Steerable Filters</a>
   */
  SOBEL(true),
  /** As {@code SOBEL}, with three neighbours alike: {@code −1 0 1} in each row (Prewitt, 1970). */
  PREWITT(true),
  /** The sum of both second derivatives, zero where the light changes evenly: {@code 0 1 0, 1 −4 1, 0 1 0}. */
  LAPLACIAN(false),
  /** The picture less its Laplacian: {@code 0 −1 0, −1 5 −1, 0 −1 0}. */
  SHARPEN(false),
  /**
   * The picture as a relief lit from a direction: identity + √2 · Prewitt; at 45° {@code −2 −1 0, −1 1
   * 1, 0 1 2}.
   */
  EMBOSS(true),
  /**
   * A wave under a bell: exp(−(x′² + γ²y′²) / 2σ²) · cos(2πx′ / λ), with x′ = x cos θ + y sin θ, y′ = −x
   * sin θ + y cos θ from the middle of the kernel, γ = 0.5 and σ = 0.56 λ, a bandwidth of one octave.
   *
   * @see <a href="https://doi.org/10.1364/JOSAA.2.001160">Daugman, Uncertainty relation for resolution
   *     in space, spatial frequency, and orientation</a>
   */
  GABOR(true);

  private static final double[][] PREWITT_X = {{-1, 0, 1}, {-1, 0, 1}, {-1, 0, 1}};
  private static final double[][] SOBEL_X = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
  private static final double[][] LAPLACE = {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}};
  private static final double GABOR_ASPECT = 0.5;
  private static final double GABOR_SIGMA_A_WAVE = 0.56;

  private final boolean turns;

  Filter(boolean turns) {
    this.turns = turns;
  }

  /** The word used in forms: {@code sobel}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The filter of that word. */
  public static Optional<Filter> of(String word) {
    return Arrays.stream(values()).filter(filter -> filter.word().equals(word)).findFirst();
  }

  /** Whether it has a direction. */
  public boolean turns() {
    return turns;
  }

  /** The smallest height and width that it can have. */
  public int smallestSide() {
    return switch (this) {
      case IDENTITY, BOX, GAUSSIAN -> 1;
      case SOBEL, PREWITT, LAPLACIAN, SHARPEN, EMBOSS, GABOR -> 3;
    };
  }

  /**
   * The kernel {@code [height, width]}.
   *
   * @param degrees where it looks: 0 to the right, 90 down; of no meaning where it has no direction
   * @param wavelength of {@code GABOR}, in pixels, above 0
   * @throws IllegalArgumentException if a side is below {@link #smallestSide}
   */
  public Tensor kernel(Pair size, double degrees, double wavelength) {
    if (Math.min(size.height(), size.width()) < smallestSide()) {
      throw new IllegalArgumentException("expected sides of at least %d for %s but found %s"
          .formatted(smallestSide(), word(), size));
    }
    double angle = Math.toRadians(degrees);
    double[][] kernel = switch (this) {
      case IDENTITY -> identity(size);
      case BOX -> box(size);
      case GAUSSIAN -> binomial(size);
      case SOBEL -> grown(turned(SOBEL_X, angle), size);
      case PREWITT -> grown(turned(PREWITT_X, angle), size);
      case LAPLACIAN -> grown(LAPLACE, size);
      case SHARPEN -> sum(identity(size), -1, grown(LAPLACE, size));
      case EMBOSS -> sum(identity(size), Math.sqrt(2), grown(turned(PREWITT_X, angle), size));
      case GABOR -> gabor(size, angle, wavelength);
    };
    float[] numbers = new float[size.height() * size.width()];
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        numbers[y * size.width() + x] = rounded(kernel[y][x]);
      }
    }
    return Tensor.of(numbers, size.height(), size.width());
  }

  /** Sines of whole angles miss zero by some 1e−16; a kernel with such numbers would look wrong. */
  private static float rounded(double number) {
    return Math.abs(number) < 1e-12 ? 0 : (float) number;
  }

  private static double[][] identity(Pair size) {
    double[][] kernel = new double[size.height()][size.width()];
    kernel[size.height() / 2][size.width() / 2] = 1;
    return kernel;
  }

  private static double[][] box(Pair size) {
    double[][] kernel = new double[size.height()][size.width()];
    for (double[] row : kernel) {
      Arrays.fill(row, 1.0 / ((double) size.height() * size.width()));
    }
    return kernel;
  }

  private static double[][] binomial(Pair size) {
    double[] rows = binomial(size.height());
    double[] columns = binomial(size.width());
    double[][] kernel = new double[rows.length][columns.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        kernel[y][x] = rows[y] * columns[x];
      }
    }
    return kernel;
  }

  /** C(n−1, k) / 2^(n−1): a one, smeared n − 1 times over two neighbours. */
  private static double[] binomial(int n) {
    double[] numbers = new double[n];
    numbers[0] = 1;
    for (int step = 1; step < n; step++) {
      for (int k = step; k > 0; k--) {
        numbers[k] = (numbers[k] + numbers[k - 1]) / 2;
      }
      numbers[0] /= 2;
    }
    return numbers;
  }

  /** cos θ · kernel + sin θ · its transpose. */
  private static double[][] turned(double[][] across, double angle) {
    double[][] kernel = new double[3][3];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        kernel[y][x] = Math.cos(angle) * across[y][x] + Math.sin(angle) * across[x][y];
      }
    }
    return kernel;
  }

  /** A 3 × 3 kernel in that size: convolved with the binomial kernel that is two cells smaller. */
  private static double[][] grown(double[][] core, Pair size) {
    double[][] blur = binomial(new Pair(size.height() - 2, size.width() - 2));
    double[][] kernel = new double[size.height()][size.width()];
    for (int y = 0; y < blur.length; y++) {
      for (int x = 0; x < blur[0].length; x++) {
        for (int ky = 0; ky < 3; ky++) {
          for (int kx = 0; kx < 3; kx++) {
            kernel[y + ky][x + kx] += blur[y][x] * core[ky][kx];
          }
        }
      }
    }
    return kernel;
  }

  private static double[][] sum(double[][] first, double times, double[][] second) {
    for (int y = 0; y < first.length; y++) {
      for (int x = 0; x < first[y].length; x++) {
        first[y][x] += times * second[y][x];
      }
    }
    return first;
  }

  private static double[][] gabor(Pair size, double angle, double wavelength) {
    double sigma = GABOR_SIGMA_A_WAVE * wavelength;
    double[][] kernel = new double[size.height()][size.width()];
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        double y = row - (size.height() - 1) / 2.0;
        double x = column - (size.width() - 1) / 2.0;
        double along = x * Math.cos(angle) + y * Math.sin(angle);
        double across = GABOR_ASPECT * (y * Math.cos(angle) - x * Math.sin(angle));
        kernel[row][column] = Math.exp(
            -(along * along + across * across) / (2 * sigma * sigma))
            * Math.cos(2 * Math.PI * along / wavelength);
      }
    }
    return kernel;
  }
}
