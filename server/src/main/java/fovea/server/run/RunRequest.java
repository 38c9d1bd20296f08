package fovea.server.run;

import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.engine.tensor.Weights;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What somebody wants to have computed.
 *
 * @param reading the network; the layers whose shapes are known are run
 * @param weights parameters that fit it
 * @param input the picture, in the network's input shape
 * @param outputs the layers whose values are wanted; empty: all
 * @param finished is given the values once, before the run says that it is done; nobody else keeps
 *     them
 * @param extraBytes the memory that {@code finished} takes beside the values
 * @param extraWork what it computes from them, for this request alone, in multiply-accumulates
 */
public record RunRequest(
    NetworkReading reading,
    Weights weights,
    Tensor input,
    Set<String> outputs,
    Consumer<Activations> finished,
    long extraBytes,
    long extraWork) {

  public RunRequest {
    outputs = Set.copyOf(outputs);
  }

  /** A run whose values are written down, which takes no time to speak of. */
  public RunRequest(
      NetworkReading reading,
      Weights weights,
      Tensor input,
      Set<String> outputs,
      Consumer<Activations> finished,
      long extraBytes) {
    this(reading, weights, input, outputs, finished, extraBytes, 0);
  }

  /** A run whose values are only looked at. */
  public RunRequest(
      NetworkReading reading,
      Weights weights,
      Tensor input,
      Set<String> outputs,
      Consumer<Activations> finished) {
    this(reading, weights, input, outputs, finished, 0);
  }
}
