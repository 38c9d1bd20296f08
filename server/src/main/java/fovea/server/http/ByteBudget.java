package fovea.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for large requests that are under way at the same time: a wall. Who comes while it is full
 * is asked to come back, before a byte of theirs is read. Thread-safe.
 */
public final class ByteBudget {

  private static final int RETRY_SECONDS = 3;

  private final String limit;
  private final AtomicLong free;

  /** A part of the budget that is held until it is closed. */
  public interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  /** {@code limit} is its name in refusals. */
  public ByteBudget(String limit, long bytes) {
    this.limit = limit;
    this.free = new AtomicLong(bytes);
  }

  /**
   * Takes so many bytes.
   *
   * @throws Refusal 503 if they are not free now
   */
  public Claim claim(long bytes) {
    if (free.addAndGet(-bytes) < 0) {
      free.addAndGet(bytes);
      throw Refusal.busy(limit, RETRY_SECONDS);
    }
    return () -> free.addAndGet(bytes);
  }
}
