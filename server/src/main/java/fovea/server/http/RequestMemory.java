package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayInputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The memory that requests hold together: what of them has come, never what they promise, and what is to
 * be sent, until all of it is sent or nobody reads it any more. Thread-safe.
 */
public final class RequestMemory implements Handler {

  /** The name of the limit. */
  private static final String LIMIT = "requests_memory";

  /** A smaller answer is sent before anybody would notice it. */
  private static final int LARGE_BYTES = 1_000_000;

  private static final String BUDGET = "fovea.memory";
  private static final String CLAIM = "fovea.memory.claim";

  private final ByteBudget budget;

  /** So many bytes for all requests. */
  public RequestMemory(long bytes) {
    this.budget = new ByteBudget(LIMIT, bytes);
  }

  /** The most that one request may send. */
  public long share() {
    return budget.share();
  }

  @Override
  public void handle(Context context) {
    context.attribute(BUDGET, budget);
  }

  /**
   * Holds so many bytes more for this request, until its answer is sent.
   *
   * @throws Refusal 422 if no request may have so many, 503 if others hold them now
   */
  public static void hold(Context context, long bytes) {
    ByteBudget.@Nullable Claim known = context.attribute(CLAIM);
    (known == null ? claim(context) : known).and(bytes);
  }

  private static ByteBudget.Claim claim(Context context) {
    ByteBudget budget = context.attribute(BUDGET);
    if (budget == null) {
      throw new IllegalStateException("no memory at " + context.path());
    }
    ByteBudget.Claim claim = budget.claim(Session.clientOf(context));
    context.attribute(CLAIM, claim);
    Request.addCompletionListener(
        ServletContextRequest.getServletContextRequest(context.req()), _ -> claim.close());
    return claim;
  }

  /** Holds a large answer that lies in memory; for after a handler. */
  public static void holdAnswer(Context context) {
    if (context.resultInputStream() instanceof ByteArrayInputStream answer
        && answer.available() >= LARGE_BYTES) {
      hold(context, answer.available());
    }
  }
}
