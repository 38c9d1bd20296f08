package fovea.server.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;

/** {@code GET /api/v1/health}: answers as soon as Fovea can serve. */
public final class Health implements Handler {

  @Override
  public void handle(Context context) {
    context.json(Map.of("status", "ok"));
  }
}
