package fovea.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fovea.engine.reading.NetworkReading;
import fovea.server.http.ProblemDocument;
import fovea.server.http.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;

/** {@code POST /api/v1/analyze}: everything that arithmetic tells about a network document. */
public final class AnalyzeCall implements Handler {

  @Override
  public void handle(Context context) {
    byte[] document = RequestBody.read(context, Documents.LIMIT, Documents.MAX_BYTES);
    NetworkReading reading = NetworkReading.of(Documents.network(document));
    if (reading.isLegal()) {
      send(context, 200, "application/json", Analysis.of(reading));
    } else {
      send(context, 422, ProblemDocument.CONTENT_TYPE, Analysis.refusal(reading));
    }
  }

  static void send(Context context, int status, String type, ObjectNode json) {
    context.status(status)
        .contentType(type)
        .result(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
