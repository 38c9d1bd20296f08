package fovea.engine.compare;

import fovea.engine.network.Node;
import fovea.engine.network.Shape;
import fovea.engine.reading.CostReading;
import fovea.engine.reading.LayerReading;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.ReceptiveField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two networks, layer beside layer. Immutable.
 *
 * @param left the first network
 * @param right the one that is compared with it
 * @param rows their layers, aligned as {@link Alignment} does
 */
public record Comparison(NetworkReading left, NetworkReading right, List<Row> rows) {

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** What the layers of a row have to do with each other. */
  public enum Change {
    /** They compute the same and cost the same; their names may differ. */
    SAME,
    /** Arguments, shape, costs or receptive field differ. */
    CHANGED,
    /** Only the first network has such a layer. */
    ONLY_LEFT,
    /** Only the other network has such a layer. */
    ONLY_RIGHT
  }

  /**
   * A layer of one of the networks.
   *
   * @param node the layer
   * @param reading what is known of it; empty behind a problem
   */
  public record Side(Node node, Optional<LayerReading> reading) {}

  /** A layer, and its like if it has one; one of both is there. */
  public record Row(@Nullable Side left, @Nullable Side right) {

    /** How addresses name the row: by its layer on the left, or else {@code right:} and the other. */
    public String key() {
      return left != null ? left.node.id() : "right:" + (right == null ? "" : right.node.id());
    }

    /** What the two have to do with each other. */
    public Change change() {
      if (left == null || right == null) {
        return left == null ? Change.ONLY_RIGHT : Change.ONLY_LEFT;
      }
      boolean same = left.node.layer().equals(right.node.layer())
          && left.reading.map(Row::figures).equals(right.reading.map(Row::figures));
      return same ? Change.SAME : Change.CHANGED;
    }

    private static List<Object> figures(LayerReading layer) {
      CostReading cost = layer.cost();
      return List.of(layer.output(), cost.parameterCount().value(), cost.macs().value(),
          layer.field());
    }
  }

  /** Compares two networks, legal or not. */
  public static Comparison of(NetworkReading left, NetworkReading right) {
    List<Row> rows = new ArrayList<>();
    for (Alignment.Step step : Alignment.of(left, right)) {
      rows.add(new Row(side(left, step.left()), side(right, step.right())));
    }
    return new Comparison(left, right, rows);
  }

  private static @Nullable Side side(NetworkReading reading, int place) {
    if (place == Alignment.NONE) {
      return null;
    }
    Node node = reading.network().nodes().get(place);
    return new Side(node,
        reading.layer(node.id()).filter(layer -> layer.node().equals(node)));
  }

  /** The place of the row of that key. */
  public Optional<Integer> indexOf(String key) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).key().equals(key)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * What a unit of a network's last maps sees that do not see the whole picture by their type; where
   * there are no such maps, of its last layer.
   */
  public static Optional<ReceptiveField> field(NetworkReading network) {
    List<LayerReading> layers = network.layers().reversed();
    return layers.stream().filter(layer -> layer.output() instanceof Shape.Maps)
        .map(LayerReading::field).filter(field -> !field.seesAll()).findFirst()
        .or(() -> layers.stream().map(LayerReading::field).findFirst());
  }
}
