package fovea.engine.explain;

import fovea.engine.gradient.BackwardPass;
import fovea.engine.network.Shape;
import fovea.engine.network.Shape.Features;
import fovea.engine.network.Shape.Maps;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.run.Progress;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;

/**
 * What of its box really moves a unit: the derivative of the unit with respect to every number of the
 * picture. Most of it lies in the middle of the box.
 *
 * @param unit which number
 * @param gradient d unit / d input, {@code [C, H, W]}
 * @see <a href="https://arxiv.org/abs/1701.04128">Luo et al., Understanding the Effective Receptive
 *     Field in Deep Convolutional Neural Networks</a>
 */
public record EffectiveReceptiveField(Unit unit, Tensor gradient) {

  /** The part of the gradient that the effective field holds along each axis. */
  public static final double SHARE = 0.95;

  /**
   * Computes it on the engine's threads and waits.
   *
   * @param input the picture, in the network's input shape
   * @param unit one that its layer has
   * @throws java.util.concurrent.CancellationException soon after a cancellation
   * @throws IllegalArgumentException if the network has no such unit
   */
  public static EffectiveReceptiveField of(
      Inference inference, NetworkReading network, Weights weights, Tensor input, Unit unit,
      Cancellation cancellation) {
    Set<String> needed = BackwardPass.neededFor(network, unit.layer());
    Activations values = needed.isEmpty()
        ? Activations.NONE
        : inference.run(network, weights, input, needed, Progress.NONE, cancellation);
    return of(inference, network, weights, values, unit, cancellation);
  }

  /** The same where the values of {@link BackwardPass#neededFor} are known. */
  public static EffectiveReceptiveField of(
      Inference inference, NetworkReading network, Weights weights, Activations values, Unit unit,
      Cancellation cancellation) {
    Tensor one = oneAt(unit, network.layer(unit.layer()).orElseThrow().output());
    Tensor gradient = inference.compute(
        crew -> new BackwardPass(network, weights, values, inference.family(), crew)
            .run(unit.layer(), one),
        cancellation);
    return new EffectiveReceptiveField(unit, gradient);
  }

  /** The derivative of a unit with respect to its own layer: one where it is, zero elsewhere. */
  private static Tensor oneAt(Unit unit, Shape shape) {
    if (!unit.isIn(shape)) {
      throw new IllegalArgumentException("expected a unit of " + shape + " but found " + unit);
    }
    float[] numbers = new float[Math.toIntExact(shape.elements())];
    return switch (shape) {
      case Maps(int channels, int height, int width) -> {
        numbers[(unit.channel() * height + unit.y()) * width + unit.x()] = 1;
        yield Tensor.of(numbers, channels, height, width);
      }
      case Features(long count) -> {
        numbers[unit.channel()] = 1;
        yield Tensor.of(numbers, (int) count);
      }
    };
  }

  /** How much each pixel moves the unit, {@code [1, H, W]}: Σ |gradient| over its channels. */
  public Tensor strength() {
    int pixels = gradient.dimension(1) * gradient.dimension(2);
    float[] strength = new float[pixels];
    for (int i = 0; i < gradient.size(); i++) {
      strength[i % pixels] += Math.abs(gradient.data()[i]);
    }
    return Tensor.of(strength, 1, gradient.dimension(1), gradient.dimension(2));
  }

  /** How many pixels move the unit at all. */
  public long pixels() {
    long pixels = 0;
    for (float strength : strength().data()) {
      pixels += strength > 0 ? 1 : 0;
    }
    return pixels;
  }

  /**
   * The effective field as a box: the fewest rows, and the fewest columns, that hold {@link #SHARE} of
   * {@link #strength}. All ends are included; empty, from 0 to −1, if nothing moves the unit.
   */
  public Box box() {
    float[] strength = strength().data();
    int height = gradient.dimension(1);
    int width = gradient.dimension(2);
    double[] rows = new double[height];
    double[] columns = new double[width];
    for (int i = 0; i < strength.length; i++) {
      rows[i / width] += strength[i];
      columns[i % width] += strength[i];
    }
    int[] vertical = fewest(rows);
    int[] horizontal = fewest(columns);
    return new Box(vertical[0], horizontal[0], vertical[1], horizontal[1]);
  }

  /** Rows and columns of the picture, all ends included. */
  public record Box(int top, int left, int bottom, int right) {

    /** Its height in pixels. */
    public int height() {
      return bottom - top + 1;
    }

    /** Its width in pixels. */
    public int width() {
      return right - left + 1;
    }
  }

  /** The shortest stretch that holds the share of all, by a window that grows and shrinks. */
  private static int[] fewest(double[] amounts) {
    double total = 0;
    for (double amount : amounts) {
      total += amount;
    }
    int[] best = {0, -1};
    int from = 0;
    double held = 0;
    for (int to = 0; to < amounts.length && total > 0; to++) {
      held += amounts[to];
      while (from < to && held - amounts[from] >= SHARE * total) {
        held -= amounts[from++];
      }
      boolean isShorter = best[1] < 0 || to - from < best[1] - best[0];
      if (held >= SHARE * total && isShorter) {
        best = new int[]{from, to};
      }
    }
    return best;
  }
}
