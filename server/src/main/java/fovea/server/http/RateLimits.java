package fovea.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.security.RouteRole;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down a visitor who changes things faster than a person can: so many changes a second, and
 * six seconds' worth at once. Counted for each session, never for an address: a school is one address. Thread-safe.
 */
public final class RateLimits implements Handler {

  /** What a route says of itself where it is added: a rule is the route's, never its text's. */
  public enum Counted implements RouteRole {
    /** Changes nothing and limits itself, as the frames of a camera do. */
    NEVER
  }

  private static final String LIMIT = "changes_per_second";
  private static final int BURST_SECONDS = 6;
  private static final int MAX_REMEMBERED = 10_000;

  private final int perSecond;
  private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
      return size() > MAX_REMEMBERED;
    }
  };

  /** {@code perSecond}: the changes that one visitor may go on making. */
  public RateLimits(int perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public void handle(Context context) {
    if (Origins.isGet(context) || context.routeRoles().contains(Counted.NEVER)) {
      return;
    }
    allowance(Session.of(context).owner().id()).count();
  }

  private Allowance allowance(String owner) {
    synchronized (allowances) {
      return allowances.computeIfAbsent(owner, _ -> new Allowance(
          LIMIT, (long) BURST_SECONDS * perSecond, perSecond, Duration.ofSeconds(1)));
    }
  }
}
