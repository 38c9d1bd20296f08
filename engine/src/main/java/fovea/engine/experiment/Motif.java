package fovea.engine.experiment;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.drawn.Places;
import fovea.engine.dataset.drawn.Shapes;
import fovea.engine.dataset.drawn.Strokes;

/** The sets that are drawn for experiments. */
public enum Motif {
  SHAPES, STROKES, PLACES;

  Dataset drawn(int side, long seed) {
    return switch (this) {
      case SHAPES -> new Shapes(side, side, seed);
      case STROKES -> new Strokes(side, side, seed);
      case PLACES -> new Places(side, side, seed);
    };
  }
}
