package fovea.server.api;

import fovea.server.http.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /ready}: whether people should be sent here now. {@link Health} says whether the
 * process lives; this one answers 503 while what everything is kept in does not answer.
 */
public final class Ready implements Handler {

  private static final int SECONDS = 1;

  private final BooleanSupplier keeps;

  public Ready(BooleanSupplier keeps) {
    this.keeps = keeps;
  }

  @Override
  public void handle(Context context) {
    context.header("Cache-Control", "no-store");
    if (!keeps.getAsBoolean()) {
      throw Refusal.busy("database", SECONDS);
    }
    context.json(Map.of("status", "ready"));
  }
}
