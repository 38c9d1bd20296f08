package fovea.server.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** How often something may be done: so often at once, and again as time passes. Thread-safe. */
public final class Allowance {

  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final String limit;
  private final Bucket bucket;

  /**
   * A full one.
   *
   * @param limit its name, which who is refused is told
   * @param atOnce how often without a pause
   * @param again so often more in each {@code time}
   */
  public Allowance(String limit, long atOnce, long again, Duration time) {
    this.limit = limit;
    this.bucket = Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(atOnce).refillGreedy(again, time).build())
        .build();
  }

  /**
   * Counts one.
   *
   * @throws Refusal 429 if there were too many, with the seconds after which the next may come
   */
  public void count() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refusal.tooOften(limit,
          (int) Math.ceilDiv(probe.getNanosToWaitForRefill(), NANOS_A_SECOND));
    }
  }
}
