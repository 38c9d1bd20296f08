package fovea.engine.explain;

import fovea.engine.network.Shape.Maps;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Model;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a network says when part of the picture is covered: a patch slides over it, and at each place the
 * network runs anew. Where a class's share falls, the patch hides what speaks for it.
 *
 * @param patch how it slides
 * @param whole {@code [classes]}: the shares of the whole picture
 * @param covered {@code [rows, columns, classes]}: the shares with the patch at each of its places
 * @see <a href="https://arxiv.org/abs/1311.2901">Zeiler and Fergus, Visualizing and Understanding
 *     Convolutional Networks</a>, section 4.2
 */
public record Occlusion(Patch patch, Tensor whole, Tensor covered) {

  /**
   * A square that slides over a picture. Its last row and column of places end with the picture, so that
   * none of it stays uncovered.
   *
   * @param height of the picture, in pixels
   * @param width of the picture
   * @param size its side, at least 1 and at most the picture's shorter side
   * @param stride from place to place, at least 1 and at most its size
   */
  public record Patch(int height, int width, int size, int stride) {

    /** Refuses one that would leave gaps or the picture. */
    public Patch {
      if (size < 1 || size > Math.min(height, width) || stride < 1 || stride > size) {
        throw new IllegalArgumentException(
            "expected a patch within %d × %d and a stride up to its size but found %d and %d"
                .formatted(height, width, size, stride));
      }
    }

    /** How many rows of places there are. */
    public int rows() {
      return Math.ceilDiv(height - size, stride) + 1;
    }

    /** How many columns. */
    public int columns() {
      return Math.ceilDiv(width - size, stride) + 1;
    }

    /** How often the network runs for them. */
    public long places() {
      return (long) rows() * columns();
    }

    /** The first row of the picture that it covers in that row of places. */
    public int top(int row) {
      return Math.min(row * stride, height - size);
    }

    /** The first column. */
    public int left(int column) {
      return Math.min(column * stride, width - size);
    }
  }

  /**
   * Runs the network once for the whole picture and once a place, one after the other, and waits.
   *
   * @param picture {@code [C, H, W]}
   * @param cover what shows in place of the picture where the patch lies, in its shape: grey
   * @param patch one of the picture's size
   * @throws java.util.concurrent.CancellationException within 50 ms of a cancellation
   */
  public static Occlusion of(
      Inference inference, Classifier network, Weights weights, Tensor picture, Tensor cover,
      Patch patch, Cancellation cancellation) {
    Model model = inference.prepare(network.reading(), weights);
    int classes = network.classes();
    float[] covered = new float[Math.toIntExact(patch.places() * classes)];
    for (int i = 0; i < patch.places(); i++) {
      Tensor seen = covered(picture, cover, patch, i / patch.columns(), i % patch.columns());
      shares(inference, model, network, seen, cancellation, covered, i * classes);
    }
    float[] whole = new float[classes];
    shares(inference, model, network, picture, cancellation, whole, 0);
    return new Occlusion(patch, Tensor.of(whole, classes),
        Tensor.of(covered, patch.rows(), patch.columns(), classes));
  }

  private static Tensor covered(Tensor picture, Tensor cover, Patch patch, int row, int column) {
    float[] pixels = picture.data().clone();
    int first = patch.top(row) * patch.width + patch.left(column);
    for (int c = 0; c < picture.dimension(0); c++) {
      for (int y = 0; y < patch.size; y++) {
        int at = (c * patch.height + y) * patch.width + first;
        System.arraycopy(cover.data(), at, pixels, at, patch.size);
      }
    }
    return Tensor.of(pixels, picture.shape());
  }

  private static void shares(
      Inference inference, Model model, Classifier network, Tensor picture,
      Cancellation cancellation, float[] into, int from) {
    float[] shares = inference
        .run(model, picture, Set.of(network.shares()), Progress.NONE, cancellation)
        .tensor(network.shares()).data();
    System.arraycopy(shares, 0, into, from, shares.length);
  }

  /** The share of a class with the patch at that place. */
  public double share(int row, int column, int target) {
    return covered.data()[(row * patch.columns() + column) * whole.size() + target];
  }

  /** How much of a class's share the patch takes away there; below 0 where it adds to it. */
  public double fall(int row, int column, int target) {
    return whole.data()[target] - share(row, column, target);
  }

  /** Where a class's share falls, {@code [1, H, W]}: at each pixel the mean over the places that cover it. */
  public Tensor map(int target) {
    double[] sums = new double[patch.height * patch.width];
    int[] places = new int[sums.length];
    for (int i = 0; i < patch.places(); i++) {
      int row = i / patch.columns();
      int column = i % patch.columns();
      double fall = fall(row, column, target);
      for (int y = 0; y < patch.size; y++) {
        int at = (patch.top(row) + y) * patch.width + patch.left(column);
        for (int x = 0; x < patch.size; x++) {
          sums[at + x] += fall;
          places[at + x]++;
        }
      }
    }
    float[] means = new float[sums.length];
    IntStream.range(0, means.length).forEach(i -> means[i] = (float) (sums[i] / places[i]));
    return Tensor.of(means, 1, patch.height, patch.width);
  }

  /**
   * The finest way in which a patch slides over a picture within so many places.
   *
   * @param size at least 1 and at most the picture's shorter side
   * @return one whose places may still be more than that if it does not overlap itself any more
   */
  public static Patch finest(Maps picture, int size, long mostPlaces) {
    int stride = Math.ceilDiv(size, 4);
    while (stride < size
        && new Patch(picture.height(), picture.width(), size, stride).places() > mostPlaces) {
      stride++;
    }
    return new Patch(picture.height(), picture.width(), size, stride);
  }
}
