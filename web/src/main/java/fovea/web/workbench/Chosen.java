package fovea.web.workbench;

/**
 * What the address says the reader looks at.
 *
 * @param layer an id of the network, or {@code input}
 * @param map the feature map, from 0
 * @param y the unit's row, from 0
 * @param x the unit's column, from 0
 */
public record Chosen(String layer, int map, int y, int x) {

  /** A layer's first map and unit. */
  public static Chosen layer(String layer) {
    return new Chosen(layer, 0, 0, 0);
  }
}
