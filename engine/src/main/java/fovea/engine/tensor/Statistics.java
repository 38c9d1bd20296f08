package fovea.engine.tensor;

import java.util.List;

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

  /** How far they spread on a scale that just holds them, zero in its middle: from 0 to 1. */
  public double contrast() {
    return zeros == 1 ? 0 : std / Math.max(max, -min);
  }

  /** The statistics of parts as of one whole; the parts, one at least, are of the same size. */
  public static Statistics joined(List<Statistics> parts) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    double mean = 0;
    double zeros = 0;
    for (Statistics part : parts) {
      min = Math.min(min, part.min);
      max = Math.max(max, part.max);
      mean += part.mean / parts.size();
      zeros += part.zeros / parts.size();
    }
    double variance = 0;
    for (Statistics part : parts) {
      double apart = part.mean - mean;
      variance += (part.std * part.std + apart * apart) / parts.size();
    }
    return new Statistics(min, max, mean, Math.sqrt(variance), zeros);
  }
}
