package fovea.server.api;

import fovea.engine.explain.SeenBox;
import fovea.engine.explain.Unit;
import fovea.engine.explain.UnitTrace;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.tensor.Tensor;
import fovea.server.http.Refusal;
import fovea.server.run.Reservation;
import fovea.server.run.RunRequest;
import fovea.server.run.Runs;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code POST /api/v1/explain/unit}: the arithmetic of one number of a network, term by term, and
 * the box on the picture that it sees.
 */
public final class ExplainUnitCall implements Handler {

  private static final Set<String> PARTS = RunInputs.partsAnd("layer", "channel", "y", "x");

  /** A term with its indices, and the JSON of it. */
  private static final long BYTES_A_TERM = 500;

  private final Runs runs;
  private final RunInputs pictures;
  private final NetworkRequests requests;

  public ExplainUnitCall(Runs runs, RunInputs pictures, NetworkRequests requests) {
    this.runs = runs;
    this.pictures = pictures;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    requests.read(context, PARTS, runs, (request, place) -> explain(context, request, place));
  }

  private void explain(Context context, NetworkRequest request, Reservation place) {
    NetworkReading reading = request.reading();
    Unit unit = request.unit();
    LayerReading layer = reading.layer(unit.layer()).orElseThrow();
    long bytes = bytes(layer);
    runs.refuseOverLimits(reading, bytes);
    NetworkRequest.Numbers numbers = request.numbers();
    Tensor input = pictures.input(request, numbers);
    Set<String> inputs = new LinkedHashSet<>(layer.inputs());
    Optional<SeenBox> box = SeenBox.of(reading, unit);
    // The answer is written while the run's memory is still reserved.
    AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
    runs.compute(new RunRequest(reading, numbers.weights(), input, inputs, values -> {
      List<Tensor> read = layer.inputs().stream().map(values::tensor).toList();
      UnitTrace trace = UnitTrace.of(layer, numbers.weights(), read, unit);
      answer.set(TraceDocument.of(trace, box));
    }, bytes), place);
    context.contentType("application/json").result(answer.get());
  }

  /**
   * What the trace and the values that it reads take.
   *
   * @throws Refusal 422 if it has too many terms
   */
  private static long bytes(LayerReading layer) {
    long terms = UnitTrace.mostTerms(layer);
    if (terms > UnitTrace.MAX_TERMS) {
      throw Refusal.overLimit("trace_terms", "A unit of \"" + layer.id() + "\" has up to " + terms
          + " terms; the limit is " + UnitTrace.MAX_TERMS
          + ". Ask for a unit of a layer with a smaller window.");
    }
    try {
      long elements = layer.inputShapes().stream()
          .mapToLong(shape -> shape.elements()).reduce(0, Math::addExact);
      return Math.addExact(terms * BYTES_A_TERM, Math.multiplyExact(elements, Float.BYTES));
    } catch (ArithmeticException beyond) {
      return Long.MAX_VALUE;
    }
  }
}
