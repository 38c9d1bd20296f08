package fovea.engine.train;

import fovea.engine.kernel.learning.LearnedNumbers;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long each layer's gradient is and how far its weights move. A sum of squares is infinite or no number
 * if and only if one of its terms is, so this is where lost numbers are found as well.
 */
final class Norms {

  /** A run of numbers that belong to a layer, in {@link LearnedNumbers}. */
  private record Range(String layer, int from, int to, boolean isTrained, boolean isReached) {}

  private final LearnedNumbers numbers;
  private final List<Range> ranges = new ArrayList<>();
  private final double[] gradients;
  private final double[] changes;
  private final double[] weights;
  private @Nullable String notFinite;

  Norms(NetworkReading network, LearnedNumbers numbers, Pass<?> pass) {
    this.numbers = numbers;
    for (int i = 0; i < network.layers().size(); i++) {
      LayerReading layer = network.layers().get(i);
      for (Parameter parameter : layer.cost().parameters()) {
        int from = numbers.place(parameter.name());
        ranges.add(new Range(layer.id(), from, from + Math.toIntExact(parameter.elements()),
            parameter.kind().isTrained(), pass.reaches(i)));
      }
    }
    this.gradients = new double[ranges.size()];
    this.changes = new double[ranges.size()];
    this.weights = new double[ranges.size()];
  }

  /** Looks at gradients, and gives those on which the loss does not depend none. */
  void ofGradients() {
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.isTrained && !range.isReached) {
        Arrays.fill(numbers.gradients, range.from, range.to, 0);
      }
      gradients[i] = squares(numbers.gradients, range);
    }
    find(gradients);
  }

  /** Looks at the weights that are to be next; where the loss does not depend on them, they stay. */
  void ofChanges() {
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.isTrained && !range.isReached) {
        System.arraycopy(
            numbers.values, range.from, numbers.gradients, range.from, range.to - range.from);
      }
      changes[i] = distance(range);
      weights[i] = squares(numbers.gradients, range);
    }
    find(changes);
  }

  private void find(double[] squares) {
    notFinite = null;
    for (int i = 0; i < squares.length && notFinite == null; i++) {
      notFinite = Double.isFinite(squares[i]) ? null : ranges.get(i).layer;
    }
  }

  /** The first layer that has lost its numbers, or null. */
  @Nullable
  String notFinite() {
    return notFinite;
  }

  /** Four sums side by side, so that no addition waits for another. */
  private static double squares(float[] numbers, Range range) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = range.from;
    for (; i < range.to - 3; i += 4) {
      s0 += (double) numbers[i] * numbers[i];
      s1 += (double) numbers[i + 1] * numbers[i + 1];
      s2 += (double) numbers[i + 2] * numbers[i + 2];
      s3 += (double) numbers[i + 3] * numbers[i + 3];
    }
    for (; i < range.to; i++) {
      s0 += (double) numbers[i] * numbers[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private double distance(Range range) {
    float[] before = numbers.values;
    float[] after = numbers.gradients;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = range.from;
    for (; i < range.to - 3; i += 4) {
      double d0 = (double) after[i] - before[i];
      double d1 = (double) after[i + 1] - before[i + 1];
      double d2 = (double) after[i + 2] - before[i + 2];
      double d3 = (double) after[i + 3] - before[i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < range.to; i++) {
      double d0 = (double) after[i] - before[i];
      s0 += d0 * d0;
    }
    return s0 + s1 + (s2 + s3);
  }

  /** For each layer that learns, in order. */
  List<LayerNorms> found() {
    List<LayerNorms> found = new ArrayList<>();
    int i = 0;
    while (i < ranges.size()) {
      String layer = ranges.get(i).layer;
      double gradient = 0;
      double change = 0;
      double length = 0;
      for (; i < ranges.size() && ranges.get(i).layer.equals(layer); i++) {
        if (ranges.get(i).isTrained) {
          gradient += gradients[i];
          change += changes[i];
          length += weights[i];
        }
      }
      found.add(
          new LayerNorms(layer, Math.sqrt(gradient), Math.sqrt(change), Math.sqrt(length)));
    }
    return found;
  }
}
