package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.network.Shape;
import java.util.List;

/**
 * One small figure of any kind in one of nine cells, three rows of three: {@code 3 × H × W}. The class is
 * the cell of its middle, and nothing else tells the classes apart.
 */
public final class Places extends Drawn {

  private static final int CELLS = 3;

  /** The side of a square of the figure's area, as a share of the picture's shorter side. */
  private static final double SIDE = 0.15;

  /** How far its middle is from the cell's border at least, as a share of the cell. */
  private static final double MARGIN = 0.4;

  /** Those of the seed. */
  public Places(int height, int width, long seed) {
    super(
        List.of("top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom",
            "bottom right"),
        new Shape.Maps(3, height, width), seed);
  }

  @Override
  void draw(Chance chance, int label, float[] into, int from) {
    Scene scene = new Scene(chance, shape());
    Outline outline = Outline.ALL.get(chance.below(Outline.ALL.size()));
    scene.paint(outline,
        within(chance, label / CELLS) * shape().height(),
        within(chance, label % CELLS) * shape().width(),
        SIDE * Math.min(shape().height(), shape().width()), into, from);
  }

  private static double within(Chance chance, int cell) {
    return (cell + chance.between(MARGIN, 1 - MARGIN)) / CELLS;
  }
}
