package fovea.engine.reading;

import java.util.List;

/**
 * Something about a layer that is legal and computes, but that its author can hardly have meant, or
 * should know: what it is, the figures of it, and the arithmetic that tells.
 *
 * @param layer the id of the layer that it stands at
 * @param kind what it is
 * @param figures the numbers of the sentence about it, in the order in which each kind lists them
 * @param formula with this network's values put in
 */
public record Oddity(String layer, Kind kind, List<Long> figures, Formula formula) {

  /** What can be odd. */
  public enum Kind {
    /** The last rows or columns are in no window: how many rows, how many columns. */
    DROPS_THE_EDGE,
    /** Cells between the windows are in none: rows and columns from one window to the next, kernel. */
    SKIPS_CELLS,
    /** A window at the border holds nothing but padding: the padding, the window's length. */
    SEES_ONLY_PADDING,
    /** From here on a unit's field is larger than the picture: the field's size, the picture's. */
    SEES_PAST_THE_PICTURE,
    /** One Linear holds most of the parameters: its own, all. */
    HOLDS_ALMOST_ALL,
    /** A bias that the batch norm behind it takes away again: how many numbers. */
    BIAS_WITHOUT_USE,
    /** An activation of an activation. */
    ACTIVATES_TWICE,
    /** A Linear of a Linear, which one alone could do. */
    LINEAR_TWICE,
    /** A pooling whose windows are single cells, side by side. */
    POOLS_NOTHING,
    /** An adaptive pooling that enlarges: how many cells it gives, how many it reads. */
    COPIES_CELLS,
    /** Its output is read by nobody. */
    IS_NOT_READ
  }

  public Oddity {
    figures = List.copyOf(figures);
  }
}
