package fovea.web.workbench;

import java.util.List;

/**
 * A part of a layer's weights, the way PyTorch indexes it: one kernel, or some numbers of a row.
 *
 * @param layer whose weights they are
 * @param slice what is shown, such as {@code conv1.weight[2, 0]}
 * @param address of the shown part, for its form and for what asks for another
 * @param tensors the layer's parameters, to choose from
 * @param axes the places that the slice names, each to be stepped
 * @param note the parameter's shape, and whether it is the seed's
 * @param isOwn whether the network has numbers of its own in this parameter
 * @param columns how many cells stand in a row
 * @param cells the numbers; empty where there are too many to be written in fields
 * @param pages the parts of a long row; empty where all of it is shown
 * @param tiles all kernels, to be drawn by scripts; no values where there are too many
 * @param bank what can be put in their place
 */
public record WeightsView(
    String layer, String slice, String address, List<Link> tensors, List<Axis> axes, String note,
    boolean isOwn, int columns, List<Cell> cells, List<Link> pages, Tiles tiles, Bank bank) {

  /** Another part to look at. */
  public record Link(String text, String address, boolean isChosen) {}

  /** A place along an axis of the tensor, and the parts before and behind it; empty at the ends. */
  public record Axis(String name, String place, String before, String behind) {}

  /**
   * One number in a field.
   *
   * @param name under which it is sent: its place in the slice
   * @param label what it is called
   * @param value as it is shown, to four digits
   * @param exact as it is
   */
  public record Cell(String name, String label, String value, String exact) {}

  /**
   * What scripts draw: tiles of height × width in rows and columns.
   *
   * @param values the address of the numbers, tile by tile
   * @param to the address of a tile, with {@code {row}}, {@code {column}} and {@code {tile}}
   * @param chosen the shown tile
   */
  public record Tiles(
      String values, int rows, int columns, long height, long width, String to, int chosen) {}

  /** Filters that fit the parameter {@code of}, and which of its kernels they can be put into. */
  public record Bank(
      String of, List<FieldView.Choice> filters, List<FieldView.Choice> scopes, String wavelength,
      String seed) {}
}
