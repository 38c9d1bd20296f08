package fovea.server.api;

import fovea.engine.network.Node;
import fovea.server.export.ExportFormat;
import fovea.server.export.ExportedNetwork;
import fovea.server.export.Exports;
import fovea.server.http.Refusal;
import fovea.server.http.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Set;

/** {@code POST /api/v1/export/{format}}: a network as a file in another format. */
public final class ExportCall implements Handler {

  private static final Set<String> PARTS = Set.of("network", "tensors", "outputs", "seed",
      "annotated");

  private final Exports exports;
  private final NetworkRequests requests;

  public ExportCall(Exports exports, NetworkRequests requests) {
    this.exports = exports;
    this.requests = requests;
  }

  @Override
  public void handle(Context context) {
    ExportFormat format = format(context);
    requests.read(context, PARTS, request -> exports.send(context, format, exported(request)));
  }

  private static ExportFormat format(Context context) {
    try {
      return ExportFormat.named(context.pathParam("format"));
    } catch (Refusal unknown) {
      RequestBody.drop(context);
      throw unknown;
    }
  }

  /** What the format has no use for is checked all the same: who sent it meant something by it. */
  private static ExportedNetwork exported(NetworkRequest request) {
    Set<String> outputs = request.outputs();
    if (outputs.contains(Node.INPUT)) {
      throw Refusal.malformed("\"outputs\" names layers; the input is none.");
    }
    return new ExportedNetwork(
        request.reading(), request.numbers().weights(), List.copyOf(outputs), annotated(request));
  }

  private static boolean annotated(NetworkRequest request) {
    String annotated = request.form().text("annotated").orElse("true").strip();
    if (!annotated.matches("true|false")) {
      throw Refusal.malformed("\"annotated\" must be true or false.");
    }
    return annotated.equals("true");
  }
}
