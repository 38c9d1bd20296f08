package fovea.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Many draws with vectors of one width, that of this process. */
final class KernelDraws {

  /** How many draws that differ are shown. */
  private static final int SHOWN = 5;

  /** How many draws a kernel took part in, and the furthest that one of them was off. */
  record Tally(long draws, double furthest) {

    Tally and(Tally other) {
      return new Tally(draws + other.draws, Math.max(furthest, other.furthest));
    }
  }

  private final Map<String, Tally> tallies = new TreeMap<>();
  private int failures;

  private KernelDraws() {}

  /**
   * Draws.
   *
   * @param args the first seed, and the one behind the last
   */
  public static void main(String[] args) {
    KernelDraws draws = new KernelDraws();
    LongStream.range(Long.parseLong(args[0]), Long.parseLong(args[1])).parallel()
        .forEach(draws::draw);
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    draws.tallies.forEach((kernel, tally) -> out.println(
        "%s\t%d\t%s".formatted(kernel, tally.draws, tally.furthest)));
    System.exit(draws.failures == 0 ? 0 : 1);
  }

  private void draw(long seed) {
    KernelDraw draw = new KernelDraw(RandomLayers.of(seed), seed);
    try {
      Tally tally = new Tally(1, draw.furthest());
      synchronized (this) {
        draw.kernels().stream().map(KernelDraws::kind).distinct()
            .forEach(kind -> tallies.merge(kind, tally, Tally::and));
      }
    } catch (AssertionError | RuntimeException failure) {
      synchronized (this) {
        if (failures++ < SHOWN) {
          System.err.println("draw %d: %s".formatted(seed, failure.getMessage()));
        }
      }
    }
  }

  /** A kernel's name without the sizes of one layer. */
  private static String kind(String kernel) {
    return kernel.replaceAll(", \\d+-bit|, \\d+ tiles a block", "")
        .replaceAll("(direct|depthwise) (?!1×1\\b)\\d+×\\d+", "$1")
        .replaceAll("(?<=, )(ReLU6?|LeakyReLU|ELU|GELU|SiLU|Hard\\w+|Sigmoid|Tanh)", "activation");
  }
}
