package fovea.server.room;

import fovea.server.http.Refusal;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Counts wrong codes, of everybody together: a school is one address, and whoever guesses has many. Right
 * ones are never counted. Thread-safe.
 */
final class Guesses {

  private static final String LIMIT = "wrong_codes";
  private static final int PER_MINUTE = 60;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final Bucket bucket = Bucket.builder()
      .addLimit(Bandwidth.builder().capacity(PER_MINUTE)
          .refillGreedy(PER_MINUTE, Duration.ofMinutes(1)).build())
      .build();

  /**
   * Counts one.
   *
   * @throws Refusal 429 if there were too many
   */
  void count() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refusal.tooOften(LIMIT,
          (int) Math.ceilDiv(probe.getNanosToWaitForRefill(), NANOS_A_SECOND));
    }
  }
}
