package fovea.engine.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** What came of one step. */
public sealed interface StepResult {

  /** Counted from 0. */
  int step();

  /**
   * The weights have moved.
   *
   * @param loss the batch's, before the step
   * @param accuracy for which part of the batch the right class had the largest number, before the step
   * @param rate how large the step was
   * @param norms for each layer that learns, in order
   */
  record Done(int step, double loss, double accuracy, double rate,
      List<LayerNorms> norms) implements StepResult {}

  /**
   * Something became infinite or no number at all, and the weights are those before the step; or the loss has
   * exploded, and they are those behind it. No step follows.
   *
   * @param what did
   * @param layer where it was first; {@code input} if the picture was none
   * @param loss the last one
   * @param rate how large the step was, or was to be
   * @param remedies what to try, the most promising first
   */
  record Diverged(int step, What what, String layer, double loss, double rate,
      List<Remedy> remedies) implements StepResult {

    /** What was no number, or that the loss has exploded. */
    public enum What {
      LOSS, GRADIENT, WEIGHT, EXPLOSION
    }

    /** All of it in a sentence. */
    public String sentence() {
      String most = String.join("; ", remedies.stream().map(Diverged::words).toList());
      return what == What.EXPLOSION
          ? "In step %d the loss was %.3g, many times what it was at first; the rate was %s. Try %s."
              .formatted(step + 1, loss, shortly(rate), most)
          : "In step %d the %s was no number any more, first at %s; the rate was %s. Try %s."
              .formatted(step + 1, what.name().toLowerCase(Locale.ROOT), layer, shortly(rate),
                  most);
    }

    /** With three digits. */
    private static String shortly(double number) {
      return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static String words(Remedy remedy) {
      return switch (remedy) {
        case SMALLER_RATE -> "a smaller rate";
        case WARM_UP -> "a warm-up";
        case LESS_MOMENTUM -> "less momentum";
        case BATCH_NORM -> "batch norms";
        case CHECK_PICTURES -> "pictures whose numbers are finite";
      };
    }
  }
}
