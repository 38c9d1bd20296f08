package fovea.web.sets;

import fovea.engine.network.Shape;
import java.util.List;

/**
 * The sets of a visitor, or of a room.
 *
 * @param address below which they lie
 * @param isOwn whether they are the visitor's own
 * @param mayMake whether the visitor may make another
 * @param ofRooms those of the rooms that the visitor is in
 * @param drawn those that Fovea draws
 */
public record SetsView(
    String address, boolean isOwn, boolean mayMake, List<Row> sets, List<Row> ofRooms,
    List<Row> drawn) {

  /** A set as it is kept. */
  public record Made(
      String address, String name, Shape.Maps shape, int pictures, int classes) {}

  /** A set, ready to print. */
  public record Row(String address, String name, String note) {}
}
