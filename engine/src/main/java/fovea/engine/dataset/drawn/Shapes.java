package fovea.engine.dataset.drawn;

import fovea.engine.dataset.Chance;
import fovea.engine.network.Shape;

/**
 * Eight figures in any colour, size, place and turn, before grounds of any kind: {@code 3 × H × W}. All are
 * equally large on average and lie equally far from the border, so nothing but the outline tells them apart.
 */
public final class Shapes extends Drawn {

  /** How large a figure is: the side of a square of its area, as a share of the picture's shorter side. */
  private static final double SMALLEST = 0.3;
  private static final double LARGEST = 0.5;

  /** Those of the seed. */
  public Shapes(int height, int width, long seed) {
    super(Outline.ALL.stream().map(Outline::word).toList(),
        new Shape.Maps(3, height, width), seed);
  }

  @Override
  void draw(Chance chance, int label, float[] into, int from) {
    Scene scene = new Scene(chance, shape());
    double side = Math.min(shape().height(), shape().width()) * chance.between(SMALLEST, LARGEST);
    double reach = side * Outline.REACH;
    scene.paint(Outline.ALL.get(label),
        chance.between(reach, shape().height() - reach),
        chance.between(reach, shape().width() - reach),
        side, into, from);
  }
}
