package fovea.engine.explain;

import fovea.engine.tensor.Statistics;
import fovea.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a picture one for convolutions: pixels that stand near each other are alike, and it is
 * the same everywhere. Measured on the mean of the colours, with mean 0 and standard deviation 1.
 *
 * @param picture the correlation of two pixels that stand 0, 1, 2, … apart in a row or a column
 * @param shuffled the same of the same pixels in an order of chance
 * @param places the same statistics at different places, row by row
 */
public record Locality(List<Double> picture, List<Double> shuffled, List<Place> places) {

  /** The furthest that two pixels may stand apart. */
  private static final int MAX_DISTANCE = 32;

  /** Of a larger picture only the middle is measured. */
  private static final int MAX_SIDE = 512;

  /** How many places a side of the picture has. */
  public static final int PLACES = 3;

  /** The smallest side of a picture that can be measured. */
  public static final int MIN_SIDE = 16;

  /**
   * One part of the picture.
   *
   * @param neighbours the correlation of two pixels of it that stand side by side
   */
  public record Place(double mean, double std, double neighbours) {}

  public Locality {
    picture = List.copyOf(picture);
    shuffled = List.copyOf(shuffled);
    places = List.copyOf(places);
  }

  /**
   * Measures a picture {@code [C, H, W]} of at least {@link #MIN_SIDE} rows and columns.
   *
   * @param seed of the order of chance
   */
  public static Locality of(Tensor picture, long seed) {
    int height = Math.min(MAX_SIDE, picture.dimension(1));
    int width = Math.min(MAX_SIDE, picture.dimension(2));
    Tensor gray = Gray.of(Gray.middle(picture, height, width));
    int[] order = Gray.order(gray.size(), seed);
    float[] pixels = new float[gray.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = gray.data()[order[i]];
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < PLACES * PLACES; i++) {
      int top = i / PLACES * height / PLACES;
      int left = i % PLACES * width / PLACES;
      places.add(place(gray, top, left, (i / PLACES + 1) * height / PLACES - top,
          (i % PLACES + 1) * width / PLACES - left));
    }
    return new Locality(correlations(gray), correlations(Tensor.of(pixels, 1, height, width)),
        places);
  }

  private static List<Double> correlations(Tensor map) {
    int furthest = Math.min(MAX_DISTANCE, Math.min(map.dimension(1), map.dimension(2)) / 2);
    List<Double> all = new ArrayList<>();
    for (int distance = 0; distance <= furthest; distance++) {
      all.add(correlation(map, distance));
    }
    return all;
  }

  /** Pearson's, over all pairs in rows and in columns; 0 where nothing varies. */
  private static double correlation(Tensor map, int distance) {
    int height = map.dimension(1);
    int width = map.dimension(2);
    double mean = Statistics.of(map.data(), 0, map.size()).mean();
    double together = 0;
    double first = 0;
    double second = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double here = map.data()[y * width + x] - mean;
        for (int axis = 0; axis < 2; axis++) {
          int row = axis == 0 ? y + distance : y;
          int column = axis == 0 ? x : x + distance;
          if (row < height && column < width) {
            double there = map.data()[row * width + column] - mean;
            together += here * there;
            first += here * here;
            second += there * there;
          }
        }
      }
    }
    return first * second == 0 ? 0 : together / Math.sqrt(first * second);
  }

  private static Place place(Tensor gray, int top, int left, int height, int width) {
    float[] part = new float[height * width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(gray.data(), (top + y) * gray.dimension(2) + left, part, y * width, width);
    }
    Statistics all = Statistics.of(part, 0, part.length);
    return new Place(all.mean(), all.std(), correlation(Tensor.of(part, 1, height, width), 1));
  }
}
