package fovea.web.workbench;

/**
 * What the address says the reader looks at.
 *
 * @param layer an id of the network, or {@code input}
 * @param map the feature map, from 0
 * @param y the unit's row, from 0, or {@link #MIDDLE}
 * @param x the unit's column, from 0, or {@link #MIDDLE}
 */
public record Chosen(String layer, int map, int y, int x) {

  /** The row or column in the middle of the map: what a unit is where the address names none. */
  public static final int MIDDLE = -1;

  /** The middle of a layer's first map. */
  public static Chosen layer(String layer) {
    return new Chosen(layer, 0, MIDDLE, MIDDLE);
  }

  /** How an address names it; the middle of the first map goes without saying. */
  public String query() {
    String query = "?layer=" + layer;
    return y == MIDDLE || x == MIDDLE
        ? map == 0 ? query : query + "&map=" + map
        : query + "&map=" + map + "&y=" + y + "&x=" + x;
  }

  /** The same with numbers for the middle of a map of that size. */
  Chosen within(int height, int width) {
    return new Chosen(layer, map, y == MIDDLE ? height / 2 : y, x == MIDDLE ? width / 2 : x);
  }
}
