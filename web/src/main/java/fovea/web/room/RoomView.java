package fovea.web.room;

import java.util.List;

/**
 * A student's own page of a room.
 *
 * @param address of the room
 * @param nickname what they are called
 * @param message to everybody; empty if there is none
 * @param hasNews whether a network was sent that they have not taken
 * @param network the address of what they show to the teacher; empty if nothing
 * @param name what it is called
 * @param classmates whom they can ask to work together
 * @param showsSolutions whether what was handed in is shown to all
 */
public record RoomView(
    String address, String nickname, String message, boolean hasNews, String network,
    String name, List<Classmate> classmates, boolean showsSolutions) {

  /** Another student, as the room calls them. */
  public record Classmate(String id, String nickname) {}
}
