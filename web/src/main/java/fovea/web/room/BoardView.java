package fovea.web.room;

import fovea.web.networks.NetworksView.Bar;
import java.util.List;

/**
 * The teacher's board.
 *
 * @param address of the room
 * @param code by which it is joined
 * @param said how many are there, in words
 * @param message to everybody; empty if there is none
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param sorts the orders that there are
 * @param seats everybody, in the order asked for
 * @param csv the same as a file
 */
public record BoardView(
    String address, String code, String said, String message, String spotlight, List<Sort> sorts,
    List<Card> seats, String csv) {

  /** An order of the board. */
  public record Sort(String word, String name, boolean isHere) {}

  /**
   * A student.
   *
   * @param id how the room calls them
   * @param isRaised whether their hand is up
   * @param address where their network is looked at; empty if they show none
   * @param network what it is called
   * @param numbers of it, in words
   * @param problems how many it has, in words; empty if none
   * @param since when it was changed last, in words
   * @param isLit whether everybody is shown it
   * @param sketch of it
   */
  public record Card(
      String id, String nickname, boolean isRaised, String address, String network,
      String numbers, String problems, String since, boolean isLit, List<Bar> sketch) {}
}
