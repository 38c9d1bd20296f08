package fovea.engine.explain;

import fovea.engine.network.Layer.AdaptiveAvgPool2d;
import fovea.engine.network.Layer.Conv2d;
import fovea.engine.network.Layer.Flatten;
import fovea.engine.network.Layer.ReLU;
import fovea.engine.network.NetworkBuilder;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.PaddingMode;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Model;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where convolutions fail: they find a thing wherever it is, and so cannot say where. A piece of the
 * picture lies at many places of an empty one; a convolution, ReLU and global average pooling look at
 * it, and a linear layer learns to tell its row and column, on every other place. The same once more
 * with two channels that hold each pixel's row and column.
 *
 * @param side of the empty picture
 * @param piece rows and columns of the piece
 * @param without by the convolution alone, at places never learnt from
 * @param with the same with coordinate channels
 * @see <a href="https://arxiv.org/abs/1807.03247">Liu et al., An Intriguing Failing of Convolutional
 *     Neural Networks and the CoordConv Solution</a>
 */
public record Position(int side, int piece, List<Guess> without, List<Guess> with) {

  private static final int SIDE = 32;
  private static final int PIECE = 8;
  private static final int CHANNELS = 24;
  private static final int KERNEL = 5;

  /** The first row and column of the piece: nearer to the border the window would see the end. */
  public static final int FIRST = KERNEL - 1;

  /** The last. */
  public static final int LAST = SIDE - PIECE - FIRST;
  private static final int STEP = 2;

  /** Where the piece was, its upper left corner, and where it was taken to be. */
  public record Guess(int y, int x, double guessedY, double guessedX) {

    /** How many pixels lie between. */
    public double error() {
      return Math.hypot(guessedY - y, guessedX - x);
    }
  }

  public Position {
    without = List.copyOf(without);
    with = List.copyOf(with);
  }

  /** The mean error in pixels. */
  public static double error(List<Guess> guesses) {
    return guesses.stream().mapToDouble(Guess::error).average().orElse(0);
  }

  /** Learns with the middle of a picture of at least {@link Locality#MIN_SIDE} rows and columns. */
  public static Position of(Inference inference, Tensor picture, long seed) {
    Tensor piece = Gray.middle(Gray.of(picture), PIECE, PIECE);
    return new Position(SIDE, PIECE, guesses(inference, piece, 0, seed),
        guesses(inference, piece, 2, seed));
  }

  private static List<Guess> guesses(
      Inference inference, Tensor piece, int coordinates, long seed) {
    NetworkReading network = NetworkReading.of(NetworkBuilder
        .named("position", new Maps(1 + coordinates, SIDE, SIDE))
        .add("conv", new Conv2d(CHANNELS, Pair.of(KERNEL), Pair.of(1),
            new Padding.Explicit(Pair.of(0)), Pair.of(1), 1, true, PaddingMode.ZEROS))
        .add("relu", new ReLU()).add("pool", new AdaptiveAvgPool2d(OutputSize.of(1)))
        .add("features", new Flatten()).build());
    Model model = inference.prepare(network, Weights.seeded(seed));
    LeastSquares linear = new LeastSquares(CHANNELS + 1, 2);
    List<Guess> asked = new ArrayList<>();
    List<double[]> features = new ArrayList<>();
    for (int y = FIRST; y <= LAST; y += STEP) {
      for (int x = FIRST; x <= LAST; x += STEP) {
        double[] seen = seen(inference, model, scene(piece, coordinates, y, x));
        if ((y + x) / STEP % 2 == 0) {
          linear.add(seen, new double[]{y, x});
        } else {
          asked.add(new Guess(y, x, 0, 0));
          features.add(seen);
        }
      }
    }
    double[][] weights = linear.solve();
    List<Guess> guesses = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      double[] guess = LeastSquares.apply(weights, features.get(i));
      guesses.add(new Guess(asked.get(i).y, asked.get(i).x, guess[0], guess[1]));
    }
    return guesses;
  }

  /** The features of a scene, and a one for the bias. */
  private static double[] seen(Inference inference, Model model, Tensor scene) {
    float[] features = inference.run(model, scene, Set.of("features"), Progress.NONE,
        new Cancellation()).tensor("features").data();
    double[] seen = new double[features.length + 1];
    for (int i = 0; i < features.length; i++) {
      seen[i] = features[i];
    }
    seen[features.length] = 1;
    return seen;
  }

  /** The piece on an empty picture; with coordinates, rows and columns from −1 to 1 behind it. */
  private static Tensor scene(Tensor piece, int coordinates, int top, int left) {
    float[] scene = new float[(1 + coordinates) * SIDE * SIDE];
    for (int y = 0; y < PIECE; y++) {
      System.arraycopy(piece.data(), y * PIECE, scene, (top + y) * SIDE + left, PIECE);
    }
    for (int i = SIDE * SIDE; i < scene.length; i++) {
      int place = i / (SIDE * SIDE) == 1 ? i / SIDE % SIDE : i % SIDE;
      scene[i] = 2f * place / (SIDE - 1) - 1;
    }
    return Tensor.of(scene, 1 + coordinates, SIDE, SIDE);
  }
}
