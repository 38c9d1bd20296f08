package fovea.server.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the machine does meanwhile that is no part of an experiment, as the kernel counts it (Linux): a row
 * that was measured beside much of it tells little. For one thread.
 */
final class OtherWork {

  /** The kernel counts in hundredths of a second: user, nice, system, idle, iowait, irq, softirq. */
  private static final int COUNTED = 7;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final double TICK_SECONDS = 0.01;

  private final ServerProcess server;
  private final double busyBefore;
  private final double allBefore;
  private final double oursBefore;

  /** Begins to count. */
  OtherWork(ServerProcess server) throws IOException {
    this.server = server;
    double[] ticks = ticks();
    this.busyBefore = busy(ticks);
    this.allBefore = all(ticks);
    this.oursBefore = ours();
  }

  /** Which share of all processors others have taken since, 0 to 1. */
  double share() throws IOException {
    double[] ticks = ticks();
    double others = (busy(ticks) - busyBefore) * TICK_SECONDS - (ours() - oursBefore);
    return Math.clamp(others / ((all(ticks) - allBefore) * TICK_SECONDS), 0, 1);
  }

  private double ours() {
    Duration here = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return here.plus(server.processorTime()).toMillis() / 1e3;
  }

  private static double[] ticks() throws IOException {
    List<String> words = List.of(
        Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+", -1));
    return words.subList(1, 1 + COUNTED).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static double all(double[] ticks) {
    double sum = 0;
    for (double tick : ticks) {
      sum += tick;
    }
    return sum;
  }

  private static double busy(double[] ticks) {
    return all(ticks) - ticks[IDLE] - ticks[IO_WAIT];
  }
}
