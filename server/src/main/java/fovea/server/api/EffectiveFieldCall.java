package fovea.server.api;

import fovea.engine.explain.Unit;
import fovea.engine.format.Safetensors;
import fovea.engine.tensor.Tensor;
import fovea.server.run.EffectiveFields;
import fovea.server.run.Reservation;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /api/v1/explain/effective_field}: the derivative of one number of a network with respect
 * to every number of the picture, as safetensors.
 */
public final class EffectiveFieldCall implements Handler {

  private static final Set<String> PARTS = RunInputs.partsAnd("layer", "channel", "y", "x");

  private final Runs runs;
  private final EffectiveFields fields;
  private final RunInputs pictures;
  private final NetworkRequests requests;

  public EffectiveFieldCall(
      Runs runs, EffectiveFields fields, RunInputs pictures, NetworkRequests requests) {
    this.runs = runs;
    this.fields = fields;
    this.pictures = pictures;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    requests.read(context, PARTS, runs, (request, place) -> explain(context, request, place));
  }

  private void explain(Context context, NetworkRequest request, Reservation place) {
    Unit unit = request.unit();
    fields.refuseOverLimits(request.reading());
    NetworkRequest.Numbers numbers = request.numbers();
    Tensor input = pictures.input(request, numbers);
    byte[] file = Safetensors.write(Map.of("gradient",
        fields.of(request.reading(), numbers.weights(), input, unit, place).gradient()));
    context.disableCompression().contentType("application/octet-stream").result(file);
  }
}
