package fovea.engine.explain;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a unit hears of each layer before it, back to the picture, through all branches: the nearer to
 * the picture the more units, each of which sees less.
 *
 * @param steps from the picture to the unit's own layer, which is the last; layers that leave every
 *     number in its place are left out
 */
public record Cone(List<Step> steps) {

  /**
   * One layer that the unit hears.
   *
   * @param layer the layer
   * @param rows how many rows of its units it hears; 1 of features
   * @param columns how many columns
   * @param middle the unit in their middle
   * @param seen what that one sees of the picture; empty if nothing
   */
  public record Step(
      LayerReading layer, long rows, long columns, Unit middle, Optional<SeenBox> seen) {}

  public Cone {
    steps = List.copyOf(steps);
  }

  /** The cone below a unit. */
  public static Cone of(NetworkReading network, Unit unit) {
    Map<String, Region> regions = SeenBox.walkBack(network, unit, true);
    List<Step> steps = new ArrayList<>();
    for (LayerReading layer : network.layers()) {
      Region region = regions.get(layer.id());
      boolean isHere = layer.id().equals(unit.layer());
      if (region != null && !region.isEmpty() && (isHere || !staysInPlace(layer))) {
        Unit middle = new Unit(layer.id(), middle(region.firstChannel(), region.lastChannel()),
            middle(region.top(), region.bottom()), middle(region.left(), region.right()));
        steps.add(new Step(layer, region.bottom() - region.top() + 1,
            region.right() - region.left() + 1, middle, SeenBox.of(network, middle)));
      }
    }
    return new Cone(steps);
  }

  private static boolean staysInPlace(LayerReading layer) {
    return layer.node().layer() instanceof Activation
        || layer.node().layer() instanceof BatchNorm2d
        || layer.node().layer() instanceof Dropout;
  }

  private static int middle(long first, long last) {
    return (int) ((first + last) / 2);
  }
}
