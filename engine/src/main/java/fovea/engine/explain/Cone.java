package fovea.engine.explain;

import fovea.engine.network.Layer.Activation;
import fovea.engine.network.Layer.BatchNorm2d;
import fovea.engine.network.Layer.Dropout;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a unit hears of each layer before it, back to the picture, through all branches: the nearer to
 * the picture the more units, each of which sees less.
 *
 * @param steps from the picture to the unit's own layer, which is the last; layers that leave every
 *     number in its place are left out, and of very many some evenly
 * @param layers how many layers there are with those that were left out for their number
 */
public record Cone(List<Step> steps, int layers) {

  /** Nobody looks at more, and each costs a walk through the network. */
  private static final int MOST_STEPS = 128;

  /**
   * One layer that the unit hears.
   *
   * @param layer the layer
   * @param rows in how many rows of its units it hears any; 1 of features
   * @param columns in how many columns
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
    Map<String, Region> regions = SeenBox.walkBack(network, unit);
    List<LayerReading> heard = network.layers().stream()
        .filter(layer -> regions.containsKey(layer.id()))
        .filter(layer -> layer.id().equals(unit.layer()) || !staysInPlace(layer))
        .toList();
    List<Step> steps = new ArrayList<>();
    int shown = Math.min(heard.size(), MOST_STEPS);
    for (int i = 1; i <= shown; i++) {
      // The last is always there: it is the unit's own.
      LayerReading layer = heard.get((int) ((long) i * heard.size() / shown) - 1);
      Region region = Objects.requireNonNull(regions.get(layer.id()));
      BitSet rows = region.heardRows();
      BitSet columns = region.heardColumns();
      int y = middle(rows);
      Unit middle = new Unit(layer.id(), (int) ((region.firstChannel() + region.lastChannel()) / 2),
          y, middle(region.heardColumns(y)));
      steps.add(new Step(layer, rows.cardinality(), columns.cardinality(), middle,
          SeenBox.of(network, middle)));
    }
    return new Cone(steps, heard.size());
  }

  private static boolean staysInPlace(LayerReading layer) {
    return layer.node().layer() instanceof Activation
        || layer.node().layer() instanceof BatchNorm2d
        || layer.node().layer() instanceof Dropout;
  }

  /** The cell nearest to the middle, of those that are heard. */
  private static int middle(BitSet cells) {
    return cells.previousSetBit((cells.nextSetBit(0) + cells.length() - 1) / 2);
  }
}
