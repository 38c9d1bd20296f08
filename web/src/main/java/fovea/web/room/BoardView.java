package fovea.web.room;

import fovea.web.networks.NetworksView.Bar;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The teacher's board.
 *
 * @param address of the room
 * @param code by which it is joined
 * @param said how many are there, in words
 * @param told what everybody hears
 * @param task what is to be built, in words; empty if there is none
 * @param solutions how many were handed in
 * @param answers to the question, the most frequent first
 * @param sorts the orders that there are
 * @param seats everybody, in the order asked for
 */
public record BoardView(
    String address, String code, String said, Said told, String task, int solutions,
    List<Answer> answers, List<Sort> sorts, List<Card> seats) {

  /** Names the order of the seats: another if one comes, goes or moves. */
  public String order() {
    return name(seats.stream().map(Card::id).toList());
  }

  /**
   * The board with those seats only that differ from what a page shows; empty if that has others, or in
   * another order.
   *
   * @param shown the order and each seat's name, separated by spaces
   */
  public Optional<BoardView> since(String shown) {
    List<String> names = List.of(shown.split(" ", -1));
    if (names.size() != 1 + seats.size() || !names.getFirst().equals(order())) {
      return Optional.empty();
    }
    return Optional.of(new BoardView(address, code, said, told, task, solutions, answers, sorts,
        IntStream.range(0, seats.size())
            .filter(i -> !names.get(1 + i).equals(seats.get(i).shows()))
            .mapToObj(seats::get).toList()));
  }

  private static String name(Object shown) {
    return Integer.toUnsignedString(shown.hashCode(), Character.MAX_RADIX);
  }

  /** An answer, how many have given it, and their share of those who have answered in percent. */
  public record Answer(String answer, int count, int percent) {}

  /** An order of the board. */
  public record Sort(String word, String name, boolean isHere) {}

  /**
   * A student.
   *
   * @param id how the room calls them
   * @param isAway whether they have closed all pages of the room
   * @param isRaised whether their hand is up
   * @param address where their network is looked at; empty if they show none
   * @param network what it is called
   * @param numbers of it, in words
   * @param problems how many it has, in words; empty if none
   * @param goals of its design task how many it meets, in words; empty if it has none
   * @param message to them alone; empty if there is none
   * @param since when it was changed last, in words
   * @param isLit whether everybody is shown it
   * @param sketch of it
   */
  public record Card(
      String id, String nickname, boolean isAway, boolean isRaised, String address,
      String network, String numbers, String problems, String goals, String message, String since,
      boolean isLit,
      List<Bar> sketch) {

    /** Names all that is shown of them. */
    public String shows() {
      return name(this);
    }
  }
}
