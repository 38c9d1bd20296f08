package fovea.server.api;

import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.server.http.RequestMemory;
import fovea.server.http.Streamed;
import fovea.server.run.Reservation;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /api/v1/run}: computes a network on tensors or on a picture, and answers the values of
 * the wanted layers as safetensors.
 */
public final class RunCall implements Handler {

  private static final Set<String> PARTS = RunInputs.partsAnd("outputs");

  private final Runs runs;
  private final RunInputs pictures;
  private final NetworkRequests requests;

  public RunCall(Runs runs, RunInputs pictures, NetworkRequests requests) {
    this.runs = runs;
    this.pictures = pictures;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    requests.read(context, PARTS, runs, (request, place) -> run(context, request, place));
  }

  private void run(Context context, NetworkRequest request, Reservation place) {
    NetworkReading reading = request.reading();
    Set<String> outputs = outputs(request);
    long bytes = bytes(reading, outputs);
    runs.refuseOverLimits(reading, bytes);
    NetworkRequest.Numbers numbers = request.numbers();
    Tensor input = pictures.input(request, numbers);
    RequestMemory.hold(context, bytes);
    Activations values = runs.compute(
        new RunRequest(reading, numbers.weights(), input, outputs, _ -> {
          // They are written once the run has made room for others.
        }, bytes), place);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    outputs.forEach(output -> tensors.put(output, values.tensor(output)));
    context.contentType("application/octet-stream");
    Streamed.send(context, Safetensors.bytes(tensors), to -> Safetensors.write(tensors, to));
  }

  private static Set<String> outputs(NetworkRequest request) {
    Set<String> outputs = request.outputs();
    Network network = request.reading().network();
    return outputs.isEmpty()
        ? Set.of(network.nodes().isEmpty() ? Node.INPUT : network.nodes().getLast().id())
        : outputs;
  }

  /** The values are copied out of the engine; they are sent from there. */
  private static long bytes(NetworkReading reading, Set<String> outputs) {
    try {
      long elements = outputs.stream()
          .mapToLong(output -> reading.shapeOf(output).elements())
          .reduce(0, Math::addExact);
      return Math.multiplyExact(elements, Float.BYTES);
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }
}
