package fovea.server.api;

import fovea.engine.format.Safetensors;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.run.Activations;
import fovea.engine.tensor.Tensor;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

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
    runs.refuseIfFull();
    requests.read(context, PARTS, request -> run(context, request));
  }

  private void run(Context context, NetworkRequest request) {
    NetworkReading reading = request.reading();
    Set<String> outputs = outputs(request);
    long fileBytes = fileBytes(reading, outputs);
    runs.refuseOverLimits(reading, fileBytes);
    NetworkRequest.Numbers numbers = request.numbers();
    Tensor input = pictures.input(request, numbers);
    // The file is written while the run's memory is still reserved.
    AtomicReference<byte[]> file = new AtomicReference<>(new byte[0]);
    runs.compute(new RunRequest(
        reading,
        numbers.weights(),
        input,
        outputs,
        values -> file.set(safetensors(values, outputs)),
        fileBytes));
    context.disableCompression().contentType("application/octet-stream").result(file.get());
  }

  private static Set<String> outputs(NetworkRequest request) {
    Set<String> outputs = request.outputs();
    Network network = request.reading().network();
    return outputs.isEmpty()
        ? Set.of(network.nodes().isEmpty() ? Node.INPUT : network.nodes().getLast().id())
        : outputs;
  }

  /** The values are copied out of the engine, then into the file. */
  private static long fileBytes(NetworkReading reading, Set<String> outputs) {
    try {
      long elements = outputs.stream()
          .mapToLong(output -> reading.shapeOf(output).elements())
          .reduce(0, Math::addExact);
      return Math.multiplyExact(elements, 2L * Float.BYTES);
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }

  private static byte[] safetensors(Activations values, Set<String> outputs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    outputs.forEach(output -> tensors.put(output, values.tensor(output)));
    return Safetensors.write(tensors);
  }
}
