package fovea.server.picture;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How one axis of a picture is made smaller or larger: for every new pixel, which old ones it is a
 * weighted mean of. Smaller: the mean of the area that it covers, so nothing is skipped and nothing
 * flickers. Larger: linear between the two nearest. Immutable.
 */
final class Resampling {

  private final int[] firsts;
  private final double[][] weights;

  private Resampling(int[] firsts, double[][] weights) {
    this.firsts = firsts;
    this.weights = weights;
  }

  /**
   * Maps the old pixels from {@code from} over {@code length} (both may be fractions) to {@code
   * count} new ones.
   *
   * @param size how many old pixels the axis has; beyond them the outermost is repeated
   */
  static Resampling of(double from, double length, int size, int count) {
    int[] firsts = new int[count];
    double[][] weights = new double[count][];
    double scale = length / count;
    for (int i = 0; i < count; i++) {
      double start = from + i * scale;
      double end = start + scale;
      if (scale < 1) {
        // A new pixel smaller than an old one is a point: linear between the two old centres.
        double centre = Math.clamp((start + end) / 2 - 0.5, 0, size - 1.0);
        firsts[i] = (int) centre;
        double part = centre - firsts[i];
        weights[i] = part == 0 ? new double[]{1} : new double[]{1 - part, part};
      } else {
        firsts[i] = Math.clamp((int) start, 0, size - 1);
        int last = Math.clamp((int) Math.ceil(end) - 1, firsts[i], size - 1);
        weights[i] = coverage(start, end, firsts[i], last);
      }
    }
    return new Resampling(firsts, weights);
  }

  private static double[] coverage(double start, double end, int first, int last) {
    double[] covered = new double[last - first + 1];
    double sum = 0;
    for (int i = 0; i < covered.length; i++) {
      int old = first + i;
      covered[i] = Math.max(0, Math.min(end, old + 1.0) - Math.max(start, old));
      sum += covered[i];
    }
    for (int i = 0; i < covered.length; i++) {
      covered[i] /= sum;
    }
    return covered;
  }

  int count() {
    return firsts.length;
  }

  /** Red, green and blue planes (values 0 to 255, row by row) of the new size. */
  static float[][] planes(Picture picture, Resampling columns, Resampling rows) {
    float[][] planes = new float[3][rows.count() * columns.count()];
    double[][] sums = new double[3][picture.width()];
    IntStream.range(0, rows.count())
        .forEach(y -> rows.row(y, picture, columns, sums, planes, y * columns.count()));
    return planes;
  }

  /** The picture of the new size, without planes of it on the way. */
  static Picture picture(Picture picture, Resampling columns, Resampling rows) {
    int width = columns.count();
    int[] pixels = new int[rows.count() * width];
    double[][] sums = new double[3][picture.width()];
    float[][] row = new float[3][width];
    for (int y = 0; y < rows.count(); y++) {
      rows.row(y, picture, columns, sums, row, 0);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = Picture.pixel(row[0][x], row[1][x], row[2][x]);
      }
    }
    return new Picture(width, rows.count(), pixels);
  }

  /** One new row: the weighted old rows first, in {@code sums}, then its columns. */
  private void row(
      int y, Picture picture, Resampling columns, double[][] sums, float[][] planes, int offset) {
    int width = picture.width();
    for (double[] some : sums) {
      Arrays.fill(some, 0);
    }
    for (int ky = 0; ky < weights[y].length; ky++) {
      double weight = weights[y][ky];
      int old = (firsts[y] + ky) * width;
      for (int x = 0; x < width; x++) {
        int pixel = picture.pixels()[old + x];
        sums[0][x] += weight * ((pixel >> 16) & 0xFF);
        sums[1][x] += weight * ((pixel >> 8) & 0xFF);
        sums[2][x] += weight * (pixel & 0xFF);
      }
    }
    for (int c = 0; c < 3; c++) {
      for (int x = 0; x < columns.count(); x++) {
        double sum = 0;
        for (int kx = 0; kx < columns.weights[x].length; kx++) {
          sum += columns.weights[x][kx] * sums[c][columns.firsts[x] + kx];
        }
        planes[c][offset + x] = (float) sum;
      }
    }
  }
}
