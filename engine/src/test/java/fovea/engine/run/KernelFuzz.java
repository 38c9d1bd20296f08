package fovea.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.kernel.Kernels;
import fovea.engine.train.GradientDraw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds the vectorised kernels against the textbook on random layers, a process for each width of
 * vectors that this machine has, and counts on which kernels they ran.
 */
final class KernelFuzz {

  private final List<Integer> widths;
  private final Map<String, Map<Integer, KernelDraws.Tally>> tallies = new TreeMap<>();
  private final boolean isRight;

  /** Draws; what differs is shown by the error stream. */
  KernelFuzz(long draws) throws IOException, InterruptedException {
    int preferred = Integer.parseInt(Kernels.best().reason().split("-", 2)[0]);
    widths = Stream.of(512, 256, 128).filter(width -> width <= preferred).toList();
    boolean right = true;
    for (int i = 0; i < widths.size(); i++) {
      right &= draw(widths.get(i), i * draws / widths.size(), (i + 1) * draws / widths.size());
    }
    isRight = right;
  }

  private boolean draw(int width, long from, long to) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(FreshJvm.flags());
    flags.add("-Dfovea.vector.bits=" + width);
    Process process = FreshJvm.running(flags, KernelDraws.class, "" + from, "" + to)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    new String(process.getInputStream().readAllBytes(), UTF_8).lines().forEach(line -> {
      String[] parts = line.split("\t", -1);
      tallies.computeIfAbsent(parts[0], _ -> new TreeMap<>()).put(width,
          new KernelDraws.Tally(Long.parseLong(parts[1]), Double.parseDouble(parts[2])));
    });
    return process.waitFor() == 0;
  }

  /** Whether no draw was further off than {@link KernelDraw#TOLERANCE}. */
  boolean isRight() {
    return isRight;
  }

  /** For each kernel, how many draws ran on it at each width, and how far off they were. */
  String table() {
    StringBuilder table = new StringBuilder();
    widths.forEach(width -> table.append("%9d".formatted(width)));
    table.append("   furthest  kernel%n".formatted());
    tallies.forEach((kernel, byWidth) -> {
      widths.forEach(width -> table.append("%9d".formatted(
          byWidth.containsKey(width) ? byWidth.get(width).draws() : 0)));
      double furthest = byWidth.values().stream()
          .mapToDouble(KernelDraws.Tally::furthest).max().orElse(0);
      table.append("   %8.1e  %s%n".formatted(furthest, kernel));
    });
    return table.toString();
  }

  /**
   * Prints the table; ends with 1 if a draw differs.
   *
   * @param args how many layers, or few layers in a row, are drawn
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    long start = System.nanoTime();
    KernelFuzz fuzz = new KernelFuzz(Long.parseLong(args[0]));
    System.out.print(fuzz.table());
    System.out.printf("%s draws in %d s: %s%n", args[0],
        (System.nanoTime() - start) / 1_000_000_000,
        fuzz.isRight
            ? "none is further off than %.0e of a layer's largest value, or %.0e of a gradient's"
                .formatted(KernelDraw.TOLERANCE, GradientDraw.TOLERANCE)
            : "kernels differ from the textbook");
    System.exit(fuzz.isRight ? 0 : 1);
  }
}
