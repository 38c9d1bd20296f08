package fovea.server.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took, in a unit that whoever measures chooses. Thread-safe. */
final class Times {

  private final Queue<Double> times = new ConcurrentLinkedQueue<>();

  void add(double time) {
    times.add(time);
  }

  int size() {
    return times.size();
  }

  /** The time within which so much of all, 0 to 1, was done; not a number where there is none. */
  double at(double share) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }
}
