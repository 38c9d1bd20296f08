package fovea.engine.experiment;

import fovea.engine.experiment.Result.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a whole result says of the claim, chosen by its numbers alone: what is called better or worse is so by
 * more than both spreads together.
 *
 * @param word which of an experiment's possible outcomes; {@code open} if the numbers decide nothing
 * @param figures the means that it is about, in the order in which a sentence names them
 */
public record Verdict(String word, List<Double> figures) {

  private static final String OPEN = "open";

  /** What drawn labels of ten classes can be guessed by, with what chance adds on 1,000 pictures. */
  private static final double GUESSED = 0.15;

  /** From here on something counts as learned by heart. */
  private static final double BY_HEART = 0.95;

  public Verdict {
    figures = List.copyOf(figures);
  }

  /** The verdict; empty as long as anything is missing. */
  public static Optional<Verdict> of(Experiment experiment, Result result) {
    return result.isWhole(experiment)
        ? Optional.of(new Verdict.Reader(experiment, result).verdict())
        : Optional.empty();
  }

  private record Reader(Experiment experiment, Result result) {

    Verdict verdict() {
      return switch (experiment.word()) {
        case "shift" -> shift();
        case "shuffle" -> shuffle();
        case "filters" -> filters();
        case "depth" -> depth();
        case "pooling" -> pooling();
        case "position" -> position();
        case "labels" -> labels();
        default -> throw new IllegalArgumentException("nobody has asked \"" + experiment.word());
      };
    }

    private Summary at(String arm, String measure) {
      return result.summary(arm, measure).orElseThrow();
    }

    private static Verdict of(String word, Summary... figures) {
      return new Verdict(word, Stream.of(figures).map(Summary::mean).toList());
    }

    /** Both where they learned, and as far away as was tried. */
    private Verdict shift() {
      String near = experiment.measures().getFirst().word();
      String far = experiment.measures().getLast().word();
      Summary convolution = at("convolution", far);
      Summary connected = at("connected", far);
      return of(convolution.isClearlyAbove(connected) ? "yes" : OPEN,
          at("convolution", near), convolution, at("connected", near), connected);
    }

    private Verdict shuffle() {
      Summary whole = at("convolution-whole", "accuracy");
      Summary shuffled = at("convolution-shuffled", "accuracy");
      Summary connected = at("connected-whole", "accuracy");
      Summary other = at("connected-shuffled", "accuracy");
      boolean isOne = whole.isClearlyAbove(shuffled) && !connected.isClearlyAbove(other)
          && !other.isClearlyAbove(connected);
      return of(isOne ? "yes" : OPEN, whole, shuffled, connected, other);
    }

    /** What the first and the last doubling bring. */
    private Verdict filters() {
      List<Summary> found = experiment.arms().stream()
          .map(arm -> at(arm.word(), "accuracy")).toList();
      Summary first = found.getFirst();
      Summary last = found.getLast();
      Summary before = found.get(found.size() - 2);
      boolean isLess = found.get(1).mean() - first.mean() > last.mean() - before.mean();
      String word = !last.isClearlyAbove(first)
          ? OPEN
          : last.isClearlyAbove(before)
              ? isLess ? "less" : "more"
              : "level";
      return of(word, first, found.get(1), before, last);
    }

    /** The deepest of both kinds, and the best plain one. */
    private Verdict depth() {
      Summary plain = at(deepest("plain"), "learned");
      Summary residual = at(deepest("residual"), "learned");
      Summary best = experiment.arms().stream().filter(arm -> arm.line().equals("plain"))
          .map(arm -> at(arm.word(), "learned"))
          .max(Comparator.comparingDouble(Summary::mean)).orElseThrow();
      String word = !residual.isClearlyAbove(plain)
          ? OPEN
          : best.isClearlyAbove(plain)
              ? "worse"
              : "shortcuts";
      return of(word, best, plain, residual);
    }

    private String deepest(String line) {
      return experiment.arms().stream().filter(arm -> arm.line().equals(line))
          .reduce((_, deeper) -> deeper).orElseThrow().word();
    }

    private Verdict pooling() {
      Summary max = at("max", "accuracy");
      Summary stride = at("stride", "accuracy");
      return of(max.isClearlyAbove(stride) ? "pool" : stride.isClearlyAbove(max) ? "stride" : OPEN,
          max, at("mean", "accuracy"), stride);
    }

    private Verdict position() {
      Summary ring = at("ring", "accuracy");
      Summary padded = at("padded", "accuracy");
      Summary bare = at("bare", "accuracy");
      Summary told = at("coordinates", "accuracy");
      String word = !told.isClearlyAbove(ring)
          ? OPEN
          : padded.isClearlyAbove(ring) || bare.isClearlyAbove(ring)
              ? "border"
              : "yes";
      return of(word, ring, padded, bare, told);
    }

    private Verdict labels() {
      Summary learned = at("drawn", "learned");
      Summary unseen = at("drawn", "accuracy");
      return of(learned.mean() >= BY_HEART && unseen.mean() <= GUESSED ? "yes" : OPEN,
          learned, unseen, at("true", "learned"), at("true", "accuracy"));
    }
  }
}
