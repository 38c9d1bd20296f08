package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether somebody waits for a page right now, so that what nobody waits for can give way on a machine of few
 * cores. Thread-safe.
 */
public final class InFlight implements Handler {

  private static final String COUNTED = "fovea.in_flight";

  /** What takes longer waits for something else than this machine's cores: a stream, a run, the database. */
  private static final Duration SHORT = Duration.ofMillis(200);

  private final AtomicInteger requests = new AtomicInteger();
  private volatile long lastNanos = System.nanoTime();

  /** Counts a request; for before the handlers. */
  @Override
  public void handle(Context context) {
    context.attribute(COUNTED, true);
    lastNanos = System.nanoTime();
    requests.incrementAndGet();
  }

  /** It is answered; for after the handlers. */
  public void end(Context context) {
    if (context.attribute(COUNTED) != null) {
      context.attribute(COUNTED, null);
      requests.decrementAndGet();
    }
  }

  /** Whether any is being answered that came a short while ago. */
  public boolean isBusy() {
    return requests.get() > 0 && System.nanoTime() - lastNanos < SHORT.toNanos();
  }
}
