package fovea.server.sets;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.drawn.Places;
import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.dataset.drawn.Strokes;
import fovea.server.training.MadeSets;
import java.util.List;

/** The sets that are drawn, by their words, as they are shown where no network says how large. */
final class DrawnSets {

  static final List<String> WORDS = List.of("shapes", "strokes", "places");

  private static final int SIDE = 32;

  private DrawnSets() {}

  /** The set of one of those words. */
  static Dataset of(String word) {
    return switch (word) {
      case "shapes" -> new Shapes(SIDE, SIDE, MadeSets.SEED);
      case "strokes" -> new Strokes(SIDE, SIDE, MadeSets.SEED);
      case "places" -> new Places(SIDE, SIDE, MadeSets.SEED);
      default -> throw new IllegalArgumentException("expected one of " + WORDS + " but found "
          + word);
    };
  }
}
