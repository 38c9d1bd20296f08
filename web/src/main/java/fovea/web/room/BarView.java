package fovea.web.room;

import java.util.List;

/**
 * What every page says to somebody who is in a room.
 *
 * @param address of the room
 * @param code by which it is joined
 * @param number of the room when this was read
 * @param teaches whether they teach there
 * @param isRaised whether their hand is up
 * @param message to everybody; empty if there is none
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param question that everybody is asked; empty if there is none
 * @param answer that this one gave; empty if none
 * @param isPaused whether students cannot change anything for now
 * @param isSent whether the network of this page is what everybody was sent last
 * @param hasNews whether a network was sent that they have not taken
 * @param network of theirs that this page is about and the teacher does not see; empty if there is none
 * @param task what is to be built, in words; empty if there is none
 * @param handedIn whether they have handed something in for it
 * @param showsSolutions whether everybody sees what was handed in
 * @param sets those that the class fills together
 * @param pair who works with them
 * @param here the address of this page
 */
public record BarView(
    String address, String code, long number, boolean teaches, boolean isRaised,
    String message, String spotlight, String question, String answer, boolean isPaused,
    boolean isSent, boolean hasNews, String network, String task, boolean handedIn,
    boolean showsSolutions, List<Set> sets, Pair pair, String here) {

  /**
   * Who works with somebody.
   *
   * @param askedBy who asks them to; empty if nobody does
   * @param with the others, and what they look at; empty if there are none
   * @param network where that lies on which they work; empty if there are none
   */
  public record Pair(String askedBy, String with, String network) {

    /** Nobody. */
    public static final Pair NONE = new Pair("", "", "");
  }

  /** A set that the class fills together: where it lies, and what it is called. */
  public record Set(String address, String name) {}

  /** Whether this page can be shown to all. */
  public boolean isShowable() {
    return here.contains("/networks/") || here.startsWith("/learn");
  }

  /** Whether this page is the one that everybody is shown. */
  public boolean isThere() {
    return !spotlight.isEmpty() && here.startsWith(spotlight);
  }
}
