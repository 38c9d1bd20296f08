package fovea.engine.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import fovea.engine.kernel.convolution.MicroKernelBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times the kernels one by one, each in a JVM of its own, in one thread. Argument: the file to write. */
public final class KernelBenchmarks {

  private static final TimeValue ITERATION = TimeValue.milliseconds(250);

  private KernelBenchmarks() {}

  /**
   * One line of the table.
   *
   * @param microseconds in the fastest iteration: what else the machine does can only add to it
   * @param gflops null if nothing is multiplied
   * @param share of the measured peak
   */
  record Row(String benchmark, String what, double microseconds, Double gflops, Double share) {}

  /** What was measured, as the benchmarks tell it. */
  private record Timed(String benchmark, String what, double microseconds, long flops) {

    double gflops() {
      return flops / microseconds * 1e-3;
    }

    static Timed of(RunResult result) {
      String name = result.getParams().getBenchmark();
      String className = name.substring(0, name.lastIndexOf('.'));
      double micros = result.getPrimaryResult().getStatistics().getMin();
      if (className.equals(FmaPeakBenchmark.class.getName())) {
        return new Timed("FMA peak", "12 sums in registers", micros,
            2 * FmaPeak.multiplyAdds(FmaPeakBenchmark.ROUNDS));
      }
      if (className.equals(MicroKernelBenchmark.class.getName())) {
        String summed = result.getParams().getParam("summed");
        return new Timed("micro-kernel " + summed, "input channels × taps, one tile", micros,
            MicroKernelBenchmark.flops(summed));
      }
      PublishedLayer layer = PublishedLayer.valueOf(result.getParams().getParam("layer"));
      boolean textbook = className.equals(TextbookBenchmark.class.getName());
      return new Timed(layer.title() + (textbook ? ", textbook" : ""), layer.words(), micros,
          layer.flops());
    }
  }

  /** Measures, prints and writes the file. */
  public static void main(String[] args) throws RunnerException, IOException {
    Path file = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(file.getParent());
    List<Timed> timed = measure(file.resolveSibling("jmh.log")).stream().map(Timed::of).toList();
    double peak = timed.stream().filter(one -> one.benchmark.equals("FMA peak"))
        .mapToDouble(Timed::gflops).findFirst().orElseThrow();
    List<Row> rows = new ArrayList<>();
    System.out.printf("%nKernels in one thread, %s; the FMA peak measured is %.1f GFLOP/s%n",
        Kernels.best().reason(), peak);
    System.out.printf("%-24s %12s %9s %8s  %s%n", "kernel", "µs", "GFLOP/s", "of peak", "what");
    for (Timed one : timed) {
      boolean multiplies = one.flops > 0;
      rows.add(new Row(one.benchmark, one.what, one.microseconds,
          multiplies ? one.gflops() : null, multiplies ? one.gflops() / peak : null));
      System.out.printf("%-24s %12.3f %9s %8s  %s%n", one.benchmark, one.microseconds,
          multiplies ? "%.1f".formatted(one.gflops()) : "–",
          multiplies ? "%.0f %%".formatted(100 * one.gflops() / peak) : "–", one.what);
    }
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("vectors", Kernels.best().reason());
    written.put("fma_peak_gflops", peak);
    written.put("kernels", rows);
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), written);
  }

  private static Collection<RunResult> measure(Path log) throws RunnerException {
    return new Runner(new OptionsBuilder()
        .include("fovea\\.engine\\.kernel\\..*")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .warmupIterations(6)
        .warmupTime(ITERATION)
        .measurementIterations(8)
        .measurementTime(ITERATION)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.NORMAL)
        .output(log.toString())
        .build())
        .run();
  }
}
