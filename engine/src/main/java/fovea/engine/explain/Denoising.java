package fovea.engine.explain;

import fovea.engine.tensor.Tensor;
import java.util.Random;

/**
 * Two layers learn to take noise off small tiles of a picture, once as they are and once with the
 * pixels of every tile shuffled alike: a convolution, which knows what stands beside what, and a fully
 * connected layer, which does not. Both learn on half of the picture and are judged on the other.
 *
 * @param tile rows and columns of a tile
 * @param window of the convolution
 * @param plain what is left of the noise in tiles as they are
 * @param shuffled the same in shuffled tiles
 * @param pictures {@code [6, H, W]}: noisy, by the convolution, by the fully connected layer; the
 *     same of shuffled tiles, whose results are put back in order
 */
public record Denoising(int tile, int window, Left plain, Left shuffled, Tensor pictures) {

  /** The noise's standard deviation in parts of the picture's. */
  public static final double NOISE = 0.5;

  private static final int WINDOW = 5;
  private static final int MAX_SIDE = 128;
  private static final int SAMPLES = 3_000;

  /** Mean squared error on tiles never seen, in parts of the noise's: 1 if nothing was learnt. */
  public record Left(double convolution, double full) {}

  /** How many weights the convolution has. */
  public int convolutionWeights() {
    return window * window;
  }

  /** How many weights the fully connected layer has. */
  public int fullWeights() {
    return tile * tile * tile * tile;
  }

  /** Learns on a picture of at least {@link Locality#MIN_SIDE} rows and columns: on its middle. */
  public static Denoising of(Tensor picture, long seed) {
    int tile = Math.min(picture.dimension(1), picture.dimension(2)) < 32 ? 4 : 8;
    Tensor clean = Gray.middle(Gray.of(picture), side(picture.dimension(1), tile),
        side(picture.dimension(2), tile));
    Random random = new Random(seed);
    Tensor noisy = noisy(clean, random);
    int[] asIs = new int[tile * tile];
    for (int i = 0; i < asIs.length; i++) {
      asIs[i] = i;
    }
    Tiles plain = new Tiles(clean, tile, asIs);
    Tiles mixed = new Tiles(clean, tile, Gray.order(asIs.length, seed));
    plain.learn(new Random(seed + 1));
    mixed.learn(new Random(seed + 1));
    float[] pictures = new float[6 * clean.size()];
    Left left = plain.judge(noisy, pictures, 0);
    return new Denoising(tile, WINDOW, left, mixed.judge(noisy, pictures, 3),
        Tensor.of(pictures, 6, clean.dimension(1), clean.dimension(2)));
  }

  private static int side(int length, int tile) {
    return Math.min(MAX_SIDE, length) / (2 * tile) * (2 * tile);
  }

  private static Tensor noisy(Tensor clean, Random random) {
    float[] noisy = clean.data().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (NOISE * random.nextGaussian());
    }
    return Tensor.of(noisy, clean.shape());
  }

  /** The tiles of a picture, their pixels in some order, and the two layers that learn on them. */
  private static final class Tiles {

    private final Tensor clean;
    private final int tile;
    private final int[] order;
    private double[][] kernel = {};
    private double[][] matrix = {};

    Tiles(Tensor clean, int tile, int[] order) {
      this.clean = clean;
      this.tile = tile;
      this.order = order;
    }

    /** Half of the picture, as the white fields of a chessboard whose fields are four tiles large. */
    private boolean isLearntFrom(int y, int x) {
      return (y / (2 * tile) + x / (2 * tile)) % 2 == 0;
    }

    void learn(Random random) {
      LeastSquares convolution = new LeastSquares(WINDOW * WINDOW, 1);
      LeastSquares full = new LeastSquares(tile * tile, tile * tile);
      for (int i = 0; i < SAMPLES; i++) {
        // A tile that lies within one white field.
        int y = random.nextInt(clean.dimension(1) - tile + 1);
        int x = random.nextInt(clean.dimension(2) - tile + 1);
        boolean isWithin = y / (2 * tile) == (y + tile - 1) / (2 * tile)
            && x / (2 * tile) == (x + tile - 1) / (2 * tile);
        if (isWithin && isLearntFrom(y, x)) {
          double[] wanted = cut(clean, y, x);
          double[] given = new double[wanted.length];
          // In the picture's own order, so that both orders get the same noise.
          for (int k = 0; k < given.length; k++) {
            given[at(k)] = wanted[at(k)] + NOISE * random.nextGaussian();
          }
          full.add(given, wanted);
          for (int k = 0; k < given.length; k++) {
            convolution.add(window(given, k), new double[]{wanted[k]});
          }
        }
      }
      kernel = convolution.solve();
      matrix = full.solve();
    }

    /** Where the k-th pixel of the picture's tile stands in ours. */
    private int at(int k) {
      return order[k];
    }

    private double[] cut(Tensor map, int top, int left) {
      double[] cut = new double[tile * tile];
      for (int k = 0; k < cut.length; k++) {
        cut[at(k)] = map.data()[(top + k / tile) * map.dimension(2) + left + k % tile];
      }
      return cut;
    }

    /** What a convolution with zero padding sees around the k-th pixel of a tile. */
    private double[] window(double[] cut, int k) {
      double[] window = new double[WINDOW * WINDOW];
      for (int i = 0; i < window.length; i++) {
        int y = k / tile + i / WINDOW - WINDOW / 2;
        int x = k % tile + i % WINDOW - WINDOW / 2;
        window[i] = y >= 0 && y < tile && x >= 0 && x < tile ? cut[y * tile + x] : 0;
      }
      return window;
    }

    /** Takes the noise off all tiles, draws three pictures from that map on, and measures the rest. */
    Left judge(Tensor noisy, float[] pictures, int map) {
      double[] errors = new double[2];
      int judged = 0;
      for (int top = 0; top < clean.dimension(1); top += tile) {
        for (int left = 0; left < clean.dimension(2); left += tile) {
          double[] given = cut(noisy, top, left);
          double[] wanted = cut(clean, top, left);
          double[] byFull = LeastSquares.apply(matrix, given);
          double[] byWindow = new double[given.length];
          for (int k = 0; k < given.length; k++) {
            byWindow[k] = LeastSquares.apply(kernel, window(given, k))[0];
          }
          for (int k = 0; k < given.length; k++) {
            int pixel = (top + k / tile) * clean.dimension(2) + left + k % tile;
            // What comes in is shown as it comes in, what comes out in the picture's order.
            pictures[map * clean.size() + pixel] = (float) given[k];
            pictures[(map + 1) * clean.size() + pixel] = (float) byWindow[at(k)];
            pictures[(map + 2) * clean.size() + pixel] = (float) byFull[at(k)];
            if (!isLearntFrom(top, left)) {
              errors[0] += square(byWindow[k] - wanted[k]);
              errors[1] += square(byFull[k] - wanted[k]);
              judged++;
            }
          }
        }
      }
      double noise = NOISE * NOISE * judged;
      return new Left(errors[0] / noise, errors[1] / noise);
    }

    private static double square(double value) {
      return value * value;
    }
  }
}
