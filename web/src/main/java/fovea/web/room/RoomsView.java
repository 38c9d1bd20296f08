package fovea.web.room;

import java.util.List;

/**
 * The rooms that somebody is in, and the way into another.
 *
 * @param typed the code that was typed and is none; empty if nothing was
 * @param refusal why it is none; empty if nothing is wrong
 * @param hasEnded whether they come from a room that has just been closed
 */
public record RoomsView(List<Row> rooms, String typed, String refusal, boolean hasEnded) {

  /** A room, and whether they teach there. */
  public record Row(String address, String code, boolean teaches) {}
}
