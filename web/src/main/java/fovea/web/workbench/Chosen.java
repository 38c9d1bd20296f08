package fovea.web.workbench;

import java.util.Optional;

/**
 * What the address says the reader looks at.
 *
 * @param layer an id of the network, or {@code input}
 * @param map the feature map, from 0, or {@link #LIVELIEST}
 * @param y the unit's row, from 0, or {@link #MIDDLE}
 * @param x the unit's column, from 0, or {@link #MIDDLE}
 * @param weights the weights that are shown, such as {@code conv1.weight[0, 2]}; may be empty
 */
public record Chosen(String layer, int map, int y, int x, String weights) {

  /** A unit, with the weights of its map. */
  public Chosen(String layer, int map, int y, int x) {
    this(layer, map, y, x, "");
  }

  /** The row or column in the middle of the map: what a unit is where the address names none. */
  public static final int MIDDLE = -1;

  /** The map with the most contrast: what is seen where the address names none. */
  public static final int LIVELIEST = -1;

  /** The middle of a layer's liveliest map. */
  public static Chosen layer(String layer) {
    return new Chosen(layer, LIVELIEST, MIDDLE, MIDDLE);
  }

  /** How an address names it; the middle of the liveliest map goes without saying. */
  public String query() {
    String query = "?layer=" + layer;
    String map = this.map == LIVELIEST ? query : query + "&map=" + this.map;
    String unit = y == MIDDLE || x == MIDDLE ? map : map + "&y=" + y + "&x=" + x;
    return weights.isEmpty() ? unit : unit + "&weights=" + inAddress(weights);
  }

  /** A slice as an address has it: without spaces, its brackets escaped. */
  static String inAddress(String slice) {
    return slice.replace(" ", "").replace("[", "%5B").replace("]", "%5D");
  }

  /** The same with those weights. */
  public Chosen showing(String slice) {
    return new Chosen(layer, map, y, x, slice);
  }

  /** The same with a number for the liveliest map, which is the first one before a run. */
  Chosen among(Optional<LayerRun> run) {
    return map == LIVELIEST
        ? new Chosen(layer, run.map(LayerRun::liveliest).orElse(0), y, x, weights)
        : this;
  }

  /** The same with numbers for the middle of a map of that size. */
  Chosen within(int height, int width) {
    return new Chosen(layer, map, y == MIDDLE ? height / 2 : y, x == MIDDLE ? width / 2 : x,
        weights);
  }
}
