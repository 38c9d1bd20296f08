package fovea.engine.experiment;

import fovea.engine.dataset.Dataset;
import fovea.engine.dataset.Permuted;
import fovea.engine.dataset.Relabelled;
import fovea.engine.dataset.WithCoordinates;

/** What is done on purpose to all pictures of an arm, those that it is tested with included. */
public enum Change {
  NONE,
  /** All pixels in another order, the same for all pictures. */
  SHUFFLED,
  /** Labels that are drawn, whatever the picture shows. */
  DRAWN_LABELS,
  /** Two more channels say where each pixel is. */
  COORDINATES;

  Dataset of(Dataset pictures, long seed) {
    return switch (this) {
      case NONE -> pictures;
      case SHUFFLED -> new Permuted(pictures, seed);
      case DRAWN_LABELS -> new Relabelled(pictures, seed);
      case COORDINATES -> new WithCoordinates(pictures);
    };
  }
}
