package fovea.server.run;

import fovea.engine.explain.EffectiveReceptiveField;
import fovea.engine.explain.Unit;
import fovea.engine.gradient.BackwardPass;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Cancellation;
import fovea.engine.run.Inference;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import fovea.server.http.Refusal;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Lets people see what moves a unit: a run and the way back from it, admitted as one. Thread-safe. */
public final class EffectiveFields {

  private final Inference inference;
  private final Runs runs;

  public EffectiveFields(Inference inference, Runs runs) {
    this.inference = inference;
    this.runs = runs;
  }

  /**
   * Refuses a network whose gradients could never be computed here.
   *
   * @throws Refusal 422 with the limit's name
   */
  public void refuseOverLimits(NetworkReading reading) {
    runs.refuseOverLimits(reading, extraBytes(reading));
  }

  /**
   * Computes the derivative of a unit with respect to the picture and waits for it.
   *
   * @param input the picture, in the network's input shape
   * @param unit one that a layer of the network has
   * @throws Refusal 422 over a limit, 503 if too many wait or the deadline has passed
   */
  public EffectiveReceptiveField of(
      NetworkReading reading, Weights weights, Tensor input, Unit unit) {
    AtomicReference<EffectiveReceptiveField> field = new AtomicReference<>();
    runs.compute(request(reading, weights, input, unit, field));
    return Objects.requireNonNull(field.get());
  }

  /** The same for a request for which a place was kept while it was made ready. */
  public EffectiveReceptiveField of(
      NetworkReading reading, Weights weights, Tensor input, Unit unit, Reservation place) {
    AtomicReference<EffectiveReceptiveField> field = new AtomicReference<>();
    runs.compute(request(reading, weights, input, unit, field), place);
    return Objects.requireNonNull(field.get());
  }

  private RunRequest request(
      NetworkReading reading, Weights weights, Tensor input, Unit unit,
      AtomicReference<EffectiveReceptiveField> field) {
    Set<String> needed = BackwardPass.neededFor(reading, unit.layer());
    // The gradient is computed while the run's turn and its memory are still its own.
    return new RunRequest(reading, weights, input,
        needed.isEmpty() ? Set.of(Node.INPUT) : needed,
        values -> field.set(EffectiveReceptiveField
            .of(inference, reading, weights, values, unit, new Cancellation())),
        extraBytes(reading),
        // The way back costs about as much as the way there.
        inference.work(reading));
  }

  private long extraBytes(NetworkReading reading) {
    return BackwardPass.bytesNeeded(reading, inference.family());
  }
}
