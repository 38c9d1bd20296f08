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
  private final Pass<?> pass;
  private final List<Range> ranges = new ArrayList<>();
  private final double[] gradients;
  private final double[] changes;
  private final double[] weights;
  private @Nullable String notFinite;

  Norms(NetworkReading network, LearnedNumbers numbers, Pass<?> pass) {
    this.numbers = numbers;
    this.pass = pass;
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
      gradients[i] = pass.squares(numbers.gradients, range.from, range.to);
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
      changes[i] = pass.squaredDistance(
          numbers.gradients, numbers.values, range.from, range.to);
      weights[i] = pass.squares(numbers.gradients, range.from, range.to);
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
