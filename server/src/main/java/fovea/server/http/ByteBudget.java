package fovea.server.http;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes for large things that are under way at the same time: a wall. No client may have more than two
 * thirds of them. Who comes while they are taken is asked to come back. Thread-safe.
 */
public final class ByteBudget {

  private static final int RETRY_SECONDS = 3;
  private static final double SHARE = 2.0 / 3;

  private final String limit;
  private final long most;
  private final Map<String, Long> held = new HashMap<>();
  private long all;

  /** {@code limit} is its name in refusals. */
  public ByteBudget(String limit, long bytes) {
    this.limit = limit;
    this.most = bytes;
  }

  /** The most that one client may have of it. */
  public long share() {
    return (long) (SHARE * most);
  }

  /** Nothing yet, for that client. */
  public Claim claim(String client) {
    return new Claim(client);
  }

  /** A part of the budget that is held until it is closed; for one thread at a time. */
  public final class Claim implements AutoCloseable {

    private final String client;
    private long bytes;

    private Claim(String client) {
      this.client = client;
    }

    /**
     * Takes so many bytes more.
     *
     * @throws Refusal 422 if no claim may ever have so many, 503 if they are not free now
     */
    public Claim and(long more) {
      if (more > share() - bytes) {
        throw Refusal.overLimit(limit, "This would take more than " + share() / 1_000_000
            + " MB at once; ask for less at a time.");
      }
      synchronized (held) {
        long theirs = held.getOrDefault(client, 0L);
        if (theirs + more > share() || all + more > most) {
          throw Refusal.busy(limit, RETRY_SECONDS);
        }
        held.put(client, theirs + more);
        all += more;
      }
      bytes += more;
      return this;
    }

    @Override
    public void close() {
      synchronized (held) {
        held.computeIfPresent(client,
            (_, before) -> before == bytes ? null : (Long) (before - bytes));
        all -= bytes;
      }
      bytes = 0;
    }
  }
}
