package fovea.engine.picture;

import java.util.List;

/**
 * A piece of a network's list of layers: one layer, or several in a row that people have a name for.
 * Immutable.
 */
public sealed interface Part {

  /** The place of its first layer in the network's list. */
  int first();

  /** The place of its last layer, whose output is the output of all. */
  int last();

  /** A layer by itself. */
  record Single(int place) implements Part {
    @Override
    public int first() {
      return place;
    }

    @Override
    public int last() {
      return place;
    }
  }

  /**
   * Layers that belong together. Everything that enters it comes from one layer, and only its last
   * layer is read behind it.
   *
   * @param kind what people call it
   * @param parts at least two, in order
   */
  record Group(Kind kind, List<Part> parts) implements Part {
    public Group {
      parts = List.copyOf(parts);
    }

    @Override
    public int first() {
      return parts.getFirst().first();
    }

    @Override
    public int last() {
      return parts.getLast().last();
    }
  }

  /** The names that people have for groups. */
  enum Kind {
    /** Convolutions of 3 × 3 and the pool behind them. */
    VGG_STAGE,
    /** What is computed is added to what came in. */
    RESIDUAL_BLOCK,
    /** Residual blocks at one size of the maps. */
    RESIDUAL_STAGE,
    /** Wide and depthwise in the middle, thin and linear at its end. */
    INVERTED_RESIDUAL,
    /** Inverted residuals at one size of the maps. */
    INVERTED_RESIDUAL_STAGE,
    /** A convolution in two steps: within each map, then across the maps. */
    SEPARABLE_BLOCK,
    /** Separable blocks at one size of the maps. */
    SEPARABLE_STAGE,
    /** Branches side by side, joined by their channels. */
    INCEPTION_BLOCK,
    /** Inception blocks at one size of the maps. */
    INCEPTION_STAGE,
    /** A thin convolution in front of two side by side. */
    FIRE_BLOCK,
    /** Fire blocks at one size of the maps. */
    FIRE_STAGE,
    /** Every layer reads the maps of all layers before it. */
    DENSE_BLOCK,
    /** What adds a few maps to those of a dense block. */
    DENSE_LAYER,
    /** The means of the maps decide how much each of them counts. */
    SQUEEZE_EXCITATION,
    /** Any other branches that meet again. */
    BRANCHES
  }
}
