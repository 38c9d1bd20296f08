package fovea.server.experiment;

import fovea.server.http.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who looks at which experiment: their pages ask every second. Thread-safe. */
final class Watchers {

  private static final long GONE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Map<String, Map<Owner, Long>> seen = new ConcurrentHashMap<>();

  void note(String experiment, Owner owner) {
    Map<Owner, Long> watchers = seen.computeIfAbsent(experiment, _ -> new ConcurrentHashMap<>());
    long now = System.nanoTime();
    watchers.values().removeIf(at -> now - at > GONE_NANOS);
    watchers.put(owner, now);
  }

  /** Whether nobody else has looked within the last ten seconds. */
  boolean isAlone(String experiment, Owner owner) {
    long now = System.nanoTime();
    return seen.getOrDefault(experiment, Map.of()).entrySet().stream()
        .allMatch(it -> it.getKey().equals(owner) || now - it.getValue() > GONE_NANOS);
  }
}
