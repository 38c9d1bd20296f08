package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has requests that pages send by themselves, those of a whole class at once when something was said, give
 * way to what somebody waits for: only half of the processors are theirs. Thread-safe.
 */
public final class GivesWay implements Handler {

  private static final String TURN = "fovea.turn";
  private static final int PATIENCE_SECONDS = 5;

  private final Semaphore turns = new Semaphore(
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  /**
   * Waits for its turn; for before the handlers.
   *
   * @throws Refusal 503 if it does not come
   */
  @Override
  public void handle(Context context) throws InterruptedException {
    if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw Refusal.busy("turns", PATIENCE_SECONDS);
    }
    context.attribute(TURN, true);
  }

  /** Lets the next one have its turn; for after the handlers. */
  public void end(Context context) {
    if (context.attribute(TURN) != null) {
      turns.release();
    }
  }
}
