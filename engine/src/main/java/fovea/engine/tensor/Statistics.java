package fovea.engine.tensor;

/**
 * What some numbers are like as a whole.
 *
 * @param min the smallest
 * @param max the largest
 * @param mean their mean
 * @param std their standard deviation, of all of them and not of a sample
 * @param zeros the share of them that are exactly zero, from 0 to 1
 */
public record Statistics(float min, float max, double mean, double std, double zeros) {

  /** The statistics of {@code values[from]} to {@code values[to − 1]}, one number at least. */
  public static Statistics of(float[] values, int from, int to) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    double sum = 0;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      float value = values[i];
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      zeros += value == 0 ? 1 : 0;
    }
    int count = to - from;
    double mean = sum / count;
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Statistics(min, max, mean, Math.sqrt(squares / count), (double) zeros / count);
  }
}
