package fovea.engine.run;

import fovea.engine.kernel.Kernel;
import fovea.engine.kernel.Volume;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RecursiveAction;
import java.util.function.BooleanSupplier;

/** Some slices of a layer, halved until they are worth about one grain of work each. */
final class Slices extends RecursiveAction {

  private static final long serialVersionUID = 1L;

  /**
   * The least work that is worth a task of its own, in multiply-accumulates: forking costs about a
   * microsecond, this at least twenty.
   */
  private static final long FORK_GRAIN = 1 << 20;

  /** The most work between two looks at the cancellation: below 1 ms vectorised, 10 ms in scalar code. */
  private static final long CANCEL_GRAIN = 1 << 22;

  /** What the tasks of one layer share. */
  private record Layer(
      Kernel kernel, List<Volume> inputs, Volume output, int grain, BooleanSupplier cancelled) {}

  private final transient Layer layer;
  private final int from;
  private final int to;

  private Slices(Layer layer, int from, int to) {
    this.layer = layer;
    this.from = from;
    this.to = to;
  }

  /**
   * Computes a whole layer on the fork-join pool of the calling thread.
   *
   * @throws CancellationException soon after {@code cancelled} says so
   */
  static void compute(
      Kernel kernel,
      List<Volume> inputs,
      Volume output,
      long work,
      int threads,
      BooleanSupplier cancelled) {
    int slices = kernel.slices();
    boolean alone = threads == 1 || work < 2 * FORK_GRAIN;
    // A few tasks for each thread even out differences; more would only cost.
    long task = alone ? CANCEL_GRAIN : Math.clamp(work / (8L * threads), FORK_GRAIN, CANCEL_GRAIN);
    int grain = Math.clamp(Math.ceilDiv(slices * task, work), 1, Math.max(1, slices));
    Layer layer = new Layer(kernel, inputs, output, grain, cancelled);
    if (alone) {
      for (int from = 0; from < slices; from += grain) {
        new Slices(layer, from, Math.min(slices, from + grain)).computeGrain();
      }
    } else {
      new Slices(layer, 0, slices).compute();
    }
  }

  @Override
  protected void compute() {
    if (to - from <= layer.grain) {
      computeGrain();
    } else {
      int middle = (from + to) >>> 1;
      invokeAll(new Slices(layer, from, middle), new Slices(layer, middle, to));
    }
  }

  private void computeGrain() {
    if (layer.cancelled.getAsBoolean()) {
      throw new CancellationException("the run was cancelled");
    }
    layer.kernel.compute(layer.inputs, layer.output, from, to);
  }
}
