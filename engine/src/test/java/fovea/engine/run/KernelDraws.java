package fovea.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import fovea.engine.train.GradientDraw;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Many draws with vectors of one width, that of this process. */
final class KernelDraws {

  /** How many draws that differ are shown. */
  private static final int SHOWN = 5;

  /** One draw in so many learns as well. */
  private static final int LEARNING = 8;

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
    try {
      KernelDraw draw = new KernelDraw(RandomLayers.of(seed), seed);
      double furthest = draw.furthest();
      count(draw.kernels().stream().map(KernelDraws::kind), furthest);
      if (seed % LEARNING == 0) {
        learn(new GradientDraw(RandomLayers.of(seed), seed), "");
        GradientDraw.abreast(RandomLayers.of(seed), seed)
            .ifPresent(abreast -> learn(abreast, ", abreast"));
      }
    } catch (AssertionError | RuntimeException failure) {
      synchronized (this) {
        if (failures++ < SHOWN) {
          System.err.println("draw %d: %s".formatted(seed, failure.getMessage()));
        }
      }
    }
  }

  private void learn(GradientDraw draw, String how) {
    if (draw.isFit()) {
      double furthest = draw.furthest();
      count(draw.types().stream().map(type -> "learning: " + type + how), furthest);
    }
  }

  private synchronized void count(Stream<String> kinds, double furthest) {
    kinds.distinct().forEach(kind -> tallies.merge(kind, new Tally(1, furthest), Tally::and));
  }

  /** A kernel's name without the sizes of one layer. */
  private static String kind(String kernel) {
    return kernel.replaceAll(", \\d+-bit|, \\d+ tiles a block", "")
        .replaceAll("(direct|depthwise) (?!1×1\\b)\\d+×\\d+", "$1")
        .replaceAll("(?<=, )(ReLU6?|LeakyReLU|ELU|GELU|SiLU|Hard\\w+|Sigmoid|Tanh)", "activation");
  }
}
