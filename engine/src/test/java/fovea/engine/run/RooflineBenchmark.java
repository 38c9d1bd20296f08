package fovea.engine.run;

import fovea.engine.benchmark.PeerBenchmark;
import fovea.engine.kernel.Kernels;
import fovea.engine.kernel.Roofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Times every step of a run, in one thread, and says how near it comes to what the machine can do:
 * the roofline model. Arguments: the file to write, then networks (none: those of the comparison with
 * the peer).
 *
 * @see <a href="https://doi.org/10.1145/1498765.1498785">Williams, Waterman, Patterson: Roofline</a>
 */
final class RooflineBenchmark {

  private static final int MOST_EXPENSIVE = 5;

  private final Roofs roofs;
  private final StringBuilder summary = new StringBuilder();
  private final StringBuilder details = new StringBuilder();

  private RooflineBenchmark(Roofs roofs) {
    this.roofs = roofs;
  }

  public static void main(String[] args) throws Exception {
    List<String> networks = args.length > 1
        ? Arrays.asList(args).subList(1, args.length)
        : PeerBenchmark.NETWORKS;
    RooflineBenchmark benchmark = new RooflineBenchmark(Roofs.measured());
    System.out.println("\n" + benchmark.limits());
    for (String name : networks) {
      benchmark.report(name, new TimedSteps(PeerBenchmark.network(name), Kernels.best()).measure());
    }
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, benchmark.markdown());
  }

  private String limits() {
    return "One thread, %s: at most %.1f GFLOP/s in registers and %.1f GB/s from memory, as measured"
        .formatted(Kernels.best().reason(), roofs.gflops(), roofs.gigabytes());
  }

  private void report(String network, List<TimedStep> steps) {
    TimedStep whole = TimedStep.sum(network, steps);
    double bound = steps.stream().filter(this::isBoundByArithmetic)
        .mapToDouble(TimedStep::millis).sum() / whole.millis();
    String line = "%-16s %9.3f ms %6.1f GFLOP/s, %3.0f %% of its time nearer to arithmetic's limit"
        .formatted(network, whole.millis(), whole.gflops(), 100 * bound);
    System.out.println(line);
    summary.append("| %s | %.2f | %.1f | %.0f %% | %.1f | %.0f %% |\n".formatted(
        network, whole.millis(), whole.gflops(), 100 * whole.gflops() / roofs.gflops(),
        whole.gigabytes(), 100 * bound));
    steps.stream()
        .sorted(Comparator.comparingDouble(TimedStep::millis).reversed())
        .limit(MOST_EXPENSIVE)
        .forEach(step -> System.out.printf("  %8.3f ms  %-28s %s, %.0f %% of %s%n", step.millis(),
            step.layer(), step.kernel(), 100 * share(step), limit(step)));
    details.append("\n## ").append(network).append("\n\n").append("""
        | layer | kernel | ms | GFLOP/s | MB | GB/s | nearer limit | share |
        |---|---|--:|--:|--:|--:|---|--:|
        """);
    steps.forEach(step -> details.append(
        "| %s | %s | %.4f | %s | %.2f | %.1f | %s | %.0f %% |\n".formatted(step.layer(),
            step.kernel(), step.millis(),
            step.flops() == 0 ? "–" : "%.1f".formatted(step.gflops()), step.bytes() / 1e6,
            step.gigabytes(), limit(step), 100 * share(step))));
  }

  private boolean isBoundByArithmetic(TimedStep step) {
    return step.gflops() / roofs.gflops() >= step.gigabytes() / roofs.gigabytes();
  }

  private String limit(TimedStep step) {
    return isBoundByArithmetic(step) ? "arithmetic" : "bandwidth";
  }

  private double share(TimedStep step) {
    return Math.max(step.gflops() / roofs.gflops(), step.gigabytes() / roofs.gigabytes());
  }

  private String markdown() {
    return "# Roofline\n\n" + limits() + ".\n\n" + """
        | network | ms | GFLOP/s | of the peak | GB/s | time nearer to arithmetic |
        |---|--:|--:|--:|--:|--:|
        """ + summary + details;
  }
}
