package fovea.web.room;

/**
 * A student's own page of a room.
 *
 * @param address of the room
 * @param code by which it is joined
 * @param nickname what they are called
 * @param isRaised whether their hand is up
 * @param message to everybody; empty if there is none
 * @param hasNews whether a network was sent that they have not taken
 * @param spotlight the address that everybody is shown; empty if there is none
 * @param network the address of what they show to the teacher; empty if nothing
 * @param name what it is called
 */
public record RoomView(
    String address, String code, String nickname, boolean isRaised, String message,
    boolean hasNews, String spotlight, String network, String name) {}
