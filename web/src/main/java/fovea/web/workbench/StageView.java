package fovea.web.workbench;

import java.util.List;

/**
 * The picture, the chosen map and all maps of a layer: what the page's scripts need to draw them, in
 * plain numbers, and the sentences around them.
 *
 * @param layer the layer's id, or the word for the picture
 * @param state maps, vector, waiting to be run, or unknown
 * @param channels how many maps; 1 for a vector
 * @param height of a map; 1 for a vector
 * @param width of a map; the length of a vector
 * @param values the address of exact values, to which a map's number is added; empty if not run
 * @param sheet the address of all small maps; empty if not run
 * @param chosen the unit that the address names
 * @param field what a unit sees; null where that is not known
 * @param picture the address of what the network sees
 * @param low the smallest value over the network; empty if not all was run
 * @param high the largest value over the network; empty if not all was run
 * @param caption what a unit sees, before scripts say it for the unit under the pointer
 * @param count of maps, or the length of a vector, ready to print
 * @param size of one map, ready to print
 * @param notes what must be known to judge the values, in sentences
 * @param names what the numbers of a vector stand for, a line each; empty where nobody has said
 * @param verdict what the network says with the last layer's numbers; else empty
 * @param isShares whether the values are shares already
 */
public record StageView(
    String layer, String kind, String state, long channels, long height, long width, String values,
    String sheet, Chosen chosen, FieldData field, String picture, int pictureHeight,
    int pictureWidth, String low, String high, String caption, String count, String size,
    List<String> notes, String names, String verdict,
    boolean isShares) {

  /**
   * A receptive field for scripts.
   *
   * @param rows what units see, one by one: how many pixels further it comes again, then the first and
   *     last row of each, such as {@code 1 0:0 0:1}, or {@code -} for nothing
   * @param columns the same along the width
   */
  public record FieldData(String rows, String columns, boolean seesAll) {}
}
